"""What calendars are made of: events as plain values, with what belongs to them. Any number of events, six queries.

Rows come as a stream, because a calendar may be long: events, their languages and their services are read side by side
in the same order, a chunk of each at a time. Model objects would cost three times as much, for one event as for ten
thousand.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Manager, QuerySet

from ciwo_site.enums import Publication
from ciwo_site.i18n import LocalText, language_columns, text_in
from events.language_access import Hours
from events.models import Event, EventLanguage, InterpretationSlot, Series
from events.querysets import EventQuerySet
from programs.models import Program

CHUNK = 200
COLUMNS = (
    "pk", "uid", "sequence", "kind", "attendance_mode", "starts_at", "ends_at", "over_at", "local_date", "all_day",
    "time_zone", "occurrence", "venue", "registration_link", "registration_opens_at", "registration_closes_at",
    "previous_starts_at", "series_id", "program_id", "publish_at", "updated_at",
)  # fmt: skip
TEXTS = ("title", "summary", "place", "occurrence_note")


class CalendarRow(SimpleNamespace):
    """An event; its bilingual columns are asked for with `text_in`."""

    pk: int
    uid: UUID
    sequence: int
    kind: str
    attendance_mode: str
    starts_at: datetime
    ends_at: datetime | None
    over_at: datetime
    local_date: date
    all_day: bool
    time_zone: str
    occurrence: str
    venue: str
    registration_link: str
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    previous_starts_at: datetime | None
    series_id: int | None
    program_id: int | None
    publish_at: datetime | None
    updated_at: datetime
    languages: "tuple[SpokenLanguage, ...]"
    slots: "tuple[CalendarSlot, ...]"
    belongs: "list[Belonging]"

    @property
    def hours(self) -> Hours:
        return Hours(self.starts_at, self.ends_at, self.over_at, self.time_zone)

    def revised_at(self, at: datetime) -> datetime:
        """When what is said of the event became what it is: by a change, or because its time came or went."""
        passing = [self.publish_at, self.over_at, *(one.publish_at for one in self.belongs)]
        changes = [self.updated_at, *(one.updated_at for one in self.belongs)]
        return max([*changes, *(moment for moment in passing if moment is not None and moment <= at)])


EventColumns = CalendarRow | Event  # either has the event's own columns


@dataclass(unsafe_hash=True, slots=True)  # never changed: what is said of the same languages is kept
class SpokenLanguage:
    language: str


@dataclass(unsafe_hash=True)
class CalendarSlot:
    """A language service, without its provider, whose name may change, and without how to join."""

    service: str
    from_language: str
    to_language: str
    both_ways: bool
    provided_by: str
    status: str
    confirm_by: date | None
    starts_at: datetime | None
    ends_at: datetime | None

    provider = None
    channel_publishable = False
    languages_given = InterpretationSlot.languages_given  # the same question, asked of the same columns

    @property
    def has_hours(self) -> bool:
        """Are its hours its own, and not the event's?"""
        return self.starts_at is not None or self.ends_at is not None


SLOT_COLUMNS = tuple(CalendarSlot.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A series or a program."""

    texts: SimpleNamespace
    is_named: bool
    publish_at: datetime | None
    updated_at: datetime

    def name(self, language: str) -> LocalText:
        return text_in(self.texts, "title", language)


def calendar_rows(events: EventQuerySet, at: datetime) -> Iterator[CalendarRow]:
    """The events in the order of their numbers, whatever order they were in."""
    found = plain(events.order_by())
    numbers = found.values("pk")
    series, programs = belongings(Series.objects.all(), at), belongings(Program.objects.all(), at)
    columns = [*COLUMNS, *(column for field in TEXTS for column in language_columns(field))]
    languages = plain(EventLanguage.objects).filter(event__in=numbers).order_by("event_id", "order", "pk")
    slots = plain(InterpretationSlot.objects).filter(event__in=numbers).order_by("event_id", "pk")
    spoken = Alongside(SpokenLanguage, _stream(languages.values_list("event_id", "language")))
    given = Alongside(CalendarSlot, _stream(slots.values_list("event_id", *SLOT_COLUMNS)))
    for values in _stream(found.order_by("pk").values(*columns)):
        belongs = series.get(values["series_id"]), programs.get(values["program_id"])
        yield CalendarRow(
            **values,
            languages=spoken.of(values["pk"]),
            slots=given.of(values["pk"]),
            belongs=[belonging for belonging in belongs if belonging],
        )


def belongings(entries: QuerySet, at: datetime) -> Mapping[int, Belonging]:
    """Every series or program by its number: few, so that they are kept while the events go by."""
    columns = ("pk", "publication", "publish_at", "listed", "updated_at")
    return {
        row["pk"]: Belonging(
            texts=SimpleNamespace(**row),
            is_named=row["listed"]
            and row["publication"] == Publication.PUBLISHED
            and (row["publish_at"] is None or row["publish_at"] <= at),
            publish_at=row["publish_at"],
            updated_at=row["updated_at"],
        )
        for row in plain(entries.order_by()).values(*columns, *language_columns("title"))
    }


Part = TypeVar("Part", SpokenLanguage, CalendarSlot)


class Alongside(Generic[Part]):
    """Rows that hang on events, in the order of the events' numbers, handed out event by event.

    Each row begins with the event's number; the rest of it makes the part.
    """

    def __init__(self, make: Callable[..., Part], rows: Iterator[tuple]) -> None:
        self._make: Callable[..., Part] = make
        self._rows = rows
        self._next = next(rows, None)

    def of(self, number: int) -> tuple[Part, ...]:
        """Of each event in turn; what belongs to an event that was passed over is passed over too."""
        found = []
        while self._next is not None and self._next[0] <= number:
            if self._next[0] == number:
                found.append(self._make(*self._next[1:]))
            self._next = next(self._rows, None)
        return tuple(found)


def plain(rows: QuerySet | Manager) -> QuerySet:
    """The same rows, without the translated fields' own ways of reading them, which cost half as much again."""
    return QuerySet(rows.model, rows.all().query)


def _stream(rows: QuerySet) -> Iterator:
    return rows.iterator(chunk_size=CHUNK)
