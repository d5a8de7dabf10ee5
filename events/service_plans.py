"""What the planning of language services starts from: the event, its slots, the lead times, who is assigned. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from events.enums import LanguageService, SlotStatus
from events.intervals import Interval
from events.language_access import Slot
from events.timeline import UNKNOWN_END, day_begins, over_at


class PlannedEvent(Protocol):
    pk: int
    starts_at: datetime
    ends_at: datetime | None
    all_day: bool
    time_zone: str


class PlannedSlot(Slot, Protocol):
    pk: int
    provider_id: int | None
    call_time: datetime | None
    team_size: int | None
    materials_due: date | None
    materials_sent: date | None


class NamedPerson(Protocol):
    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """How early things are wanted, in days before the service starts; and how long one person can interpret alone."""

    interpretation: int = 14
    sign_language: int = 21
    captions: int = 7
    confirmation: int = 14  # an unconfirmed service, a missing provider or person
    call_time: int = 7
    slides: int = 5
    soon: int = 7  # days before any of these dates from which it is pressing
    alone_minutes: int = 60
    turn_minutes: tuple[int, int] = (20, 30)

    def to_ask(self, service: str) -> int:
        """Days before the start by which a service has to be asked for."""
        return {
            LanguageService.SIGN_LANGUAGE.value: self.sign_language,
            LanguageService.CAPTIONS.value: self.captions,
        }.get(service, self.interpretation)


def ask_by(starts_at: datetime, service: str, lead_times: LeadTimes, zone: ZoneInfo) -> date:
    """The last day, in the event's zone, on which a service can be asked for in time."""
    return starts_at.astimezone(zone).date() - timedelta(days=lead_times.to_ask(service))


def event_stretch(event: PlannedEvent) -> Interval:
    """From the event's start until it counts as over: its days when only the date is known, two hours without an end."""
    zone = ZoneInfo(event.time_zone)
    starts_at = day_begins(event.starts_at.astimezone(zone).date(), zone) if event.all_day else event.starts_at
    ends_at = over_at(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone)
    return Interval(starts_at, ends_at)


def hours_are_known(event: PlannedEvent) -> bool:
    return event.ends_at is not None and not event.all_day


def slot_interval(event: PlannedEvent, slot: PlannedSlot) -> Interval | None:
    """When a service is given: the event's own time where the slot names none. None if nothing is left of that."""
    whole = event_stretch(event)
    starts_at = slot.starts_at or whole.starts_at
    ends_at = slot.ends_at or whole.ends_at
    if slot.ends_at is None and event.ends_at is None and not event.all_day:
        ends_at = max(ends_at, starts_at + UNKNOWN_END)
    return Interval.between(starts_at, ends_at)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person in one slot of one event."""

    person: int
    name: str
    slot: int
    event: int
    interval: Interval
    is_sure: bool  # not when the hours are those of an event without an hour or an end


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody has to be in another slot, maybe of another event, at the same time."""

    name: str
    slot: int
    event: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Bookings:
    """Who is where, over all the events looked at: by the number of the slot."""

    people: Mapping[int, int] = field(default_factory=dict)
    clashes: Mapping[int, list[Clash]] = field(default_factory=dict)


def assignments(event: PlannedEvent, slot: PlannedSlot, people: Iterable[NamedPerson]) -> list[Assignment]:
    """The people of a slot; none of a cancelled one."""
    interval = slot_interval(event, slot)
    if interval is None or slot.status == SlotStatus.CANCELLED:
        return []
    is_sure = hours_are_known(event) or (slot.starts_at is not None and slot.ends_at is not None)
    return [Assignment(person.pk, person.name, slot.pk, event.pk, interval, is_sure) for person in people]


def bookings(assigned: Iterable[Assignment]) -> Bookings:
    """Count the people of each slot and find who is in two at once; within an event, only the later slot is told."""
    by_person: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in assigned:
        by_person[assignment.person].append(assignment)
    people = Counter(one.slot for ones in by_person.values() for one in ones)
    clashes: dict[int, list[Clash]] = defaultdict(list)
    for ones in by_person.values():
        ones.sort(key=lambda one: (one.interval, one.slot))
        for place, first in enumerate(ones):
            for second in ones[place + 1 :]:
                if not first.interval.overlaps(second.interval):
                    break  # the rest starts later still
                is_sure = first.is_sure and second.is_sure
                clashes[second.slot].append(Clash(first.name, first.slot, first.event, is_sure))
                if first.event != second.event:
                    clashes[first.slot].append(Clash(second.name, second.slot, second.event, is_sure))
    return Bookings(people, clashes)
