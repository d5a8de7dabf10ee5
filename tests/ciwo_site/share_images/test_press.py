"""The picture itself: its size, its inks, the same for the same words, and done in bounded time."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from ciwo_site.i18n import LocalText
from ciwo_site.inks import inks
from ciwo_site.plates import FIGURES
from ciwo_site.share_images.figures import stencil
from ciwo_site.share_images.plate import Bar, Ground, Plate, house_plate
from ciwo_site.share_images.press import printed

PLATE = Plate(
    kind="event",
    number=4,
    language="en",
    ground=Ground.WEBINAR,
    figure="conversation",
    title=LocalText("Sharing stories", "en", "en"),
    kicker="Webinar · WINS",
    line="Tuesday, February 27, 2024, 6:00–8:00 p.m. ET",
    day="27",
    month="February 2024",
    languages=("In English", "Interpreted into Spanish"),
)
MOST_BYTES = 120_000  # some messengers show no picture that is much larger


def image(plate: Plate) -> Image.Image:
    found = Image.open(BytesIO(printed(plate)))
    assert (found.format, found.size) == ("PNG", (1200, 630))
    return found.convert("RGB")


@pytest.mark.parametrize(
    ("ground", "ink"),
    [
        (Ground.WEBINAR, "vermilion"),
        (Ground.CONVENING, "marigold"),
        (Ground.GUIDE, "reversed"),
        (Ground.PROGRAM, "paper-deep"),
        (Ground.PERSON, "paper"),
        (Ground.HOUSE, "vermilion"),
    ],
)
def test_each_kind_is_printed_in_its_own_ink(ground: Ground, ink: str) -> None:
    plate = replace(PLATE, ground=ground)

    assert image(plate).getpixel((600, 4)) == inks()[ink].light


@pytest.mark.parametrize("bar", [Bar.THIN, Bar.HEAVY])
def test_what_does_not_take_place_is_a_sheet_without_its_ink_and_with_a_bar(bar: Bar) -> None:
    found = image(replace(PLATE, bar=bar, state="Cancelled"))

    colours = {colour for _count, colour in found.getcolors(1000)}
    assert found.getpixel((600, 4)) == inks()["paper-deep"].light
    assert inks()["vermilion"].light in colours


def test_the_cool_ink_is_there_only_where_a_language_is() -> None:
    access = inks()["access"].light

    with_languages, without = (image(replace(PLATE, languages=found)) for found in (PLATE.languages, ()))

    assert access in {colour for _count, colour in with_languages.getcolors(1000)}
    assert access not in {colour for _count, colour in without.getcolors(1000)}


def test_the_same_words_give_the_same_picture_and_others_another() -> None:
    assert printed(PLATE) == printed(replace(PLATE))
    assert printed(PLATE) != printed(replace(PLATE, day="28"))


@pytest.mark.parametrize(
    "title",
    ["", "✊🏽", "x" * 300, "ñ" * 299 + " a", "</script> ]]> & \\ =1+1", "Más " * 75, "\ud800"],
    ids=["none", "only an emoji", "unbroken", "nearly unbroken", "markup", "many words", "half a letter"],
)
@pytest.mark.parametrize("day", ["27", ""], ids=["dated", "undated"])
def test_any_title_can_be_printed(title: str, day: str) -> None:
    plate = replace(PLATE, title=LocalText(title, "es", "en"), day=day, note="This title exists only in Spanish.")

    content = printed(plate)

    assert Image.open(BytesIO(content)).size == (1200, 630)
    assert len(content) < MOST_BYTES


def test_twenty_languages_leave_room_for_the_title() -> None:
    plate = replace(PLATE, languages=tuple(f"Interpreted into language {number}" for number in range(20)))

    assert image(plate).getpixel((600, 4)) == inks()["vermilion"].light


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_cut_with_its_holes(name: str) -> None:
    found = stencil(name, 100)

    share = sum(found.tobytes()) / 255 / 100 / 100
    assert 0.1 < share < 0.9
    assert found.size == (100, 100)


def test_the_house_has_a_picture_of_its_own() -> None:
    assert image(house_plate()).getpixel((600, 4)) == inks()["vermilion"].light
