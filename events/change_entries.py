"""What the feed of changes says: a new date or place, cancelled and back, interpretation confirmed or not any more.

An entry tells what happened, and then how the event stands now. Costs no query; knows no HTTP.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from ciwo_site.atom import AtomEntry, content_of, entry_id, page_links, paragraph
from ciwo_site.dates import when
from ciwo_site.i18n import active_language
from events.cards import event_card, hours_of
from events.enums import INTERPRETATION, ChangeKind, LanguageService, SlotStatus
from events.feed_entries import SEPARATOR, summary_of, titled, what_it_is
from events.language_access import badges, service_phrase
from events.models import Event, EventChange, InterpretationSlot, SlotStatusChange

TAKES_PLACE = (
    ChangeKind.POSTPONED,
    ChangeKind.CANCELLED,
    ChangeKind.REINSTATED,
)  # the later one takes back the earlier


def still_true(changes: Iterable[EventChange]) -> Iterator[EventChange]:
    """Of changes, the latest first, those that no later one overtook."""
    seen = set()
    for change in changes:
        about = "occurrence" if change.kind in TAKES_PLACE else change.kind
        if (change.event_id, about) not in seen:
            seen.add((change.event_id, about))
            yield change


def still_true_of_services(changes: Iterable[SlotStatusChange]) -> Iterator[SlotStatusChange]:
    """Of confirmations and their ends, the latest first, those that say how the service stands now."""
    seen = set()
    for change in changes:
        stands = change.after if change.slot.status == SlotStatus.CONFIRMED else change.before
        if stands == SlotStatus.CONFIRMED and change.slot_id not in seen:
            seen.add(change.slot_id)
            yield change


def event_change_entry(change: EventChange, event: Event, at: datetime, origin: str) -> AtomEntry:
    """A change of time, place or occurrence; the event as it stands now was fetched `for_listing`."""
    label = {
        ChangeKind.RESCHEDULED: _("New date"),
        ChangeKind.MOVED: _("New place"),
        ChangeKind.POSTPONED: _("Postponed"),
        ChangeKind.CANCELLED: _("Cancelled"),
        ChangeKind.REINSTATED: _("Takes place after all"),
    }[ChangeKind(change.kind)]
    return _entry(f"change/{change.pk}", label, _before(change, event), change.kind, change.at, event, at, origin)


def _before(change: EventChange, event: Event) -> str:
    before = change.previous_starts_at
    if change.kind != ChangeKind.RESCHEDULED or before is None or before == event.starts_at:
        return ""
    language = active_language()
    words = when(before, None, all_day=event.all_day, time_zone=event.time_zone, language=language).text
    return _("It had been announced for %(date)s.") % {"date": words.rstrip(".")}


def service_entry(change: SlotStatusChange, event: Event, at: datetime, origin: str) -> AtomEntry:
    """A language service that was confirmed, or that is so no longer; the slot is at hand."""
    slot = change.slot
    if slot.status == SlotStatus.CONFIRMED:
        told = badges([], [slot], hours_of(event), is_over=False)
        label, words, kind = _confirmed(slot), SEPARATOR.join(badge.text for badge in told), "confirmed"
    else:
        sentence = _("We had confirmed %(service)s and cannot promise it any more.")
        label, words, kind = _withdrawn(slot), sentence % {"service": service_phrase(slot)}, "withdrawn"
    return _entry(f"service/{change.pk}", label, words, kind, change.changed_at, event, at, origin)


def _confirmed(slot: InterpretationSlot) -> str:
    if slot.service in INTERPRETATION:
        return _("Interpretation confirmed")
    if slot.service == LanguageService.CAPTIONS:
        return _("Captions confirmed")
    return _("Sign language confirmed")


def _withdrawn(slot: InterpretationSlot) -> str:
    if slot.service in INTERPRETATION:
        return _("Interpretation no longer confirmed")
    if slot.service == LanguageService.CAPTIONS:
        return _("Captions no longer confirmed")
    return _("Sign language no longer confirmed")


def _entry(
    key: str, label: str, words: str, kind: str, changed_at: datetime, event: Event, at: datetime, origin: str
) -> AtomEntry:
    card = event_card(event, at)
    return AtomEntry(
        id=entry_id(event.uid, key, active_language()),
        title=titled(card.title, label),
        updated=changed_at,
        published=changed_at,
        links=page_links(event, origin),
        categories={kind: label},
        summary=summary_of(card.summary),
        content=content_of(paragraph(words), *what_it_is(event, card)),
    )
