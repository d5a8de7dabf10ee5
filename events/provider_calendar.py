"""The calendar of a cooperative or agency: what it was asked to do, and when its people have to be there.

Private: it tells of drafts. Yet it names no interpreter, carries no note of staff and rings no alarm. Pure: returns text.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar
from icalendar import Event as Entry

from ciwo_site.dates import long_date, other_zone
from ciwo_site.i18n import active_language
from events.calendar_zones import time_zone
from events.enums import Occurrence, SlotStatus
from events.language_access import service_phrase
from events.models import Event, InterpretationSlot
from events.service_plans import slot_interval

PRODUCT = "-//CIWO//Catalog: language services//EN"
REFRESHED_EVERY = timedelta(hours=6)
ASKED_FOR = (SlotStatus.REQUESTED, SlotStatus.HELD, SlotStatus.CONFIRMED)
KEPT_DAYS = 180  # after an event, for whoever writes the invoice
MARGIN = timedelta(days=366)  # what the time zones say beyond the first and the last entry


def provider_calendar(
    name: str, number: int, slots: Iterable[InterpretationSlot], changed: Mapping[int, datetime]
) -> str:
    """The calendar in the active language.

    `slots` come with their events; `changed` says when a slot's status last changed, by the slot's number.
    """
    slots = list(slots)
    entries = [entry for slot in slots for entry in _entries(slot, changed.get(slot.pk))]
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("UID", f"provider-{number}")
    title = _("Language services: %(provider)s") % {"provider": name}
    calendar.add("NAME", title)
    calendar.add("X-WR-CALNAME", title)  # the older name, which most programs read
    calendar.add("REFRESH-INTERVAL", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    if entries:
        calendar.add("LAST-MODIFIED", max(entry.DTSTAMP for entry in entries))
    for zone, first, last in _stretches(slots):
        calendar.add_component(time_zone(zone, first - MARGIN, last + MARGIN))
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical().decode()


def _stretches(slots: list[InterpretationSlot]) -> Iterator[tuple[str, datetime, datetime]]:
    """Each zone that is needed, with the first and the last moment there."""
    for zone in sorted({slot.event.time_zone for slot in slots} - {"UTC"}):
        moments = [moment for slot in slots if slot.event.time_zone == zone for moment in _moments(slot)]
        yield zone, min(moments), max(moments)


def _moments(slot: InterpretationSlot) -> list[datetime]:
    given = [slot.call_time, slot.starts_at, slot.ends_at, slot.event.starts_at, slot.event.over_at]
    return [moment for moment in given if moment is not None]


def _entries(slot: InterpretationSlot, changed_at: datetime | None) -> Iterator[Entry]:
    """The service itself, and before it the time from which its people have to be there."""
    event = slot.event
    starts_at, ends_at = _times(slot)
    yield _entry(slot, changed_at, "slot", _summary(slot), starts_at, ends_at)
    if slot.call_time is not None and isinstance(starts_at, datetime) and slot.call_time < starts_at:
        summary = _("Call time: %(title)s") % {"title": _title(event)}
        yield _entry(slot, changed_at, "call", summary, slot.call_time.astimezone(event.zone), starts_at)


def _times(slot: InterpretationSlot) -> tuple[Any, Any]:
    """Moments on the clocks of the event's zone; days where the hour is not known, the last one not included."""
    event = slot.event
    if event.all_day and slot.starts_at is None:
        last_day = (event.over_at - timedelta(minutes=1)).astimezone(event.zone).date()
        return event.local_date, last_day + timedelta(days=1)
    interval = slot_interval(event, slot)
    if interval is None:  # the slot's hours and the event's contradict each other: say what stands there
        start = (slot.starts_at or event.starts_at).astimezone(event.zone)
        return start, start
    return interval.starts_at.astimezone(event.zone), interval.ends_at.astimezone(event.zone)


def _entry(
    slot: InterpretationSlot, changed_at: datetime | None, part: str, summary: str, starts_at: Any, ends_at: Any
) -> Entry:
    event = slot.event
    entry = Entry()
    entry.add("UID", f"{part}-{slot.pk}@{event.uid}")
    # When the record last changed, not when somebody asked: the same record gives the same text.
    stamp = max(filter(None, (event.updated_at, changed_at))).astimezone(UTC).replace(microsecond=0)
    entry.add("DTSTAMP", stamp)
    entry.add("LAST-MODIFIED", stamp)
    entry.add("SEQUENCE", event.sequence)
    entry.add("SUMMARY", summary)
    entry.add("DTSTART", starts_at)
    if ends_at != starts_at:
        entry.add("DTEND", ends_at)
    entry.add("STATUS", _status(slot))
    entry.add("CLASS", "PRIVATE")
    entry.add("DESCRIPTION", "\n".join(_description(slot)))
    if place := ", ".join(part for part in (event.venue, event.text("place").text) if part):
        entry.add("LOCATION", place)
    return entry


def _status(slot: InterpretationSlot) -> str:
    if slot.event.occurrence == Occurrence.CANCELLED or slot.status == SlotStatus.CANCELLED:
        return "CANCELLED"
    sure = slot.status == SlotStatus.CONFIRMED and slot.event.occurrence == Occurrence.SCHEDULED
    return "CONFIRMED" if sure else "TENTATIVE"


def _title(event: Event) -> str:
    return event.text("title").text or _("(no title yet)")


def _summary(slot: InterpretationSlot) -> str:
    words = {"service": capfirst(service_phrase(slot)), "title": _title(slot.event)}
    text = _("%(service)s: %(title)s") % words
    if slot.event.occurrence != Occurrence.SCHEDULED:
        return f"{slot.event.get_occurrence_display()}: {text}"
    return text if slot.status == SlotStatus.CONFIRMED else f"{text} ({str(slot.get_status_display()).lower()})"


def _description(slot: InterpretationSlot) -> Iterator[str]:
    event, language = slot.event, active_language()
    yield capfirst(service_phrase(slot)) + "."
    if event.all_day and slot.starts_at is None:
        yield _("The hour is not known yet.")
    elif event.ends_at is None and slot.ends_at is None:
        yield _("Nobody has said yet when it ends; two hours are set aside.")
    if slot.call_time is not None:
        words = other_zone(slot.call_time, None, time_zone=event.time_zone, shown_in=event.time_zone, language=language)
        yield _("Call time: %(time)s.") % {"time": words.text.rstrip(".")}
    if slot.team_size:
        yield ngettext("Team: %(count)s person.", "Team: %(count)s people.", slot.team_size) % {"count": slot.team_size}
    if slot.materials_due and not slot.materials_sent:
        yield _("Slides and texts come by %(date)s.") % {"date": long_date(slot.materials_due, language)}
    if slot.confirm_by and slot.status in (SlotStatus.REQUESTED, SlotStatus.HELD):
        yield _("Please confirm by %(date)s.") % {"date": long_date(slot.confirm_by, language)}
