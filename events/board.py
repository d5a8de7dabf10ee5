"""The board: the events of the next weeks, each with its language services and with what is wrong with them.

For staff alone: it holds drafts, and for those who may see them the names of interpreters.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from ciwo_site.dates import When, duration, join_words, month_heading, other_zone, short_date, when
from ciwo_site.enums import Publication, language_name
from ciwo_site.i18n import LocalText, active_language, site_languages
from events.board_cures import Cure, Viewer, cure, event_address, slot_address
from events.board_filters import NO_PROVIDER, BoardFilters
from events.coverage import Channel, EventCoverage, LanguageCoverage, event_coverage
from events.coverage_warnings import CoverageWarning, Severity
from events.coverage_words import warning_sentence
from events.enums import LanguageService, Occurrence, ServiceProvision, SlotStatus
from events.language_access import PENDING_STATUSES, service_phrase
from events.models import Event, InterpretationSlot, SlotStatusChange
from events.service_plans import Bookings, LeadTimes, assignments, bookings
from events.slot_status import BUTTONS, allowed
from events.status_words import moment_words, since_words

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


class Standing(StrEnum):
    """How far an event, or a language of it, has come."""

    LACKING = "lacking"  # nobody was even asked
    UNSURE = "unsure"  # asked, or for a part of the event only
    READY = "ready"


@dataclass(frozen=True, slots=True)
class BoardLanguage:
    """How an event can be followed in one language. The minutes are 0 while its hours are not known."""

    language: str
    name: str
    standing: Standing
    words: str
    minutes: int
    confirmed: int
    covered: int


@dataclass(frozen=True, slots=True)
class BoardSlot:
    number: int
    words: str
    kind: str  # where the column does not say it
    status: str
    status_words: str
    since: str
    provider: LocalText | None
    team: str
    hours: str  # of a service for a part of the event
    confirm_by: str
    url: str
    moves: tuple[tuple[str, str], ...]  # status and the words of its button; none for those who only look


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
class Option:
    words: str | LocalText
    count: int
    query: str
    is_chosen: bool


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
    standings = Counter(_standing(_languages(plan)) for plan in plans if plan.coverage is not None)
    return Board(
        months=tuple(_by_month(events, {plan.event.pk: plan.event for plan in plans})),
        number_of_events=standings.total(),
        standings=tuple(
            (standing.value, standings[standing], _standing_words(standing, standings[standing]))
            for standing in Standing
        ),
        statuses=tuple(_status_options(slots, filters)),
        providers=tuple(_provider_options(slots, filters)),
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
    languages = _languages(plan)
    standing = _standing(languages) if plan.coverage is not None else None
    return BoardEvent(
        number=event.pk,
        title=event.text("title"),
        url=event_address(event.kind, event.pk),
        when=when(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone, language=language),
        left=_left(event, at),
        remarks=tuple(_remarks(event)),
        standing=standing.value if standing is not None else "",
        standing_words=_standing_words(standing, 1) if standing is not None else "",
        requests=event.waiting if viewer.sees_requests else 0,  # type: ignore[attr-defined]  # annotated
        languages=languages,
        lanes=tuple(
            Lane(str(name), tuple(_slot(slot, event, viewer) for slot in shown if slot.service in services))
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


def _languages(plan: _Plan) -> tuple[BoardLanguage, ...]:
    """The languages that people follow by ear; signs and captions stand among the services."""
    if plan.coverage is None:
        return ()
    whole = plan.coverage.minutes
    return tuple(_language(plan, found, whole) for found in plan.coverage.languages if found.channel == Channel.VOICE)


def _language(plan: _Plan, found: LanguageCoverage, whole: int | None) -> BoardLanguage:
    standing, words = _language_standing(plan, found, whole)
    return BoardLanguage(
        language=found.language,
        name=capfirst(language_name(found.language)),
        standing=standing,
        words=words,
        minutes=whole or 0,
        confirmed=found.confirmed_minutes or 0,
        covered=found.covered_minutes or 0,
    )


def _language_standing(plan: _Plan, found: LanguageCoverage, whole: int | None) -> tuple[Standing, str]:
    if not found.is_served:
        needed = [slot for slot in plan.slots if slot.status == SlotStatus.NEEDED]
        is_needed = any(found.language in slot.languages_given for slot in needed)
        return Standing.LACKING, _("needed, nobody asked yet") if is_needed else _("nothing planned")
    if whole is None or found.covered_minutes is None:
        confirmed = [slot for slot in plan.slots if slot.status == SlotStatus.CONFIRMED]
        is_sure = found.is_floor or any(found.language in slot.languages_given for slot in confirmed)
    elif found.covered_minutes < whole:
        words = {"time": duration(found.covered_minutes, active_language())}
        whole_words = duration(whole, active_language())
        return Standing.UNSURE, _("%(time)s of %(whole)s") % (words | {"whole": whole_words})
    else:
        is_sure = found.confirmed_minutes == whole
    if not is_sure:
        return Standing.UNSURE, _("asked, not confirmed")
    is_spoken_throughout = found.is_floor and len(plan.event.languages.all()) == 1
    return Standing.READY, _("from the stage") if is_spoken_throughout else pgettext("a language", "confirmed")


def _standing(languages: Sequence[BoardLanguage]) -> Standing:
    """An event stands as its least arranged language does."""
    found = {language.standing for language in languages}
    return next((standing for standing in Standing if standing in found), Standing.READY)


def _standing_words(standing: Standing, count: int) -> str:
    return {
        Standing.LACKING: ngettext("lacks interpreters", "lack interpreters", count),
        Standing.UNSURE: ngettext("is not sure yet", "are not sure yet", count),
        Standing.READY: ngettext("is arranged", "are arranged", count),
    }[standing]


# One service ----------------------------------------------------------------------------------------------------------


def _slot(slot: InterpretationSlot, event: Event, viewer: Viewer) -> BoardSlot:
    language = active_language()
    is_open = slot.status in PENDING_STATUSES or slot.status == SlotStatus.NEEDED
    return BoardSlot(
        number=slot.pk,
        words=_short(slot),
        kind=_kind(slot),
        status=slot.status,
        status_words=slot.get_status_display(),
        since=since_words(slot.status_changes.all()),
        provider=slot.provider.text("name") if slot.provider is not None else None,
        team=_team(slot, viewer),
        hours=_hours(slot, event),
        confirm_by=short_date(slot.confirm_by, language) if slot.confirm_by and is_open else "",
        url=slot_address(slot.pk),
        moves=tuple((status.value, str(BUTTONS[status])) for status in allowed(slot.status)) if viewer.plans else (),
    )


def _short(slot: InterpretationSlot) -> str:
    source, target = capfirst(language_name(slot.from_language)), capfirst(language_name(slot.to_language))
    if slot.service in (LanguageService.SIGN_LANGUAGE, LanguageService.CAPTIONS):
        return target
    return f"{source} {'↔' if slot.both_ways else '→'} {target}"


def _kind(slot: InterpretationSlot) -> str:
    parts = []
    if slot.service == LanguageService.CONSECUTIVE:
        parts.append(slot.get_service_display())
    if slot.provided_by == ServiceProvision.AUTOMATIC:
        parts.append(slot.get_provided_by_display())
    return ", ".join(parts)


def _team(slot: InterpretationSlot, viewer: Viewer) -> str:
    people = [person.name for person in slot.interpreters.all()]
    if people and viewer.sees_people:
        return join_words(people, active_language())
    count = len(people) or slot.team_size or 0
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count} if count else ""


def _hours(slot: InterpretationSlot, event: Event) -> str:
    """For a service that is not simply as long as its event."""
    if slot.starts_at is None and slot.ends_at is None:
        return ""
    starts_at, ends_at = slot.starts_at or event.starts_at, slot.ends_at or event.ends_at
    zone = event.time_zone
    hours = other_zone(starts_at, ends_at, time_zone=zone, shown_in=zone, language=active_language())
    several_days = event.over_at.astimezone(ZoneInfo(zone)).date() > event.local_date
    day = short_date(starts_at.astimezone(ZoneInfo(zone)).date(), active_language())
    return f"{day}, {hours.text}" if several_days else hours.text


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


# Months and filters ---------------------------------------------------------------------------------------------------


def _by_month(rows: list[BoardEvent], events: dict[int, Event]) -> Iterable[BoardMonth]:
    months: dict[tuple[int, int], list[BoardEvent]] = {}
    for row in rows:
        day = events[row.number].local_date
        months.setdefault((day.year, day.month), []).append(row)
    for (year, month), found in months.items():
        yield BoardMonth(capfirst(month_heading(year, month, active_language())), tuple(found))


def _status_options(slots: list[InterpretationSlot], filters: BoardFilters) -> Iterable[Option]:
    found = Counter(slot.status for slot in slots if filters.with_status("").lets_through(slot))
    yield Option(pgettext("services", "All"), found.total(), filters.with_status("").query, not filters.status)
    for status in SlotStatus:
        if found[status] or filters.status == status:
            query = filters.with_status(status.value).query
            yield Option(str(status.label), found[status], query, filters.status == status)


def _provider_options(slots: list[InterpretationSlot], filters: BoardFilters) -> Iterable[Option]:
    everybody = filters.with_provider(None)
    found = Counter(slot.provider_id or NO_PROVIDER for slot in slots if everybody.lets_through(slot))
    names = {slot.provider.pk: slot.provider.text("name") for slot in slots if slot.provider is not None}
    yield Option(pgettext("services", "All"), found.total(), everybody.query, filters.provider is None)
    for number, name in sorted(names.items(), key=lambda one: (str(one[1]).casefold(), one[0])):
        yield Option(name, found[number], filters.with_provider(number).query, filters.provider == number)
    if found[NO_PROVIDER] or filters.provider == NO_PROVIDER:
        query = filters.with_provider(NO_PROVIDER).query
        yield Option(_("nobody noted"), found[NO_PROVIDER], query, filters.provider == NO_PROVIDER)
