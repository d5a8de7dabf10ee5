"""The board: the events of the next weeks, each with its language services and with what is wrong with them.

For staff alone: it holds drafts, and for those who may see them the names of interpreters.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ciwo_site.dates import When, month_heading, when
from ciwo_site.enums import Publication
from ciwo_site.i18n import LocalText, active_language, site_languages
from events.board_cures import Cure, Viewer, cure, event_address, slot_address
from events.board_filters import BoardFilters
from events.board_languages import BoardLanguage, Standing, languages_of, standing_of, standing_words
from events.board_options import Option, provider_options, status_options
from events.board_slots import BoardSlot, board_slot
from events.coverage import EventCoverage, event_coverage
from events.coverage_warnings import CoverageWarning, Severity
from events.coverage_words import warning_sentence
from events.enums import LanguageService, Occurrence, SlotStatus
from events.language_access import service_phrase
from events.models import Event, InterpretationSlot, SlotStatusChange
from events.service_plans import Bookings, LeadTimes, assignments, bookings
from events.slot_status import BUTTONS
from events.status_words import moment_words

WEEKS = 8
LANES = (
    (gettext_lazy("Interpretation"), {LanguageService.SIMULTANEOUS, LanguageService.CONSECUTIVE}),
    (gettext_lazy("Sign language"), {LanguageService.SIGN_LANGUAGE}),
    (gettext_lazy("Live captions"), {LanguageService.CAPTIONS}),
)
SEVERITIES = {
    Severity.URGENT: pgettext_lazy("warning", "Late"),
    Severity.PRESSING: pgettext_lazy("warning", "Soon"),
    Severity.NOTE: pgettext_lazy("warning", "Note"),
}


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of service of one event."""

    name: str
    slots: tuple[BoardSlot, ...]


@dataclass(frozen=True, slots=True)
class BoardWarning:
    sentence: str
    severity: str
    severity_words: str
    cure: Cure
    slot: int | None
    before: str = ""  # the slot's status as it is shown


@dataclass(frozen=True, slots=True)
class BoardEvent:
    number: int
    title: LocalText
    url: str
    when: When
    left: str
    remarks: tuple[str, ...]  # draft, postponed, cancelled
    standing: str  # empty for one that does not take place
    standing_words: str
    requests: int
    languages: tuple[BoardLanguage, ...]
    lanes: tuple[Lane, ...]
    warnings: tuple[BoardWarning, ...]


@dataclass(frozen=True, slots=True)
class BoardMonth:
    label: str
    events: tuple[BoardEvent, ...]


@dataclass(frozen=True, slots=True)
class Board:
    months: tuple[BoardMonth, ...]
    number_of_events: int  # that take place, filtered or not
    standings: tuple[tuple[str, int, str], ...]
    statuses: tuple[Option, ...]
    providers: tuple[Option, ...]
    filters: BoardFilters
    made: str  # when, on the clocks of the office


@dataclass(frozen=True, slots=True)
class _Plan:
    event: Event
    slots: list[InterpretationSlot]
    coverage: EventCoverage | None  # None: it does not take place


def board(at: datetime, viewer: Viewer, filters: BoardFilters) -> Board:
    """In the active language. Five queries, whatever the number of events."""
    plans = list(_plans(at))
    slots = [slot for plan in plans for slot in plan.slots]
    events = [row for plan in plans if (row := _event(plan, at, viewer, filters)) is not None]
    standings = Counter(
        standing_of(languages_of(plan.event, plan.slots, plan.coverage)) for plan in plans if plan.coverage is not None
    )
    return Board(
        months=tuple(_by_month(events, {plan.event.pk: plan.event for plan in plans})),
        number_of_events=standings.total(),
        standings=tuple(
            (standing.value, standings[standing], standing_words(standing, standings[standing]))
            for standing in Standing
        ),
        statuses=tuple(status_options(slots, filters)),
        providers=tuple(provider_options(slots, filters)),
        filters=filters,
        made=moment_words(at),
    )


# What is looked at ----------------------------------------------------------------------------------------------------


def _plans(at: datetime) -> Iterable[_Plan]:
    """What takes place; and what was to take place, as long as somebody may still be booked for it."""
    found = [(event, list(event.slots.all())) for event in _events(at)]
    taking_place = [(event, slots) for event, slots in found if event.occurrence == Occurrence.SCHEDULED]
    who_is_where = bookings(
        one
        for event, slots in taking_place
        for slot in slots
        for one in assignments(event, slot, slot.interpreters.all())
    )
    for event, slots in found:
        if event.occurrence == Occurrence.SCHEDULED:
            yield _Plan(event, slots, _coverage(event, slots, who_is_where, at))
        elif any(slot.status != SlotStatus.CANCELLED for slot in slots):
            yield _Plan(event, slots, None)


def _events(at: datetime) -> Iterable[Event]:
    changes = SlotStatusChange.objects.select_related("changed_by")
    slots = InterpretationSlot.objects.with_provider().prefetch_related(
        "interpreters", Prefetch("status_changes", queryset=changes)
    )
    return (
        Event.objects.upcoming(at)
        .filter(starts_at__lt=at + timedelta(weeks=WEEKS))
        .annotate(waiting=Count("access_requests", filter=Q(access_requests__answered=False)))
        .prefetch_related("languages", Prefetch("slots", queryset=slots))
    )


def _coverage(event: Event, slots: list[InterpretationSlot], who_is_where: Bookings, at: datetime) -> EventCoverage:
    return event_coverage(
        event,
        event.languages.all(),
        slots,
        wanted=site_languages(),
        bookings=who_is_where,
        at=at,
        lead_times=LeadTimes(**settings.LEAD_TIMES),
    )


# One event ------------------------------------------------------------------------------------------------------------


def _event(plan: _Plan, at: datetime, viewer: Viewer, filters: BoardFilters) -> BoardEvent | None:
    """None where the filters leave nothing of it."""
    event, language = plan.event, active_language()
    shown = [slot for slot in plan.slots if filters.lets_through(slot)]
    if filters and not shown:
        return None
    languages = languages_of(plan.event, plan.slots, plan.coverage)
    standing = standing_of(languages) if plan.coverage is not None else None
    return BoardEvent(
        number=event.pk,
        title=event.text("title"),
        url=event_address(event.kind, event.pk),
        when=when(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone, language=language),
        left=_left(event, at),
        remarks=tuple(_remarks(event)),
        standing=standing.value if standing is not None else "",
        standing_words=standing_words(standing, 1) if standing is not None else "",
        requests=event.waiting if viewer.sees_requests else 0,  # type: ignore[attr-defined]  # annotated
        languages=languages,
        lanes=tuple(
            Lane(str(name), tuple(board_slot(slot, event, viewer) for slot in shown if slot.service in services))
            for name, services in LANES
        ),
        warnings=tuple(_warnings(plan, shown, viewer, filters)),
    )


def _left(event: Event, at: datetime) -> str:
    days = (event.local_date - at.astimezone(event.zone).date()).days
    if event.is_under_way(at) or days < 0:
        return _("under way")
    if days < 2:
        return _("tomorrow") if days else _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def _remarks(event: Event) -> Iterable[str]:
    if event.occurrence != Occurrence.SCHEDULED:
        yield event.get_occurrence_display()
    if event.publication != Publication.PUBLISHED:
        yield event.get_publication_display()


# What is wrong --------------------------------------------------------------------------------------------------------


def _warnings(
    plan: _Plan, shown: list[InterpretationSlot], viewer: Viewer, filters: BoardFilters
) -> Iterable[BoardWarning]:
    if plan.coverage is None:
        yield from _still_booked(plan.event, shown, viewer)
        return
    numbers = {slot.pk for slot in shown}
    floor = list(plan.event.languages.all())
    for warning in plan.coverage.warnings:
        if warning.slot_number in numbers or (warning.slot is None and not filters):
            yield BoardWarning(
                sentence=warning_sentence(warning if viewer.sees_people else _without_name(warning)),
                severity=warning.severity.value,
                severity_words=str(SEVERITIES[warning.severity]),
                cure=cure(warning, plan.event, floor, viewer),
                slot=warning.slot_number,
                before=warning.slot.status if warning.slot is not None else "",
            )


def _without_name(warning: CoverageWarning) -> CoverageWarning:
    return replace(warning, person=_("somebody of the team")) if warning.person else warning


def _still_booked(event: Event, shown: list[InterpretationSlot], viewer: Viewer) -> Iterable[BoardWarning]:
    """The people of an event that does not take place have to hear of it."""
    is_cancelled = event.occurrence == Occurrence.CANCELLED
    for slot in shown:
        if slot.status == SlotStatus.CANCELLED:
            continue
        sentence = (
            _("%(service)s: the event is cancelled, and the service is not.")
            if is_cancelled
            else _("%(service)s: the event is postponed. Does the team know?")
        )
        mark = Cure(str(BUTTONS[SlotStatus.CANCELLED]), status=SlotStatus.CANCELLED.value)
        yield BoardWarning(
            sentence=sentence % {"service": capfirst(service_phrase(slot))},
            severity=Severity.PRESSING.value,
            severity_words=str(SEVERITIES[Severity.PRESSING]),
            cure=mark if is_cancelled and viewer.plans else Cure(_("Open the service"), slot_address(slot.pk)),
            slot=slot.pk,
            before=slot.status,
        )


# Months ---------------------------------------------------------------------------------------------------------------


def _by_month(rows: list[BoardEvent], events: dict[int, Event]) -> Iterable[BoardMonth]:
    months: dict[tuple[int, int], list[BoardEvent]] = {}
    for row in rows:
        day = events[row.number].local_date
        months.setdefault((day.year, day.month), []).append(row)
    for (year, month), found in months.items():
        yield BoardMonth(capfirst(month_heading(year, month, active_language())), tuple(found))
