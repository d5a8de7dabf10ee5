"""Since when readers could know of an event, as far as that was kept."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min
from reversion.models import Version

from events.models import Event

PUBLISHED = '"publication": "published"'  # as django-reversion writes a published entry's row


def public_since(events: Iterable[Event]) -> dict[int, datetime]:
    """By event, `publish_at` or the first kept version that was published. Nothing of one of which neither is known.

    One query.
    """
    events = list(events)
    known = {event.pk: event.publish_at for event in events if event.publish_at is not None}
    asked = [str(event.pk) for event in events if event.pk not in known]
    rows = (
        Version.objects.filter(content_type__app_label="events", content_type__model="event", object_id__in=asked)
        .filter(serialized_data__contains=PUBLISHED)
        .order_by()
        .values_list("object_id")
        .annotate(Min("revision__date_created"))
    )
    return known | {int(number): since for number, since in rows}
