"""What readers were told of time, place and occurrence, and what of it a change makes untrue. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ciwo_site.enums import Publication
from ciwo_site.i18n import language_columns
from events.enums import ChangeKind, Occurrence
from events.timeline import day_begins

TIME_FIELDS = frozenset({"starts_at", "ends_at", "all_day", "time_zone"})
PLACE_FIELDS = frozenset({"venue", "place", "attendance_mode"})
ANNOUNCED_FIELDS = TIME_FIELDS | PLACE_FIELDS | {"occurrence"}
PUBLICATION_FIELDS = frozenset({"publication", "publish_at"})  # whether anybody was told

OCCURRENCE_KINDS = {
    Occurrence.SCHEDULED: ChangeKind.REINSTATED,
    Occurrence.POSTPONED: ChangeKind.POSTPONED,
    Occurrence.CANCELLED: ChangeKind.CANCELLED,
}

Told = Mapping[str, Any]  # by column; a column that was not read is not in it


def is_announced(column: str) -> bool:
    """Does the column hold a part of time, place or occurrence?"""
    return column in ANNOUNCED_FIELDS or column.startswith("place_")


def changes_what_readers_know(columns: Iterable[str]) -> bool:
    return any(is_announced(column) or column in PUBLICATION_FIELDS for column in columns)


def told_columns() -> set[str]:
    """The real columns of time, place, occurrence and publication."""
    return {*ANNOUNCED_FIELDS, *PUBLICATION_FIELDS, *language_columns("place")} - {"place"}


def was_told(told: Told, at: datetime) -> bool:
    """Could readers know of it at that moment? As the entry's `is_published`."""
    publish_at = told.get("publish_at") or None
    return told.get("publication") == Publication.PUBLISHED and (publish_at is None or publish_at <= at)


def changed_columns(before: Told, now: Told) -> set[str]:
    """The parts of time, place and occurrence that differ. Nothing and an empty text are the same.

    Of a day without an hour readers were told the day, and not on whose clocks it begins.
    """
    if _are_dated(before, now):
        before, now = _in_days(before), _in_days(now)
    both = filter(is_announced, before.keys() & now.keys())
    return {column for column in both if (before[column] or "") != (now[column] or "")}


def kinds_of_change(before: Told, now: Told) -> list[ChangeKind]:
    """What people have to be told who were told what stood there before.

    What was left open and is filled in (an hour, an end, a room, a translation) makes nothing untrue that they know.
    """
    changed = changed_columns(before, now)
    untrue = {column for column in changed if before[column] or column == "all_day"}
    kinds = []
    if "occurrence" in untrue:
        kinds.append(OCCURRENCE_KINDS[Occurrence(now["occurrence"])])
    if untrue & TIME_FIELDS and not _tells_the_hour(before, now):
        kinds.append(ChangeKind.RESCHEDULED)
    if untrue - TIME_FIELDS - {"occurrence"}:
        kinds.append(ChangeKind.MOVED)
    return kinds


def start_before(before: Told, now: Told) -> datetime | None:
    """The start that was told, where it is another one now; of a day without an hour, that day on the clocks of now."""
    if "starts_at" not in changed_columns(before, now):
        return None
    day = _day(before) if _are_dated(before, now) else None
    return day_begins(day, ZoneInfo(now["time_zone"])) if day else before["starts_at"] or None


def _are_dated(before: Told, now: Told) -> bool:
    return bool(before.get("all_day") and now.get("all_day"))


def _in_days(told: Told) -> Told:
    """Moments as the days on which they are, in the event's own zone."""
    if not told.get("time_zone"):
        return told
    zone = ZoneInfo(told["time_zone"])
    days = {name: told[name].astimezone(zone).date() for name in ("starts_at", "ends_at") if told.get(name)}
    return {**told, **days, "time_zone": ""}


def _tells_the_hour(before: Told, now: Told) -> bool:
    """Is it the day that was known before, with its hour?"""
    was_dated = before.get("all_day") and not now.get("all_day")
    return bool(was_dated) and _day(before) == _day(now)


def _day(told: Told) -> date | None:
    starts_at, zone = told.get("starts_at"), told.get("time_zone")
    return starts_at.astimezone(ZoneInfo(zone)).date() if starts_at and zone else None
