"""The sample events, moved with the days, so that the one that is live stays live.

Nothing that somebody worked on is moved. The loader and this module leave an event with two equal time stamps,
`created_at` and `updated_at`; every save, from whichever form, parts them, that of an interpretation slot too. The
slots have to be as they were written besides, for a database that was filled before they moved the stamp.
"""

from datetime import datetime

from django.db.models import F, QuerySet

from ciwo_site.demo.loader import event_uid, slot_fields
from ciwo_site.demo.source import Row, Source
from ciwo_site.demo.times import confirm_by, event_times
from events.models import Event
from programs.search.doors import to_index


def redate(source: Source, now: datetime) -> int:
    """Give the untouched samples the dates that they would have if they were loaded now. Returns how many moved."""
    return sum(_redate(row, now) for row in source.samples)


def is_as_loaded(event: Event, row: Row) -> bool:
    """Has nobody changed this event since the demo wrote it?"""
    if event.updated_at != event.created_at:
        return False
    slots = list(event.slots.order_by("pk"))
    written = [slot_fields(slot, event.time_zone, event.created_at) for slot in row.get("slots", ())]
    return len(slots) == len(written) and all(
        getattr(slot, name) == value
        for slot, fields in zip(slots, written, strict=True)
        for name, value in fields.items()
    )


def _redate(row: Row, now: datetime) -> bool:
    event = Event.objects.filter(uid=event_uid(row["key"])).first()
    if event is None or not is_as_loaded(event, row):
        return False
    times = event_times(row, now)
    if all(getattr(event, name) == moment for name, moment in times.items()):
        return False
    for name, moment in times.items():
        setattr(event, name, moment)
    event.settle_time()
    for slot, written in zip(event.slots.order_by("pk"), row.get("slots", ()), strict=True):
        slot.confirm_by = confirm_by(written, event.time_zone, now)
        slot.save(update_fields=["confirm_by"])
    # Last and plain: the catalog's own `update` would go through `save`, and the stamps would say that somebody worked on it.
    QuerySet(Event).filter(pk=event.pk).update(
        **times,
        over_at=event.over_at,
        local_date=event.local_date,
        sequence=F("sequence") + 1,
        created_at=now,
        updated_at=now,
    )
    event.changes.update(at=now)  # readers were told today; calendars forget what was cancelled long ago
    to_index(Event, [event.pk])
    return True
