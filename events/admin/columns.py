"""What the list of events says in a few words of each: when, with which languages, with which recording."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciwo_site.dates import short_date, when
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from events.enums import LanguageService, MaterialKind, SlotStatus
from events.models import Event, InterpretationSlot, Material


def when_words(event: Event) -> tuple[str, str]:
    """The date, and the hours with their zone; the second is empty where only the date is known."""
    language = active_language()
    said = when(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone, language=language)
    return short_date(event.local_date, language), f"{said.time} {said.zone}".strip()


def access_words(slots: Iterable[InterpretationSlot]) -> list[tuple[str, bool]]:
    """Each service with its status, and whether readers can count on it."""
    return [
        (
            _("%(service)s: %(status)s") % {"service": short_service(slot), "status": slot.get_status_display()},
            slot.status == SlotStatus.CONFIRMED,
        )
        for slot in slots
        if slot.status != SlotStatus.CANCELLED
    ]


def short_service(slot: InterpretationSlot) -> str:
    """“English ↔ Spanish”; a service that is not interpretation between two spoken languages is named."""
    source, target = capfirst(language_name(slot.from_language)), capfirst(language_name(slot.to_language))
    if slot.service == LanguageService.SIGN_LANGUAGE:
        return target
    if slot.service == LanguageService.CAPTIONS:
        return _("Captions %(language)s") % {"language": target}
    return f"{source} {'↔' if slot.both_ways else '→'} {target}"


def recording_words(materials: Iterable[Material]) -> tuple[str, bool]:
    """“posted”, “to be posted” or “none”, and whether nothing is left to do."""
    recordings = [material for material in materials if material.kind == MaterialKind.RECORDING]
    if not recordings:
        return pgettext("recording", "none"), True
    if all(material.is_posted for material in recordings):
        return pgettext("recording", "posted"), True
    if any(material.is_posted for material in recordings):
        return pgettext("recording", "partly posted"), False
    return pgettext("recording", "to be posted"), False
