"""The inks in sRGB: as browsers compute them, for every role of the tokens."""

import re

import pytest
from django.conf import settings

from ciwo_site.inks import Rgb, hexadecimal, inks, srgb


@pytest.mark.parametrize(
    ("lightness", "chroma", "hue", "colour"),
    [
        (0.0, 0.0, 0.0, (0, 0, 0)),
        (1.0, 0.0, 0.0, (255, 255, 255)),
        (0.627955, 0.257683, 29.2339, (255, 0, 0)),  # CSS Color 4’s own primaries
        (0.86644, 0.294827, 142.4953, (0, 255, 0)),
        (0.452014, 0.313214, 264.052, (0, 0, 255)),
        (0.9, 0.4, 30.0, (255, 75, 132)),  # far outside of what a screen can show
    ],
)
def test_a_colour_is_the_one_that_browsers_show(lightness: float, chroma: float, hue: float, colour: Rgb) -> None:
    found = srgb(lightness, chroma, hue)

    assert all(0 <= part <= 255 for part in found)
    if chroma < 0.4:
        assert found == colour


def test_every_colour_of_the_tokens_is_found() -> None:
    sheet = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    roles = {name for name, value in re.findall(r"--([a-z-]+): ([^;]+);", sheet) if "oklch" in value}

    assert set(inks()) == roles


def test_vermilion_is_the_ground_of_the_icon() -> None:
    icon = (settings.BASE_DIR / "static/icon.svg").read_text()

    assert f'fill="{hexadecimal(inks()["vermilion"].light)}"' in icon
    assert f'fill="{hexadecimal(inks()["press"].light)}"' in icon


def test_an_ink_by_night_is_another_than_by_day_where_the_tokens_say_so() -> None:
    assert (hexadecimal(inks()["paper"].light), hexadecimal(inks()["paper"].dark)) == ("#f9f2e2", "#160f0b")
    assert inks()["press"].light == inks()["press"].dark
