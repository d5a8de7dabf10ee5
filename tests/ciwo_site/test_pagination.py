"""Where in a list a reader is; an unknown number leads to the nearest page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.pagination import Pages, page_number, pages_of


@pytest.mark.parametrize(
    ("value", "number"),
    [("1", 1), ("07", 7), ("999999999", 999999999), ("", 1), (None, 1), ("x", 1), ("-2", 1), ("1.5", 1), ("²", 1), ("٣", 1),
     ("1234567890", 1), (" 2", 1)],
)  # fmt: skip
def test_a_page_number_is_a_short_number_or_the_first(value: str | None, number: int) -> None:
    assert page_number(value) == number


@pytest.mark.parametrize(
    ("total", "asked", "found"),
    [(0, 1, (1, 1)), (0, 9, (1, 1)), (20, 1, (1, 1)), (21, 2, (2, 2)), (21, 3, (2, 2)), (41, 0, (1, 3))],
)
def test_the_nearest_page_is_shown(total: int, asked: int, found: tuple[int, int]) -> None:
    pages = pages_of(total, asked, 20)

    assert (pages.number, pages.count) == found


@pytest.mark.parametrize(("number", "neighbours"), [(1, (None, 2)), (2, (1, 3)), (3, (2, None))])
def test_a_page_knows_its_neighbours(number: int, neighbours: tuple[int | None, int | None]) -> None:
    pages = Pages(number, count=3, total=60, size=20)

    assert (pages.previous, pages.next) == neighbours


@given(total=st.integers(0, 200), size=st.integers(1, 30))
def test_every_row_stands_on_one_page(total: int, size: int) -> None:
    rows = list(range(total))
    last = pages_of(total, 10**9, size).number

    shown = [row for number in range(1, last + 1) for row in pages_of(total, number, size).slice(rows)]

    assert shown == rows
