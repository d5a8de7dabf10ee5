"""Events, their series, and what they left behind."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciwo_site.addresses import whole
from ciwo_site.i18n import site_languages
from ciwo_site.open_data.dataset import Dataset, Field, FieldType, RichText, named
from ciwo_site.open_data.fields import BODY, SUMMARY, TITLE, UPDATED_AT
from events.cards import hours_of
from events.embed_code import SeriesEmbed
from events.enums import Occurrence
from events.language_access import Certainty, certainty_of
from events.models import Event, Material, Series
from events.pages import event_page
from events.transcripts.addresses import TranscriptPlace

SURE = (Certainty.FLOOR, Certainty.CONFIRMED)

EVENT_FIELDS = (
    Field("number", FieldType.NUMBER, _("The event’s number. It never changes and is never given to another event.")),
    Field("url", FieldType.ADDRESS, _("The event’s page in this language.")),
    Field(
        "short_url",
        FieldType.ADDRESS,
        _("The short address for messages and flyers; it leads to the reader’s language."),
    ),
    Field("kind", FieldType.CODE, _("webinar or convening.")),
    Field("attendance_mode", FieldType.CODE, _("online, in_person or hybrid.")),
    TITLE,
    SUMMARY,
    BODY,
    Field("recap", FieldType.RICH_TEXT, _("What happened, written afterwards.")),
    Field("when", FieldType.WORDS, _("Date, time and zone as the page says them.")),
    Field("starts_on", FieldType.DATE, _("The first day, in the event’s own time zone.")),
    Field("ends_on", FieldType.DATE, _("The last day, in the event’s own time zone; empty while no end is known.")),
    Field("starts_at", FieldType.MOMENT, _("The start; empty while only the date is known.")),
    Field("ends_at", FieldType.MOMENT, _("The end; empty while only the date is known, or no end.")),
    Field("time_zone", FieldType.CODE, _("The name of the event’s time zone (IANA), such as America/New_York.")),
    Field("occurrence", FieldType.CODE, _("scheduled, postponed or cancelled.")),
    Field("occurrence_note", FieldType.TEXT, _("Why it was postponed or cancelled.")),
    Field("venue", FieldType.WORDS, _("The building or room where people meet.")),
    Field("place", FieldType.TEXT, _("The city, with its state or country.")),
    Field("floor_languages", FieldType.LIST, _("Codes of the languages that are spoken from the stage.")),
    Field(
        "followable_in",
        FieldType.LIST,
        _("Codes of the languages in which all of it can be followed: spoken, or with a confirmed service."),
    ),
    Field(
        "language_access",
        FieldType.LIST,
        _("What the site says of its languages in words, also of what is only requested."),
    ),
    Field("people", FieldType.LIST, _("Who is on stage, where people may be named; groups without names among them.")),
    Field("hosts", FieldType.LIST, _("Who hosts it.")),
    Field("topics", FieldType.LIST, _("The topics that it belongs to.")),
    Field("series", FieldType.TEXT, _("The title of its series.")),
    Field("series_number", FieldType.NUMBER, _("The number of its series, as in the set “series”.")),
    Field("program", FieldType.TEXT, _("The title of its program.")),
    Field("program_number", FieldType.NUMBER, _("The number of its program, as in the set “programs”.")),
    Field("guides", FieldType.LIST, _("Numbers of its guides, as in the set “guides”.")),
    Field("registration_url", FieldType.ADDRESS, _("Where to register; empty while nobody can.")),
    Field("image_url", FieldType.ADDRESS, _("The picture, if there is one.")),
    Field("image_description", FieldType.TEXT, _("What the picture shows.")),
    UPDATED_AT,
)


def event_record(event: Event, at: datetime, origin: str) -> dict[str, Any]:
    """From the event's own page, so that the data cannot say more than it or otherwise."""
    page = event_page(event, at)
    card, starts_at, ends_at = page.card, event.starts_at.astimezone(event.zone), event.ends_at
    ends_at = ends_at.astimezone(event.zone) if ends_at is not None else None
    return {
        "number": event.pk,
        "url": f"{origin}{card.url}",
        "short_url": f"{origin}{event.short_address}",
        "kind": event.kind,
        "attendance_mode": event.attendance_mode,
        "title": card.title,
        "summary": card.summary,
        "body": RichText(page.body),
        "recap": RichText(page.recap),
        "when": card.when.text,
        "starts_on": starts_at.date(),
        "ends_on": ends_at.date() if ends_at is not None else None,
        "starts_at": None if event.all_day else starts_at,
        "ends_at": None if event.all_day else ends_at,
        "time_zone": event.time_zone,
        "occurrence": event.occurrence,
        "occurrence_note": page.note,
        "venue": event.venue,
        "place": card.place,
        "floor_languages": [row.language for row in event.languages.all()],
        "followable_in": followable_in(event),
        "language_access": [badge.text for badge in card.badges],
        "people": [named(person.name, role=person.role) for person in page.people],
        "hosts": [named(host.name, url=whole(origin, host.url) or None) for host in page.hosts],
        "topics": [named(topic.text("name"), number=topic.pk) for topic in event.topics.all()],
        "series": page.series.name if page.series else None,
        "series_number": event.series_id if page.series else None,
        "program": page.program.name if page.program else None,
        "program_number": event.program_id if page.program else None,
        "guides": [guide.number for guide in page.guides],
        "registration_url": page.registration.link or None,
        "image_url": f"{origin}{event.image.url}" if event.image else None,
        "image_description": card.image_description,
        "updated_at": event.updated_at,
    }


def followable_in(event: Event) -> list[str]:
    """As the lists' filter “can be followed in” finds events; nothing of one that does not take place."""
    if event.occurrence == Occurrence.CANCELLED:
        return []
    floor, slots, hours = event.languages.all(), event.slots.all(), hours_of(event)
    codes = [
        *(row.language for row in floor),
        *site_languages(),
        *(code for slot in slots for code in slot.languages_given),
    ]
    return [code for code in dict.fromkeys(codes) if certainty_of(code, floor, slots, hours) in SURE]


EVENTS = Dataset(
    "events",
    _("Events"),
    _("Webinars and convenings, those to come and those that have been."),
    EVENT_FIELDS,
    lambda at: Event.objects.public(at).for_page(at).order_by("pk"),
    event_record,
)

SERIES_FIELDS = (
    Field("number", FieldType.NUMBER, _("The number of the series.")),
    Field("url", FieldType.ADDRESS, _("The page of the series in this language.")),
    Field("embed_url", FieldType.ADDRESS, _("A small page of its next events that other sites may show in a frame.")),
    TITLE,
    SUMMARY,
    BODY,
    Field("host", FieldType.TEXT, _("The organization that hosts its events.")),
    UPDATED_AT,
)


def series_record(series: Series, at: datetime, origin: str) -> dict[str, Any]:
    return {
        "number": series.pk,
        "url": f"{origin}{series.address()}",
        "embed_url": f"{origin}{SeriesEmbed(series).address()}",
        "title": series.text("title"),
        "summary": series.text("summary"),
        "body": RichText(series.text("body")),
        "host": series.organization.full_name if series.organization else None,
        "updated_at": series.updated_at,
    }


SERIES = Dataset(
    "series",
    pgettext_lazy("several", "Series"),
    _("Named runs of events."),
    SERIES_FIELDS,
    lambda at: Series.objects.public(at).select_related("organization").order_by("pk"),
    series_record,
)

MATERIAL_FIELDS = (
    Field("number", FieldType.NUMBER, _("The number of the material.")),
    Field("event", FieldType.NUMBER, _("The number of the event that left it, as in the set “events”.")),
    Field("event_title", FieldType.TEXT, _("The title of that event.")),
    Field("kind", FieldType.CODE, _("recording, audio, slides, transcript, captions or document.")),
    Field("language", FieldType.CODE, _("The code of the language that it is in.")),
    Field("origin", FieldType.CODE, _("original, interpreted or machine (made automatically).")),
    Field("title", FieldType.TEXT, _("A title of its own, if it has one.")),
    Field("url", FieldType.ADDRESS, _("The file here, or where else it is found.")),
    Field("transcript_url", FieldType.ADDRESS, _("The page on which its words can be read.")),
    Field("media_type", FieldType.CODE, _("The type of a file that is kept here, such as application/pdf.")),
    Field("size_bytes", FieldType.NUMBER, _("The size of a file that is kept here.")),
    Field("duration_seconds", FieldType.NUMBER, _("How long it lasts, if that is known.")),
    Field("pages", FieldType.NUMBER, _("How many pages it has, if it has pages.")),
    Field("posted_at", FieldType.MOMENT, _("When it was posted or last changed.")),
)


def material_record(material: Material, at: datetime, origin: str) -> dict[str, Any]:
    place = TranscriptPlace(material.event, material.language)
    return {
        "number": material.pk,
        "event": material.event_id,
        "event_title": material.event.text("title"),
        "kind": material.kind,
        "language": material.language,
        "origin": material.origin,
        "title": material.text("title"),
        "url": material.link or f"{origin}{material.address()}",
        "transcript_url": f"{origin}{place.address()}" if material.transcript_paragraphs else None,
        "media_type": material.media_type or None,
        "size_bytes": material.size or None,
        "duration_seconds": material.duration_seconds,
        "pages": material.pages,
        "posted_at": material.posted_at,
    }


MATERIALS = Dataset(
    "materials",
    _("Materials of events"),
    _("Recordings, slides, transcripts and papers, each language by itself. What is only announced is not among them."),
    MATERIAL_FIELDS,
    lambda at: Material.objects.public(at).filter(event__listed=True).select_related("event").order_by("pk"),
    material_record,
)
