"""VTIMEZONE, read back by the library and compared with the zone's own rules, half hour by half hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from events.calendar_zones import changes, time_zone

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def offset_said(component: Timezone, moment: datetime) -> timedelta:
    """What RFC 5545 §3.6.5 says the clock shows: the part whose onset, on the old clock, came last."""
    onsets = []
    for part in component.walk():
        if part.name not in ("STANDARD", "DAYLIGHT"):
            continue
        before, after = part.TZOFFSETFROM, part.TZOFFSETTO
        found = part.get("RDATE")
        rows = found if isinstance(found, list) else [found] if found is not None else []
        starts = [part.DTSTART, *(day.dt for row in rows for day in row.dts)]
        onsets += [((start - before).replace(tzinfo=UTC), after) for start in starts]
    return max((onset for onset in onsets if onset[0] <= moment), key=lambda onset: onset[0])[1]


@pytest.mark.parametrize(
    "name", ["America/New_York", "Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "America/Mexico_City"]
)
def test_a_zone_is_true_for_every_half_hour_of_two_years(name: str) -> None:
    component = Timezone.from_ical(time_zone(name, FIRST, LAST).to_ical())
    zone = ZoneInfo(name)

    wrong, moment = [], FIRST
    while moment < LAST:
        if offset_said(component, moment) != moment.astimezone(zone).utcoffset():
            wrong.append(moment)
        moment += HALF_HOUR

    assert wrong == []


def test_daylight_time_begins_on_the_clock_that_is_about_to_change() -> None:
    text = time_zone("America/New_York", FIRST, LAST).to_ical().decode()

    assert "BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nRDATE:20270314T020000\r\n" in text
    assert "BEGIN:STANDARD\r\nDTSTART:20261101T020000\r\nRDATE:20271107T020000\r\n" in text


def test_a_zone_that_never_changes_has_one_clock() -> None:
    component = time_zone("Asia/Manila", FIRST, LAST)

    assert list(changes(ZoneInfo("Asia/Manila"), FIRST, LAST)) == []
    assert [part.name for part in component.subcomponents] == ["STANDARD"]


def test_the_moments_are_exact() -> None:
    assert list(changes(ZoneInfo("America/New_York"), FIRST, LAST)) == [
        datetime(2026, 3, 8, 7, tzinfo=UTC),
        datetime(2026, 11, 1, 6, tzinfo=UTC),
        datetime(2027, 3, 14, 7, tzinfo=UTC),
        datetime(2027, 11, 7, 6, tzinfo=UTC),
    ]
