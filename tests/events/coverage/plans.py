"""Events and services as plain values, and what of an event they cover."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.coverage import EventCoverage, LanguageCoverage, event_coverage
from events.coverage_warnings import Code, CoverageWarning
from events.service_plans import LeadTimes, assignments, bookings

NEW_YORK = ZoneInfo("America/New_York")

START = datetime(2026, 5, 20, 18, tzinfo=NEW_YORK)

LONG_BEFORE = START - timedelta(days=50)

LEAD_TIMES = LeadTimes()


@dataclass
class Floor:
    language: str


@dataclass
class Person:
    pk: int
    name: str


@dataclass
class Event:
    pk: int = 1
    starts_at: datetime = START
    ends_at: datetime | None = START + timedelta(hours=1)
    all_day: bool = False
    time_zone: str = "America/New_York"


@dataclass
class Slot:
    """By default nothing is wrong with it."""

    pk: int = 1
    service: str = "simultaneous"
    from_language: str = "en"
    to_language: str = "es"
    both_ways: bool = True
    provided_by: str = "people"
    status: str = "confirmed"
    confirm_by: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    provider_id: int | None = 1
    call_time: datetime | None = START - timedelta(minutes=30)
    team_size: int | None = None
    materials_due: date | None = None
    materials_sent: date | None = date(2026, 5, 1)
    people: list[Person] = field(default_factory=list)

    @property
    def languages_given(self) -> tuple[str, ...]:
        return (self.to_language, self.from_language) if self.both_ways else (self.to_language,)


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def cover(
    *slots: Slot,
    event: Event | None = None,
    floor: str = "en",
    at: datetime = LONG_BEFORE,
    lead: LeadTimes = LEAD_TIMES,
) -> EventCoverage:
    event = event or Event()
    booked = bookings(one for slot in slots for one in assignments(event, slot, slot.people))
    rows = [Floor(code) for code in floor.split()]
    return event_coverage(event, rows, slots, wanted=["en", "es"], bookings=booked, at=at, lead_times=lead)


def minutes(coverage: LanguageCoverage) -> tuple[int | None, int | None, int | None]:
    return coverage.covered_minutes, coverage.confirmed_minutes, coverage.uncovered_minutes


def codes(coverage: EventCoverage) -> list[Code]:
    return [warning.code for warning in coverage.warnings]


def only(coverage: EventCoverage) -> CoverageWarning:
    (warning,) = coverage.warnings
    return warning
