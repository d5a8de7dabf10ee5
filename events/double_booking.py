"""Whether the people of a language service have to be in another one at the same time. Names are private: for staff alone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.dates import join_words, when
from ciwo_site.i18n import active_language
from events.enums import Occurrence, SlotStatus
from events.language_access import service_phrase
from events.models import Event, InterpretationSlot, Interpreter
from events.service_plans import assignments, slot_interval

MARGIN = timedelta(days=1)  # a service may begin before its event and end after it


def shared_people(
    event: Event,
    slot: InterpretationSlot,
    people: Iterable[Interpreter],
    other_event: Event,
    other: InterpretationSlot,
    other_people: Iterable[Interpreter],
) -> list[str]:
    """The names of those who are in both services at once; nobody while the hours of either are not known."""
    theirs = {one.person: one for one in assignments(other_event, other, other_people) if one.is_sure}
    return [
        one.name
        for one in assignments(event, slot, people)
        if one.is_sure and one.person in theirs and one.interval.overlaps(theirs[one.person].interval)
    ]


def clash_sentence(names: Sequence[str], other: InterpretationSlot, other_event: Event | None = None) -> str:
    """Who is where at the same time; `other_event` only if it is not the same event."""
    language = active_language()
    words = {"people": join_words(list(names), language), "service": capfirst(service_phrase(other))}
    if other_event is None:
        return _("At the same time in another service of this event (%(service)s): %(people)s.") % words
    said = when(
        other_event.starts_at,
        other_event.ends_at,
        all_day=other_event.all_day,
        time_zone=other_event.time_zone,
        language=language,
    )
    words |= {"event": str(other_event), "when": said.text}
    return _("At the same time at “%(event)s” (%(when)s): %(people)s.") % words


def clashes_elsewhere(
    event: Event, slot: InterpretationSlot, people: Sequence[Interpreter], *, same_event: bool
) -> Iterator[str]:
    """A sentence for each service in which some of these people are at the same time. Two queries.

    `same_event`: look at the stored services of the same event too.
    """
    interval = slot_interval(event, slot)
    if interval is None or not people or slot.status == SlotStatus.CANCELLED:
        return
    others = (
        InterpretationSlot.objects.filter(interpreters__in=people)
        .exclude(pk=slot.pk)
        .exclude(status=SlotStatus.CANCELLED)
        .filter(event__occurrence=Occurrence.SCHEDULED)
        .filter(event__over_at__gt=interval.starts_at - MARGIN, event__starts_at__lt=interval.ends_at + MARGIN)
    )
    if not same_event:
        others = others.exclude(event=event.pk)
    for other in others.select_related("event").prefetch_related("interpreters").order_by("pk").distinct():
        is_same = other.event_id == event.pk
        if names := shared_people(event, slot, people, other.event, other, other.interpreters.all()):
            yield clash_sentence(names, other, None if is_same else other.event)
