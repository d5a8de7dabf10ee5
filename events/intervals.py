"""Stretches of time and their sums. Pure; every length is elapsed time, whatever the clocks on the wall do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From one moment up to, but not including, a later one: both in UTC and cut down to the minute."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        # Two moments that share a zone would be subtracted as wall clocks are, an hour wrong when these change.
        object.__setattr__(self, "starts_at", _whole_minute(self.starts_at))
        object.__setattr__(self, "ends_at", _whole_minute(self.ends_at))
        if self.starts_at >= self.ends_at:
            raise ValueError("An interval ends after it starts, by a minute at least.")

    @classmethod
    def between(cls, starts_at: datetime, ends_at: datetime) -> Self | None:
        """The interval, or none where nothing lies between the two moments."""
        starts_at, ends_at = _whole_minute(starts_at), _whole_minute(ends_at)
        return cls(starts_at, ends_at) if starts_at < ends_at else None

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    def overlaps(self, other: "Interval") -> bool:
        """Do they share a minute? One that begins when the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, other: "Interval") -> bool:
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def total_minutes(intervals: Iterable[Interval]) -> int:
    """How long they last together; a minute that lies in several counts once."""
    return sum(interval.minutes for interval in merged(intervals))


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same minutes in as few intervals as can be, in order, none touching the next."""
    found: list[Interval] = []
    for interval in sorted(intervals):
        if found and interval.starts_at <= found[-1].ends_at:
            found[-1] = Interval(found[-1].starts_at, max(found[-1].ends_at, interval.ends_at))
        else:
            found.append(interval)
    return tuple(found)


def pieces(whole: Interval, cutters: Iterable[Interval]) -> list[Interval]:
    """The whole, cut wherever a cutter begins or ends: each cutter then holds a piece entirely or not at all."""
    moments = {moment for cutter in cutters for moment in (cutter.starts_at, cutter.ends_at)}
    inside = {moment for moment in moments if whole.starts_at < moment < whole.ends_at}
    return [Interval(*pair) for pair in pairwise(sorted({whole.starts_at, whole.ends_at, *inside}))]


def without(whole: Interval, taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """What the taken intervals leave of the whole."""
    taken = merged(taken)
    return merged(piece for piece in pieces(whole, taken) if not any(one.contains(piece) for one in taken))


def _whole_minute(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone could be any hour.")
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
