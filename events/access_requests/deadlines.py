"""Until when something can be asked for in time, and whether anything can be asked for at all. Costs no query."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse
from ciwo_site.dates import long_date
from ciwo_site.i18n import active_language, entry_address
from events.enums import LanguageService, Occurrence
from events.models import Event
from events.service_plans import LeadTimes, ask_by

SERVICES = (LanguageService.SIMULTANEOUS, LanguageService.SIGN_LANGUAGE, LanguageService.CAPTIONS)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the event's page says of asking."""

    url: str
    text: str


def may_ask(event: Event, at: datetime) -> bool:
    return not event.is_over(at) and event.occurrence != Occurrence.CANCELLED


def days_to_ask(event: Event) -> dict[str, date]:
    """For each service the last day, in the event's zone, on which it can be asked for in time.

    None of an event that waits for a new date.
    """
    if event.occurrence == Occurrence.POSTPONED:
        return {}
    lead_times = LeadTimes(**cast(dict[str, Any], settings.LEAD_TIMES))
    return {service.value: ask_by(event.starts_at, service, lead_times, event.zone) for service in SERVICES}


def first_day_ahead(event: Event, at: datetime) -> date | None:
    """The earliest of these days that has not passed: until then, something can still be arranged in time."""
    today = at.astimezone(event.zone).date()
    return min((day for day in days_to_ask(event).values() if day >= today), default=None)


def invitation(event: Event, at: datetime) -> Invitation | None:
    """Where to ask, and until when; none for an event that is over or cancelled."""
    if not may_ask(event, at):
        return None
    day = first_day_ahead(event, at)
    if day is not None:
        text = _("Ask for what you need to take part, by %(date)s") % {"date": long_date(day, active_language())}
    else:
        text = _("Ask for what you need to take part")
    return Invitation(access_address(event), text)


def day_sentence(day: date | None, event: Event, at: datetime) -> str:
    """“Ask by March 20, 2026.”; once that day has passed, that asking may still help."""
    if day is None:
        return ""
    words = {"date": long_date(day, active_language())}
    if day < at.astimezone(event.zone).date():
        return _("The day to ask by was %(date)s. Ask all the same: we will try.") % words
    return _("Ask by %(date)s.") % words


def access_address(event: Event, language: str | None = None, name: str = "access-request") -> str:
    """The path of the form, or of the page after it, in a language."""
    language = language or active_language()
    return localized_reverse(name, language, {"entry": entry_address(event, language=language)})
