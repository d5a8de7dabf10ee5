"""One language service, as the board shows it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import ngettext

from ciwo_site.dates import join_words, other_zone, short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language
from events.board_cures import Viewer, slot_address
from events.enums import LanguageService, ServiceProvision, SlotStatus
from events.language_access import PENDING_STATUSES
from events.models import Event, InterpretationSlot
from events.slot_status import BUTTONS, allowed
from events.status_words import since_words


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


def board_slot(slot: InterpretationSlot, event: Event, viewer: Viewer) -> BoardSlot:
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
