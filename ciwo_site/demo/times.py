"""When the demo's events take place. Pure: the present moment is an argument.

A real event is written as a local time in its zone. A sample is written as a distance from the day on which it is
loaded, so that “live now”, “tomorrow” and “next month” are true on that day.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# The words that this module reads; every other word of an event's row is a field of the event.
WORDS = frozenset(
    {
        "starts",
        "ends",
        "date",
        "starts_minutes_ago",
        "starts_in_days",
        "local_start",
        "duration_minutes",
        "registration_opens_in_days",
        "registration_closes_in_days",
    }
)
HALF_HOUR = timedelta(minutes=30)


def event_times(row: Mapping[str, Any], now: datetime) -> dict[str, datetime | None]:
    """The aware times of an event: its start and end, and when its registration opens and closes."""
    zone = ZoneInfo(row["time_zone"])
    starts_at = _start(row, zone, now)
    return {
        "starts_at": starts_at,
        "ends_at": _end(row, zone, starts_at),
        "registration_opens_at": _noon(row.get("registration_opens_in_days"), zone, now),
        "registration_closes_at": _noon(row.get("registration_closes_in_days"), zone, now),
    }


def confirm_by(slot: Mapping[str, Any], time_zone: str, now: datetime) -> date | None:
    """The day until which an interpretation slot is promised a decision."""
    days = slot.get("confirm_by_in_days")
    return None if days is None else _day(days, ZoneInfo(time_zone), now)


def _start(row: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> datetime:
    if "starts_minutes_ago" in row:
        return _half_hour_before(now - timedelta(minutes=row["starts_minutes_ago"])).astimezone(zone)
    if "starts_in_days" in row:
        day = _day(row["starts_in_days"], zone, now)
        return datetime.combine(day, time.fromisoformat(row["local_start"]), tzinfo=zone)
    if "date" in row:
        return datetime.combine(date.fromisoformat(row["date"]), time.min, tzinfo=zone)
    return datetime.fromisoformat(row["starts"]).replace(tzinfo=zone)


def _end(row: Mapping[str, Any], zone: ZoneInfo, starts_at: datetime) -> datetime | None:
    if "duration_minutes" in row:
        # Added in UTC: local clocks may change meanwhile.
        return (starts_at.astimezone(UTC) + timedelta(minutes=row["duration_minutes"])).astimezone(zone)
    return datetime.fromisoformat(row["ends"]).replace(tzinfo=zone) if "ends" in row else None


def _half_hour_before(moment: datetime) -> datetime:
    """No flyer announces 5:47."""
    return moment - (moment - datetime.min.replace(tzinfo=UTC)) % HALF_HOUR


def _noon(days: int | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    return None if days is None else datetime.combine(_day(days, zone, now), time(12), tzinfo=zone)


def _day(days: int, zone: ZoneInfo, now: datetime) -> date:
    return now.astimezone(zone).date() + timedelta(days=days)
