from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from ciwo_site.local_times import HourHappensTwice, NoSuchHour, moment, on_the_wall

NEW_YORK = ZoneInfo("America/New_York")


def test_an_hour_on_the_wall_is_a_moment() -> None:
    assert moment(date(2026, 7, 1), time(18), NEW_YORK) == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert moment(date(2026, 12, 1), time(18), NEW_YORK) == datetime(2026, 12, 1, 23, tzinfo=UTC)


def test_a_moment_is_an_hour_on_the_wall() -> None:
    assert on_the_wall(datetime(2026, 7, 1, 22, tzinfo=UTC), NEW_YORK) == datetime(2026, 7, 1, 18)  # noqa: DTZ001 -- a wall has no zone


def test_the_hour_that_the_spring_night_leaves_out_is_refused() -> None:
    with pytest.raises(NoSuchHour):
        moment(date(2026, 3, 8), time(2, 30), NEW_YORK)


def test_the_hour_that_the_autumn_night_repeats_is_refused() -> None:
    with pytest.raises(HourHappensTwice):
        moment(date(2026, 11, 1), time(1, 30), NEW_YORK)


@pytest.mark.parametrize("hour", [time(0, 59), time(3)])
def test_the_hours_around_the_jump_stand(hour: time) -> None:
    assert on_the_wall(moment(date(2026, 3, 8), hour, NEW_YORK), NEW_YORK).time() == hour
