"""From the hour that a clock on a wall shows to the moment it means, and back. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """The clocks of the zone jump over this hour."""


class HourHappensTwice(ValueError):
    """The clocks of the zone show this hour twice that night."""


class WrongOffset(ValueError):
    """The clocks of the zone are not that far from UTC at this hour."""


def moment(day: date, hour: time, zone: ZoneInfo, turn: int | None = None) -> datetime:
    """The aware moment at which the clocks of a zone show this hour.

    Raises where there is none, and where there are two and `turn` does not say which: 0 is the first, 1 the second.
    """
    shown = datetime.combine(day, hour.replace(fold=0, tzinfo=None), tzinfo=zone)
    if shown.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise NoSuchHour
    if both := both_moments(day, hour, zone):
        if turn is None:
            raise HourHappensTwice
        return both[turn]
    return shown


def moment_with_offset(day: date, hour: time, zone: ZoneInfo, offset: timedelta) -> datetime:
    """As `moment`, where it is said how far the clocks are from UTC, which tells the two hours of an autumn night apart."""
    for turn in (0, 1):
        found = moment(day, hour, zone, turn)
        if found.utcoffset() == offset:
            return found
    raise WrongOffset


def both_moments(day: date, hour: time, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """The two moments of an hour that the clocks of a zone show twice; None for every other hour."""
    first = datetime.combine(day, hour.replace(fold=0, tzinfo=None), tzinfo=zone)
    second = first.replace(fold=1)
    is_gap = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None)
    return None if is_gap or first.utcoffset() == second.utcoffset() else (first, second)


def on_the_wall(at: datetime, zone: ZoneInfo) -> datetime:
    """The date and hour that the clocks of a zone show, without a zone of its own."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
