"""From the hour that a clock on a wall shows to the moment it means, and back. Pure."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """The clocks of the zone jump over this hour."""


class HourHappensTwice(ValueError):
    """The clocks of the zone show this hour twice that night."""


def moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The aware moment at which the clocks of a zone show this hour. Raises where there is none or there are two."""
    shown = datetime.combine(day, hour.replace(fold=0, tzinfo=None), tzinfo=zone)
    if shown.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise NoSuchHour
    if shown.utcoffset() != shown.replace(fold=1).utcoffset():
        raise HourHappensTwice
    return shown


def on_the_wall(at: datetime, zone: ZoneInfo) -> datetime:
    """The date and hour that the clocks of a zone show, without a zone of its own."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
