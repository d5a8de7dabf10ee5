"""What search finds of events and their series."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import CoHost, Event, InterpretationSlot, Interpreter, Material, Series, Speaker
from events.transcripts.searching import words_for_index
from programs.models import Person
from programs.search.kinds import Part, Path, SearchKind, Texts
from programs.searchable import entry_shown_from, entry_texts, said


def _event(event: Event, language: str) -> Texts:
    """All that an event's page says of its own. Whoever speaks and what it belongs to is asked for with each search."""
    return Texts(
        said(event, "title", language),
        said(event, "summary", language),
        (
            *(said(event, field, language) for field in ("occurrence_note", "body", "recap", "place")),
            event.venue,
            *_groups(event, language),
            *(said(material, "title", language) for material in event.materials.all()),
        ),
    )


def _groups(event: Event, language: str) -> list[str]:
    """Groups name nobody, so their words may always be found; a named person's role goes with the name."""
    groups = [speaker for speaker in event.speakers.all() if speaker.person_id is None]
    return [said(group, field, language) for group in groups for field in ("group", "role")]


def _events_of(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.order_by().values_list("event", flat=True).distinct()


def _times(event: Event) -> tuple[datetime, datetime]:
    return event.starts_at, event.over_at


KINDS = (
    SearchKind(
        "event",
        Event,
        texts=_event,
        rows=lambda: Event.objects.prefetch_related("speakers", "materials"),
        shown_from=entry_shown_from,
        times=_times,
        label=pgettext_lazy("search", "Event"),
        plural=_("Events"),
        long_texts=words_for_index,
        parts=(
            Part(Material, lambda some: _events_of(Material.objects.filter(pk__in=some))),
            Part(Speaker, lambda some: _events_of(Speaker.objects.filter(pk__in=some))),
            # Names that a transcript must not say.
            Part(Person, lambda some: _events_of(Speaker.objects.filter(person__in=some))),
            Part(Interpreter, lambda some: _events_of(InterpretationSlot.objects.filter(interpreters__in=some))),
            Part(
                InterpretationSlot,
                lambda some: _events_of(InterpretationSlot.objects.filter(pk__in=some)),
                through=InterpretationSlot.interpreters.through,
            ),
        ),
        paths=(
            Path("series", lambda at: Event.objects.exclude(series=None), "pk", "series"),
            Path("program", lambda at: Event.objects.exclude(program=None), "pk", "program"),
            Path("topic", lambda at: Event.topics.through.objects.all(), "event", "topic"),
            Path("person", lambda at: Speaker.objects.named().exclude(person=None), "event", "person"),
            Path("organization", lambda at: CoHost.objects.exclude(organization=None), "event", "organization"),
            Path("program", lambda at: CoHost.objects.exclude(program=None), "event", "program"),
        ),
    ),
    SearchKind(
        "series",
        Series,
        texts=entry_texts,
        rows=Series.objects.all,
        shown_from=entry_shown_from,
        label=_("Series"),
        plural=pgettext_lazy("several", "Series"),
        paths=(Path("organization", lambda at: Series.objects.exclude(organization=None), "pk", "organization"),),
    ),
)
