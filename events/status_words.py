"""Who moved a language service to which status, and when, in words for staff."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from ciwo_site.dates import other_zone, short_date
from ciwo_site.i18n import active_language
from events.models import SlotStatusChange


def person_name(user: Any | None) -> str:
    """As the account says; empty where nobody was signed in, or where the account is gone."""
    return (user.get_full_name() or user.get_username()) if user is not None else ""


def moment_words(at: datetime) -> str:
    """“Mar 10, 2026, 11:00 a.m. ET”: on the clocks of the office."""
    zone, language = settings.EVENT_TIME_ZONE, active_language()
    hour = other_zone(at, None, time_zone=zone, shown_in=zone, language=language).text
    return f"{short_date(at.astimezone(ZoneInfo(zone)).date(), language)}, {hour}"


def since_words(changes: Iterable[SlotStatusChange]) -> str:
    """Since when the status is what it is, and by whom; the changes are the latest first. Empty where none is kept."""
    latest = next(iter(changes), None)
    if latest is None:
        return ""
    words = {
        "date": short_date(latest.changed_at.astimezone(ZoneInfo(settings.EVENT_TIME_ZONE)).date(), active_language()),
        "person": person_name(latest.changed_by),
    }
    return (_("Since %(date)s, by %(person)s") if words["person"] else _("Since %(date)s")) % words


def change_words(change: SlotStatusChange) -> str:
    """“Requested → Held”; the first one only says with which status the service was noted."""
    words = {"before": change.get_before_display(), "after": change.get_after_display()}
    return (_("%(before)s → %(after)s") if change.before else _("Noted as “%(after)s”")) % words
