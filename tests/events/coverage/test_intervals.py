"""Stretches of time, taken apart and put together."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.intervals import Interval, merged, pieces, total_minutes, without
from tests.events.coverage.plans import NEW_YORK, START, after

intervals = st.builds(
    lambda start, length: Interval(after(start), after(start + length)),
    st.integers(-200, 200),
    st.integers(1, 90),
)


@given(intervals, st.lists(intervals, max_size=6))
def test_what_is_taken_and_what_is_left_make_the_whole(whole: Interval, taken: list[Interval]) -> None:
    each_minute = {whole.starts_at + timedelta(minutes=number) for number in range(whole.minutes)}
    busy = {moment for moment in each_minute if any(one.starts_at <= moment < one.ends_at for one in taken)}

    left = without(whole, taken)

    assert total_minutes(left) == len(each_minute - busy)
    assert merged([*left, *taken, whole]) == merged([*taken, whole])
    assert not any(one.overlaps(other) for one in left for other in taken)


@given(st.lists(intervals, max_size=6))
def test_merged_intervals_stand_apart_in_order(some: list[Interval]) -> None:
    found = merged(some)

    assert all(one.ends_at < following.starts_at for one, following in pairwise(found))
    assert merged(found) == found
    assert all(any(one.contains(part) for one in found) for part in some)


@given(intervals, st.lists(intervals, max_size=6))
def test_pieces_are_the_whole_and_lie_within_a_cutter_or_outside_it(whole: Interval, cutters: list[Interval]) -> None:
    found = pieces(whole, cutters)

    assert merged(found) == (whole,)
    assert sum(piece.minutes for piece in found) == whole.minutes
    assert all(cutter.contains(piece) or not cutter.overlaps(piece) for piece in found for cutter in cutters)


def test_minutes_are_elapsed_ones_when_clocks_change() -> None:
    night = {month: datetime(2026, month, day, 0, 30, tzinfo=NEW_YORK) for month, day in ((3, 8), (11, 1))}

    lengths = {month: Interval(start, start.replace(hour=3)).minutes for month, start in night.items()}

    assert lengths == {3: 120, 11: 240}


def test_an_interval_refuses_what_is_none() -> None:
    with pytest.raises(ValueError, match="zone"):
        Interval(datetime(2026, 5, 20), START)  # noqa: DTZ001 -- a naive moment is the bad input here
    with pytest.raises(ValueError, match="ends after"):
        Interval(START, START + timedelta(seconds=59))
    assert Interval.between(START, START) is None


def test_two_zones_name_the_same_interval() -> None:
    madrid = ZoneInfo("Europe/Madrid")

    assert Interval(START, after(60)) == Interval(START.astimezone(madrid), after(60).astimezone(madrid))
