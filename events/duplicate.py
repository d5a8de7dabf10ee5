"""The next event of a kind that was held before: what stays true is copied, what belonged to the old date is not."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db import transaction

from ciwo_site.enums import Publication
from ciwo_site.i18n import language_columns
from ciwo_site.local_times import on_the_wall
from events.enums import Occurrence, SlotStatus, SpeakerPart
from events.models import CoHost, Event, EventLanguage, InterpretationSlot, Speaker

COPIED_TEXTS = ("title", "summary", "body", "place")
COPIED = (
    "kind", "attendance_mode", "all_day", "time_zone", "also_shown_in", "venue", "platform", "series_id",
    "program_id", "people_named", "listed",
)  # fmt: skip
COPIED_OF_SLOT = (
    "service", "from_language", "to_language", "both_ways", "provided_by", "provider_id", "team_size",
    "channel_recorded", "channel_publishable", *language_columns("how_to_join"),
)  # fmt: skip


@transaction.atomic
def duplicate(event: Event, starts_at: datetime) -> Event:
    """Save a draft for the new date, as long as the old one, and return it.

    It has the old one's texts, place, series, program, topics, co-hosts, hosts on stage and languages, and its services
    as *needed*. It has no picture (which may show the old date), other speakers, guides, materials, registration, recap,
    note or interpreters.
    """
    copied_columns = [column for field in COPIED_TEXTS for column in language_columns(field)]
    following = Event(
        **{name: deepcopy(getattr(event, name)) for name in (*COPIED, *copied_columns)},
        starts_at=starts_at,
        ends_at=_ends_at(event, starts_at),
        occurrence=Occurrence.SCHEDULED,
        publication=Publication.DRAFT,
        translation_record={
            field: deepcopy(judged) for field, judged in event.translation_record.items() if field in COPIED_TEXTS
        },
    )
    following.save()
    following.topics.set(event.topics.all())
    _copy_rows(event.languages.all(), EventLanguage, following, ("language", "order"))
    _copy_rows(event.cohosts.all(), CoHost, following, ("organization_id", "program_id", "order"))
    speaker_fields = (
        "person_id",
        "part",
        "billed_as_id",
        "order",
        *language_columns("group"),
        *language_columns("role"),
    )
    _copy_rows(event.speakers.filter(part=SpeakerPart.HOST), Speaker, following, speaker_fields)
    slots = event.slots.exclude(status=SlotStatus.CANCELLED)
    _copy_rows(slots, InterpretationSlot, following, COPIED_OF_SLOT, status=SlotStatus.NEEDED)
    return following


def _ends_at(event: Event, starts_at: datetime) -> datetime | None:
    """As long after the new start as the clocks on the wall said before."""
    if event.ends_at is None:
        return None
    length = on_the_wall(event.ends_at, event.zone) - on_the_wall(event.starts_at, event.zone)
    return starts_at.astimezone(event.zone) + length


def _copy_rows(rows: Iterable[Any], model: type[Any], event: Event, names: tuple[str, ...], **changed: Any) -> None:
    for row in rows:
        model(event=event, **{name: getattr(row, name) for name in names}, **changed).save()
