"""How far the languages of an event have come, for the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ciwo_site.dates import duration
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from events.coverage import Channel, EventCoverage, LanguageCoverage
from events.enums import SlotStatus
from events.models import Event, InterpretationSlot


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


def languages_of(
    event: Event, slots: Sequence[InterpretationSlot], coverage: EventCoverage | None
) -> tuple[BoardLanguage, ...]:
    """The languages that people follow by ear; signs and captions stand among the services.

    Nothing of an event without coverage: it does not take place.
    """
    if coverage is None:
        return ()
    heard = (found for found in coverage.languages if found.channel == Channel.VOICE)
    return tuple(_language(event, slots, found, coverage.minutes) for found in heard)


def _language(
    event: Event, slots: Sequence[InterpretationSlot], found: LanguageCoverage, whole: int | None
) -> BoardLanguage:
    standing, words = _language_standing(event, slots, found, whole)
    return BoardLanguage(
        language=found.language,
        name=capfirst(language_name(found.language)),
        standing=standing,
        words=words,
        minutes=whole or 0,
        confirmed=found.confirmed_minutes or 0,
        covered=found.covered_minutes or 0,
    )


def _language_standing(
    event: Event, slots: Sequence[InterpretationSlot], found: LanguageCoverage, whole: int | None
) -> tuple[Standing, str]:
    if not found.is_served:
        needed = [slot for slot in slots if slot.status == SlotStatus.NEEDED]
        is_needed = any(found.language in slot.languages_given for slot in needed)
        return Standing.LACKING, _("needed, nobody asked yet") if is_needed else _("nothing planned")
    if whole is None or found.covered_minutes is None:
        confirmed = [slot for slot in slots if slot.status == SlotStatus.CONFIRMED]
        is_sure = found.is_floor or any(found.language in slot.languages_given for slot in confirmed)
    elif found.covered_minutes < whole:
        words = {"time": duration(found.covered_minutes, active_language())}
        whole_words = duration(whole, active_language())
        return Standing.UNSURE, _("%(time)s of %(whole)s") % (words | {"whole": whole_words})
    else:
        is_sure = found.confirmed_minutes == whole
    if not is_sure:
        return Standing.UNSURE, _("asked, not confirmed")
    is_spoken_throughout = found.is_floor and len(event.languages.all()) == 1
    return Standing.READY, _("from the stage") if is_spoken_throughout else pgettext("a language", "confirmed")


def standing_of(languages: Sequence[BoardLanguage]) -> Standing:
    """An event stands as its least arranged language does."""
    found = {language.standing for language in languages}
    return next((standing for standing in Standing if standing in found), Standing.READY)


def standing_words(standing: Standing, count: int) -> str:
    return {
        Standing.LACKING: ngettext("lacks interpreters", "lack interpreters", count),
        Standing.UNSURE: ngettext("is not sure yet", "are not sure yet", count),
        Standing.READY: ngettext("is arranged", "are arranged", count),
    }[standing]
