from datetime import UTC, date, datetime

import pytest

from ciwo_site.demo.times import confirm_by, event_times

NEW_YORK = "America/New_York"


def in_utc(row: dict, now: datetime) -> dict:
    return {name: moment and moment.astimezone(UTC) for name, moment in event_times(row, now).items()}


def test_a_real_event_is_written_in_the_time_of_its_zone(now: datetime) -> None:
    row = {"time_zone": NEW_YORK, "starts": "2024-02-27T18:00", "ends": "2024-02-27T20:00"}

    times = in_utc(row, now)

    assert times == {
        "starts_at": datetime(2024, 2, 27, 23, tzinfo=UTC),
        "ends_at": datetime(2024, 2, 28, 1, tzinfo=UTC),
        "registration_opens_at": None,
        "registration_closes_at": None,
    }


def test_a_dated_event_begins_with_its_day(now: datetime) -> None:
    times = in_utc({"time_zone": NEW_YORK, "all_day": True, "date": "2024-10-25"}, now)

    assert times["starts_at"] == datetime(2024, 10, 25, 4, tzinfo=UTC)
    assert times["ends_at"] is None


def test_what_is_live_began_at_a_half_hour(now: datetime) -> None:
    times = in_utc({"time_zone": NEW_YORK, "starts_minutes_ago": 45, "duration_minutes": 120}, now)

    assert times["starts_at"] == datetime(2026, 5, 6, 16, 0, tzinfo=UTC)
    assert times["ends_at"] == datetime(2026, 5, 6, 18, 0, tzinfo=UTC)


def test_days_are_counted_in_the_zone_of_the_event() -> None:
    late_evening_in_new_york = datetime(2026, 5, 7, 2, 0, tzinfo=UTC)
    row = {"time_zone": NEW_YORK, "starts_in_days": 1, "local_start": "18:00", "duration_minutes": 90}

    times = in_utc(row, late_evening_in_new_york)

    assert times["starts_at"] == datetime(2026, 5, 7, 22, 0, tzinfo=UTC)
    assert times["ends_at"] == datetime(2026, 5, 7, 23, 30, tzinfo=UTC)


def test_registration_opens_and_closes_at_noon(now: datetime) -> None:
    row = {
        "time_zone": NEW_YORK,
        "starts_in_days": 61,
        "local_start": "10:00",
        "duration_minutes": 60,
        "registration_opens_in_days": -7,
        "registration_closes_in_days": 54,
    }

    times = in_utc(row, now)

    assert times["registration_opens_at"] == datetime(2026, 4, 29, 16, tzinfo=UTC)
    assert times["registration_closes_at"] == datetime(2026, 6, 29, 16, tzinfo=UTC)


@pytest.mark.parametrize(("slot", "expected"), [({}, None), ({"confirm_by_in_days": 5}, date(2026, 5, 11))])
def test_a_slot_is_decided_some_days_from_now(slot: dict, expected: date | None, now: datetime) -> None:
    assert confirm_by(slot, NEW_YORK, now) == expected
