"""What is wrong with one language service, or due for it. Pure: `today` is an argument, in the event's zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from events.enums import LanguageService, ServiceProvision, SlotStatus
from events.intervals import Interval
from events.language_access import PENDING_STATUSES
from events.service_plans import Bookings, LeadTimes, PlannedEvent, PlannedSlot, ask_by, event_stretch, slot_interval

ARRANGED = {SlotStatus.HELD, SlotStatus.CONFIRMED}
ASKED = {SlotStatus.REQUESTED, *ARRANGED}


class Code(StrEnum):
    """What a warning is about; a board finds the cure by it."""

    FLOOR_UNKNOWN = "floor_unknown"
    END_UNKNOWN = "end_unknown"
    HOURS_UNKNOWN = "hours_unknown"
    NOTHING_PLANNED = "nothing_planned"
    STARTS_LATE = "starts_late"
    ENDS_EARLY = "ends_early"
    LEAVES_GAP = "leaves_gap"
    OUTSIDE_EVENT = "outside_event"
    STARTS_BEFORE_EVENT = "starts_before_event"
    ENDS_AFTER_EVENT = "ends_after_event"
    SAME_SERVICE_TWICE = "same_service_twice"
    NOT_REQUESTED = "not_requested"
    NOT_CONFIRMED = "not_confirmed"
    PROVIDER_MISSING = "provider_missing"
    TEAM_SHORT = "team_short"
    TEAM_THIN = "team_thin"
    PERSON_TWICE = "person_twice"
    PERSON_PERHAPS_TWICE = "person_perhaps_twice"
    CALL_TIME_MISSING = "call_time_missing"
    MATERIALS_DUE = "materials_due"
    MATERIALS_LATE = "materials_late"


class Severity(StrEnum):
    """From what may not happen to what is worth knowing."""

    URGENT = "urgent"
    PRESSING = "pressing"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CoverageWarning:
    """One thing to put right. Parameters that its code does not speak of stay empty."""

    code: Code
    severity: Severity
    slot: PlannedSlot | None = None
    due: date | None = None
    days_left: int = 0  # until the service starts
    languages: tuple[str, ...] = ()
    minutes: int = 0
    people: int = 0  # how many there are
    wanted: int = 0  # how many there should be
    turns: tuple[int, int] = (0, 0)  # minutes, shortest and longest
    person: str = ""  # private
    other_slot: int | None = None
    other_event: int | None = None  # None: the same event

    @property
    def slot_number(self) -> int | None:
        return None if self.slot is None else self.slot.pk


def severity_by(due: date, today: date, lead_times: LeadTimes) -> Severity:
    if today > due:
        return Severity.URGENT
    return Severity.PRESSING if today >= due - timedelta(days=lead_times.soon) else Severity.NOTE


def slot_warnings(
    event: PlannedEvent, slot: PlannedSlot, *, bookings: Bookings, today: date, lead_times: LeadTimes
) -> Iterator[CoverageWarning]:
    """Everything to say of one slot by itself; nothing of a cancelled one."""
    if slot.status == SlotStatus.CANCELLED:
        return
    yield from _place_warnings(event, slot)
    yield from _status_warnings(event, slot, today, lead_times)
    if slot.provided_by == ServiceProvision.PEOPLE:
        people = bookings.people.get(slot.pk, 0)
        yield from _team_warnings(event, slot, people, today, lead_times)
        yield from _preparation_warnings(event, slot, today, lead_times)
    for clash in bookings.clashes.get(slot.pk, ()):
        yield CoverageWarning(
            Code.PERSON_TWICE if clash.is_sure else Code.PERSON_PERHAPS_TWICE,
            Severity.URGENT if clash.is_sure else Severity.PRESSING,
            slot,
            person=clash.name,
            other_slot=clash.slot,
            other_event=clash.event if clash.event != event.pk else None,
        )


def same_service_warnings(event: PlannedEvent, slots: Sequence[PlannedSlot]) -> Iterator[CoverageWarning]:
    """A service that is planned twice, in the same direction, for the same minutes."""
    timed = [
        (slot.service, interval, slot)
        for slot in slots
        if slot.status != SlotStatus.CANCELLED and (interval := slot_interval(event, slot))
    ]
    timed.sort(key=lambda one: (one[0], one[1], one[2].pk))
    for place, (service, interval, slot) in enumerate(timed):
        for other_service, other_interval, other in timed[:place]:
            if other_service == service and other_interval.overlaps(interval) and directions(slot) & directions(other):
                yield CoverageWarning(Code.SAME_SERVICE_TWICE, Severity.PRESSING, slot, other_slot=other.pk)
                break


def directions(slot: PlannedSlot) -> set[tuple[str, str]]:
    """From which language into which a slot leads."""
    way = (slot.from_language, slot.to_language)
    return {way, way[::-1]} if slot.both_ways else {way}


def lies_outside(event: PlannedEvent, slot: PlannedSlot) -> bool:
    """Does a service share no minute with its event? Where nobody knows the end, nothing is too late."""
    whole, interval = event_stretch(event), slot_interval(event, slot)
    if interval is None or interval.ends_at <= whole.starts_at:
        return True
    return _end_is_known(event) and interval.starts_at >= whole.ends_at


def _end_is_known(event: PlannedEvent) -> bool:
    return event.all_day or event.ends_at is not None


def _place_warnings(event: PlannedEvent, slot: PlannedSlot) -> Iterator[CoverageWarning]:
    whole, interval = event_stretch(event), slot_interval(event, slot)
    if interval is None or lies_outside(event, slot):
        yield CoverageWarning(Code.OUTSIDE_EVENT, Severity.URGENT, slot)
        return
    if before := Interval.between(interval.starts_at, whole.starts_at):
        yield CoverageWarning(Code.STARTS_BEFORE_EVENT, Severity.NOTE, slot, minutes=before.minutes)
    if _end_is_known(event) and (after := Interval.between(whole.ends_at, interval.ends_at)):
        yield CoverageWarning(Code.ENDS_AFTER_EVENT, Severity.NOTE, slot, minutes=after.minutes)


def _status_warnings(
    event: PlannedEvent, slot: PlannedSlot, today: date, lead_times: LeadTimes
) -> Iterator[CoverageWarning]:
    first_day = _first_day(event, slot)
    left = max(0, (first_day - today).days)
    if slot.status == SlotStatus.NEEDED:
        due = ask_by(slot.starts_at or event.starts_at, slot.service, lead_times, ZoneInfo(event.time_zone))
        yield CoverageWarning(Code.NOT_REQUESTED, severity_by(due, today, lead_times), slot, due, left)
    elif slot.status in PENDING_STATUSES:
        due = min(slot.confirm_by or first_day - timedelta(days=lead_times.confirmation), first_day)
        severity = severity_by(due, today, lead_times)
        if severity != Severity.NOTE:
            yield CoverageWarning(Code.NOT_CONFIRMED, severity, slot, due, left)


def _team_warnings(
    event: PlannedEvent, slot: PlannedSlot, people: int, today: date, lead_times: LeadTimes
) -> Iterator[CoverageWarning]:
    due = _first_day(event, slot) - timedelta(days=lead_times.confirmation)
    severity = severity_by(due, today, lead_times)
    size = slot.team_size or 0
    if slot.status in ASKED and slot.provider_id is None and not people:
        yield CoverageWarning(Code.PROVIDER_MISSING, severity, slot, due)
    if slot.status in ARRANGED and people < size:
        yield CoverageWarning(Code.TEAM_SHORT, severity, slot, due, people=people, wanted=size)
    minutes = _known_minutes(event, slot)
    expected = max(people, size)
    is_planned = slot.status in ASKED or expected > 0
    long = slot.service == LanguageService.SIMULTANEOUS and minutes > lead_times.alone_minutes
    if long and is_planned and expected < 2:
        yield CoverageWarning(
            Code.TEAM_THIN,
            severity,
            slot,
            due,
            minutes=minutes,
            people=expected,
            wanted=2,
            turns=lead_times.turn_minutes,
        )


def _preparation_warnings(
    event: PlannedEvent, slot: PlannedSlot, today: date, lead_times: LeadTimes
) -> Iterator[CoverageWarning]:
    first_day = _first_day(event, slot)
    hour_is_known = not event.all_day or slot.starts_at is not None
    if slot.status == SlotStatus.CONFIRMED and slot.call_time is None and hour_is_known:
        due = first_day - timedelta(days=lead_times.call_time)
        yield CoverageWarning(Code.CALL_TIME_MISSING, severity_by(due, today, lead_times), slot, due)
    if slot.status in ASKED and slot.materials_sent is None:
        due = min(slot.materials_due or first_day - timedelta(days=lead_times.slides), first_day)
        severity = severity_by(due, today, lead_times)
        if severity != Severity.NOTE:
            code = Code.MATERIALS_LATE if severity == Severity.URGENT else Code.MATERIALS_DUE
            yield CoverageWarning(code, severity, slot, due)


def _first_day(event: PlannedEvent, slot: PlannedSlot) -> date:
    return (slot.starts_at or event.starts_at).astimezone(ZoneInfo(event.time_zone)).date()


def _known_minutes(event: PlannedEvent, slot: PlannedSlot) -> int:
    """How long a slot lasts; 0 while nobody knows."""
    start_is_known = slot.starts_at is not None or not event.all_day
    end_is_known = slot.ends_at is not None or (event.ends_at is not None and not event.all_day)
    interval = slot_interval(event, slot)
    return interval.minutes if interval and start_is_known and end_is_known else 0
