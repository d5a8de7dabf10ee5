"""The cut-paper figures of `static/figures.svg`, as outlines."""

import re
from functools import cache

from django.conf import settings

from ciwo_site.printing.sheet import Point

SIDE = 200  # of the square that each figure is drawn in
_SYMBOL = re.compile(r'<symbol id="(\w+)"[^>]*>.*? d="([^"]+)"', re.DOTALL)
_OUTLINE = re.compile(r"M([^MZ]+)Z")
_NUMBER = re.compile(r"-?[\d.]+")


def figure_outlines(name: str, x: float, y: float, side: float) -> list[list[Point]]:
    """A figure in a square of this side, its upper left corner at `x` and `y`."""
    scale = side / SIDE
    return [[(x + px * scale, y + py * scale) for px, py in outline] for outline in _figures()[name]]


@cache
def _figures() -> dict[str, list[list[Point]]]:
    drawn = (settings.BASE_DIR / "static" / "figures.svg").read_text()
    return {name: [_points(outline) for outline in _OUTLINE.findall(path)] for name, path in _SYMBOL.findall(drawn)}


def _points(outline: str) -> list[Point]:
    numbers = [float(number) for number in _NUMBER.findall(outline)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
