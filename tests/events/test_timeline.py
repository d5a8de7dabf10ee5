"""When an event is over, to the minute, in its own zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.timeline import over_at

NEW_YORK = ZoneInfo("America/New_York")


def dated(day: int, month: int, year: int = 2026, zone: str = "America/New_York") -> datetime:
    start = datetime(year, month, day, tzinfo=ZoneInfo(zone))
    return over_at(start, None, all_day=True, time_zone=zone).astimezone(UTC)


def test_an_event_is_over_when_it_ends() -> None:
    start = datetime(2026, 3, 10, 18, tzinfo=NEW_YORK)
    end = start + timedelta(minutes=90)

    assert over_at(start, end, all_day=False, time_zone="America/New_York") == end


def test_an_event_without_an_end_is_over_two_hours_after_it_starts() -> None:
    start = datetime(2024, 1, 9, 18, tzinfo=NEW_YORK)

    found = over_at(start, None, all_day=False, time_zone="America/New_York")

    assert found == datetime(2024, 1, 9, 20, tzinfo=NEW_YORK)


def test_a_dated_event_is_over_at_midnight_in_its_own_zone() -> None:
    assert dated(25, 10, 2024) == datetime(2024, 10, 26, 4, tzinfo=UTC)
    assert dated(25, 10, 2024, "Asia/Manila") == datetime(2024, 10, 25, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "month", "hours"),
    [(7, 3, 24), (8, 3, 23), (1, 11, 25)],  # 2026: the clocks change on March 8 and November 1
)
def test_a_dated_event_lasts_as_long_as_its_day(day: int, month: int, hours: int) -> None:
    begins = datetime(2026, month, day, tzinfo=NEW_YORK).astimezone(UTC)

    assert dated(day, month) - begins == timedelta(hours=hours)


def test_a_dated_event_of_several_days_is_over_with_the_last() -> None:
    start, end = datetime(2026, 3, 6, tzinfo=NEW_YORK), datetime(2026, 3, 8, 12, tzinfo=NEW_YORK)

    found = over_at(start, end, all_day=True, time_zone="America/New_York")

    assert found.astimezone(UTC) == datetime(2026, 3, 9, 4, tzinfo=UTC)


def test_a_leap_day_ends_where_march_begins() -> None:
    assert dated(29, 2, 2024) == datetime(2024, 3, 1, 5, tzinfo=UTC)
    assert dated(28, 2, 2024) == datetime(2024, 2, 29, 5, tzinfo=UTC)
