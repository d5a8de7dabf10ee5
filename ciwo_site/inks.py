"""The inks of `static/css/tokens.css` in sRGB, for whatever is printed without a browser."""

import re
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path

from django.conf import settings

SHEET = Path("static/css/tokens.css")
_ROLE = re.compile(r"--([a-z-]+): ((?:light-dark\()?oklch\([^;]+);")
_OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """One role, as it is printed by day and by night."""

    light: Rgb
    dark: Rgb


@cache
def inks() -> dict[str, Ink]:
    """Every colour role of the tokens by its name: `inks()["vermilion"].light`. Reads the file once."""
    found = {}
    for name, value in _ROLE.findall((settings.BASE_DIR / SHEET).read_text()):
        colours = [srgb(*map(float, numbers)) for numbers in _OKLCH.findall(value)]
        found[name] = Ink(light=colours[0], dark=colours[-1])  # one colour is the same by night
    return found


def srgb(lightness: float, chroma: float, hue: float) -> Rgb:
    """OKLCH (CSS Color 4, §10.12) in sRGB, 0–255 each; what lies outside is cut off, as browsers do.

    `hue` is in degrees. The matrices are Björn Ottosson’s, as the specification prints them.
    """
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _eight_bits(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _eight_bits(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _eight_bits(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _eight_bits(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * encoded)


def hexadecimal(colour: Rgb) -> str:
    """`#ff6a3d`, for a manifest or a meta element, which know no OKLCH everywhere."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
