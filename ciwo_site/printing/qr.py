"""A QR code (ISO/IEC 18004) as outlines."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import segno

from ciwo_site.printing.sheet import Point, rectangle

QUIET = 4  # modules that must stay white around the code (ISO/IEC 18004, 6.3.8)
ERROR_CORRECTION = "m"  # 15 % of it may be torn off or smudged


def qr_outlines(address: str, x: float, y: float, side: float) -> list[tuple[Point, ...]]:
    """The code of an address in a square of this side, of which the quiet zone is a part."""
    rows = _rows(address)
    module = side / (len(rows) + 2 * QUIET)
    return [
        rectangle(x + (QUIET + start) * module, y + (QUIET + number) * module, length * module, module)
        for number, row in enumerate(rows)
        for start, length in _runs(row)
    ]


def modules(address: str) -> int:
    """How many modules a side of the code has, the quiet zone not counted."""
    return len(_rows(address))


@lru_cache(maxsize=64)
def _rows(address: str) -> tuple[tuple[bool, ...], ...]:
    code = segno.make_qr(address, error=ERROR_CORRECTION, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Where the dark stretches of a row begin, and how long they are."""
    start = 0
    for is_dark, group in groupby(row):
        length = len(list(group))
        if is_dark:
            yield start, length
        start += length
