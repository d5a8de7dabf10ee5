"""When an event is over. Pure: knows neither the database nor the present moment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UNKNOWN_END = timedelta(hours=2)  # an event without an end is over two hours after it starts


def over_at(starts_at: datetime, ends_at: datetime | None, *, all_day: bool, time_zone: str) -> datetime:
    """The aware moment from which an event belongs to the past.

    A dated event (`all_day`) is over when its last day, that of `ends_at` or else of `starts_at`, ends in its own
    zone: on the nights of a clock change 23 or 25 hours after that day began.
    """
    if all_day:
        zone = ZoneInfo(time_zone)
        last_day = (ends_at or starts_at).astimezone(zone).date()
        return day_begins(last_day + timedelta(days=1), zone)
    return ends_at if ends_at is not None else starts_at + UNKNOWN_END


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Midnight of a date in a zone."""
    return datetime.combine(day, time.min, tzinfo=zone)
