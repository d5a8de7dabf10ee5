"""Time zones as calendars carry them (RFC 5545 §3.6.5), read from the zone's own rules.

The library's own builder writes the beginning of daylight time on the clock that has already changed; the standard
wants it on the old one, and a calendar that believes it is an hour late for half a year.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
Clock = tuple[timedelta, str, bool]  # offset from UTC, what the clock is called, whether it is daylight time


@lru_cache(maxsize=100)
def zone_of_years(name: str, first: int, last: int) -> bytes:
    """The VTIMEZONE as text, true for all of these years and a day around them. Kept, because finding it takes time."""
    return time_zone(
        name, datetime(first, 1, 1, tzinfo=UTC) - DAY, datetime(last + 1, 1, 1, tzinfo=UTC) + DAY
    ).to_ical()


def time_zone(name: str, first: datetime, last: datetime) -> Timezone:
    """The VTIMEZONE of an IANA zone, true from the first moment to the last."""
    zone = ZoneInfo(name)
    clock = _clock(first, zone)
    onsets: dict[tuple[timedelta, Clock], list[datetime]] = defaultdict(list)
    onsets[clock[0], clock].append(_on_the_wall(first, clock[0]))
    for moment in changes(zone, first, last):
        before, clock = clock, _clock(moment, zone)
        onsets[before[0], clock].append(_on_the_wall(moment, before[0]))
    component = Timezone()
    component.add("TZID", name)
    for (offset_before, (offset, called, is_daylight)), starts in onsets.items():
        part = TimezoneDaylight() if is_daylight else TimezoneStandard()
        part.DTSTART = starts[0]
        part.TZOFFSETFROM = offset_before
        part.TZOFFSETTO = offset
        part.add("TZNAME", called)
        if starts[1:]:
            part.add("RDATE", starts[1:])
        component.add_component(part)
    return component


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The moments, in UTC, at which the zone's clock is set anew; two on one day would count as none."""
    day = first.astimezone(UTC).replace(microsecond=0)
    while day < last:
        following = day + DAY
        if _clock(day, zone) != _clock(following, zone):
            early, late = day, following
            while late - early > SECOND:
                middle = early + (late - early) // 2
                middle = middle.replace(microsecond=0)
                if _clock(middle, zone) == _clock(day, zone):
                    early = middle
                else:
                    late = middle
            yield late
        day = following


def _clock(moment: datetime, zone: ZoneInfo) -> Clock:
    there = moment.astimezone(zone)
    return there.utcoffset() or timedelta(), there.tzname() or "", bool(there.dst())


def _on_the_wall(moment: datetime, offset: timedelta) -> datetime:
    """What a clock with that offset shows, of no zone."""
    return (moment.astimezone(UTC) + offset).replace(tzinfo=None, microsecond=0)
