"""The feeds about events, in the active language: what comes, what was recorded, what changed. Knows no HTTP."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ciwo_site.atom import LENGTH, AtomEntry, AtomFeed
from ciwo_site.feeds import catalog_feed
from events.change_entries import event_change_entry, service_entry, still_true, still_true_of_services
from events.enums import VOICES, Occurrence, SlotStatus
from events.feed_entries import recording_entry, upcoming_entry
from events.models import Event, EventChange, Material, SlotStatusChange
from events.publication_history import public_since
from events.querysets import EventQuerySet


def upcoming_feed(at: datetime, origin: str) -> AtomFeed:
    """What is to come, soonest first."""
    events = Event.objects.public(at).upcoming(at).for_listing(at)[:LENGTH]
    return catalog_feed(
        "upcoming-feed",
        page="event-list",
        title=_("Upcoming webinars and convenings"),
        subtitle=_("What is to come, and in which languages it can be followed."),
        entries=[upcoming_entry(event, at, origin) for event in events],
        origin=origin,
    )


def recordings_feed(at: datetime, origin: str) -> AtomFeed:
    """What was posted to watch or listen to, latest first."""
    posted = Material.objects.public(at).filter(kind__in=VOICES, event__listed=True)
    recordings = posted.select_related("event").order_by("-posted_at", "-pk")[:LENGTH]
    return catalog_feed(
        "recordings-feed",
        page="event-archive",
        title=_("New recordings"),
        subtitle=_("What can be watched or listened to afterwards, each language by itself."),
        entries=[recording_entry(recording, origin) for recording in recordings],
        origin=origin,
    )


def changes_feed(at: datetime, origin: str) -> AtomFeed:
    """What is no longer as it was announced, of events that are not over; latest first."""
    visible = Event.objects.public(at).upcoming(at)
    changes, services = _changes(visible), _services(visible)
    numbers = {change.event_id for change in changes} | {change.slot.event_id for change in services}
    events = {event.pk: event for event in visible.filter(pk__in=numbers).for_listing(at)}
    # One may have been taken back since its changes were read.
    changes = [change for change in changes if change.event_id in events]
    services = [change for change in services if change.slot.event_id in events]
    since = public_since(events[change.slot.event_id] for change in services)
    entries: list[AtomEntry] = [
        event_change_entry(change, events[change.event_id], at, origin) for change in still_true(changes)
    ]
    entries += [
        service_entry(change, events[change.slot.event_id], at, origin)
        for change in still_true_of_services(services)
        if since.get(change.slot.event_id, change.changed_at) <= change.changed_at
    ]
    return catalog_feed(
        "changes-feed",
        page="event-list",
        title=_("What changed"),
        subtitle=_("New dates and places, what is cancelled, and interpretation once it is confirmed."),
        entries=sorted(entries, key=lambda entry: entry.updated, reverse=True)[:LENGTH],
        origin=origin,
    )


def _changes(events: EventQuerySet) -> list[EventChange]:
    return list(EventChange.objects.filter(event__in=events.order_by().values("pk")).order_by("-at", "-pk")[:LENGTH])


def _services(events: EventQuerySet) -> list[SlotStatusChange]:
    """Confirmations and their ends; of the services of an event that is cancelled nothing is said."""
    alive = events.exclude(occurrence=Occurrence.CANCELLED).order_by().values("pk")
    told = SlotStatusChange.objects.filter(Q(before=SlotStatus.CONFIRMED) | Q(after=SlotStatus.CONFIRMED))
    rows = told.filter(slot__event__in=alive).select_related("slot").order_by("-changed_at", "-pk")
    return list(rows[:LENGTH])
