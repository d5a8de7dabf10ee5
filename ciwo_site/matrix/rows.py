"""Where the rows of the matrix come from: several lists of entries, read as one long list, upcoming events first.

No state is stored, so the database cannot look for one. Without a filter by state, a page costs a count and a slice of
each list, however many entries there are. With one, the database leaves out what cannot be in that state, and the rest
is read in chunks until the page is full, from where the page before it stopped; no request reads more than `SCANNED`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from ciwo_site.i18n import other_languages, site_languages
from ciwo_site.matrix.cells import owed
from ciwo_site.translation_states import State, states
from events.models import Event, Series
from programs.models import Program, ResourceGuide

PAGE = 25
CHUNK = 250
SCANNED = 2_000
EVENT_KINDS = ("webinar", "convening")
KINDS: dict[str, type[Model]] = {
    "webinar": Event,
    "convening": Event,
    "series": Series,
    "program": Program,
    "guide": ResourceGuide,
}


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    number: int
    day: date | None
    texts: dict[str, dict[str, str]]
    said: Mapping[tuple[str, str], State]


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of one page, and where the next one begins (None on the last)."""

    entries: list[Entry]
    next_start: int | None
    read: int  # how far the list was read


@dataclass(frozen=True, slots=True)
class Source:
    kind: str  # empty for events, whose rows say it
    model: Any
    rows: QuerySet


def sources(kinds: Sequence[str], at: datetime) -> list[Source]:
    """The lists of these kinds, in the order of the page: what is to come, what lasts, what is over."""
    events = Event.objects.filter(kind__in=[kind for kind in kinds if kind in EVENT_KINDS])
    upcoming = Source("", Event, events.filter(over_at__gt=at).order_by("starts_at", "pk"))
    past = Source("", Event, events.filter(over_at__lte=at).order_by("-starts_at", "-pk"))
    lasting = [
        Source(kind, KINDS[kind], KINDS[kind]._default_manager.order_by("-pk"))
        for kind in kinds
        if kind not in EVENT_KINDS
    ]
    has_events = any(kind in EVENT_KINDS for kind in kinds)
    return [*([upcoming] if has_events else []), *lasting, *([past] if has_events else [])]


class EntryList:
    """Several lists, read as one. Each is counted once."""

    def __init__(self, found: Sequence[Source]) -> None:
        self.sources = [(source, source.rows.count()) for source in found]
        self.total = sum(count for _source, count in self.sources)

    def read(self, start: int, size: int) -> list[Entry]:
        """A stretch of it; one query for each list that it touches."""
        entries: list[Entry] = []
        for source, count in self.sources:
            if start < count and len(entries) < size:
                rows = _values(source)[start : start + size - len(entries)]
                entries += [_entry(source, row) for row in rows]
            start = max(0, start - count)
        return entries


def scan(found: Sequence[Source], start: int, state: State, languages: Sequence[str], size: int = PAGE) -> Found:
    """From `start` on, the next entries of which a text in one of these languages is in that state."""
    narrowed = EntryList([replace(source, rows=_narrowed(source, state, languages)) for source in found])
    entries: list[Entry] = []
    place, end = start, min(start + SCANNED, narrowed.total)
    while place < end:
        chunk = narrowed.read(place, min(CHUNK, end - place))
        if not chunk:  # deleted since they were counted
            break
        for entry in chunk:
            place += 1
            if any(entry.said.get((field, code)) == state for field in entry.texts for code in languages):
                entries.append(entry)
                if len(entries) == size:
                    return Found(entries, place if place < narrowed.total else None, place)
    return Found(entries, end if end < narrowed.total else None, place)


def _values(source: Source) -> QuerySet:
    columns = [f"{field}_{code}" for field in source.model.BILINGUAL for code in site_languages()]
    extra = [] if source.kind else ["kind", "local_date"]
    return source.rows.values("pk", "translation_record", *extra, *columns)


def _entry(source: Source, row: Mapping[str, Any]) -> Entry:
    texts = {
        field: {code: row[f"{field}_{code}"] or "" for code in site_languages()} for field in source.model.BILINGUAL
    }
    said = owed(texts, states(row["translation_record"], texts))
    return Entry(source.kind or row["kind"], row["pk"], row.get("local_date"), texts, said)


def _narrowed(source: Source, state: State, languages: Sequence[str]) -> QuerySet:
    """Without the rows that cannot be in that state; some that are not may stay."""
    conditions = {
        State.MISSING: _lacks_text,
        State.MACHINE_DRAFT: _was_marked(state),
        State.NOT_NEEDED: _was_marked(state),
    }
    if (condition := conditions.get(state)) is None:
        return source.rows
    fields = [(field, code) for field in source.model.BILINGUAL for code in languages]
    return source.rows.filter(reduce(or_, (condition(field, code) for field, code in fields)))


def _lacks_text(field: str, code: str) -> Q:
    is_empty = Q(**{f"{field}_{code}": ""}) | Q(**{f"{field}_{code}__isnull": True})
    others = (Q(**{f"{field}_{other}__gt": ""}) for other in other_languages(code))
    return is_empty & reduce(or_, others)


def _was_marked(state: State) -> Any:
    return lambda field, code: Q(**{f"translation_record__{field}__{code}__state": state.value})
