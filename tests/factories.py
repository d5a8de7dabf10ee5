"""Rows for tests, with dull defaults: `make_event(people_named=False)` says only what the test is about.

Both languages are filled unless the test empties one. Everything is published. The clock stands at `NOW` where a test
is marked with `AT_NOW`; `make_event()` starts a month after it and `make_past_event()` ended a month before.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfWriter

from events.models import CoHost, Event, EventLanguage, InterpretationSlot, Material, Series, Speaker
from programs.models import Affiliation, GuideEdition, Organization, Page, Person, Program, ResourceGuide, Topic

NOW = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
AT_NOW = pytest.mark.time_machine(NOW, tick=False)
MONTH = timedelta(days=30)


def make_event(*, languages: tuple[str, ...] = (), guides: Any = (), topics: Any = (), **fields: Any) -> Event:
    """A published webinar of two hours in a month, without series, program or people."""
    starts_at = fields.setdefault("starts_at", NOW + MONTH)
    defaults = {
        "title_en": "Webinar",
        "title_es": "Seminario web",
        "publication": "published",
        "ends_at": starts_at + timedelta(hours=2),
        "time_zone": "America/New_York",
    }
    event = Event.objects.create(**defaults | fields)
    for order, language in enumerate(languages):
        EventLanguage.objects.create(event=event, language=language, order=order)
    event.guides.set(guides)
    event.topics.set(topics)
    return event


def make_past_event(**fields: Any) -> Event:
    return make_event(**{"starts_at": NOW - MONTH, **fields})


def make_series(**fields: Any) -> Series:
    return Series.objects.create(**{"title_en": "Series", "title_es": "Serie", "publication": "published", **fields})


def make_program(**fields: Any) -> Program:
    return Program.objects.create(
        **{"title_en": "Program", "title_es": "Programa", "publication": "published", **fields}
    )


def make_topic(**fields: Any) -> Topic:
    return Topic.objects.create(**{"name_en": "Topic", "name_es": "Tema", **fields})


def make_organization(**fields: Any) -> Organization:
    return Organization.objects.create(**{"name_en": "Organization", "name_es": "Organización", **fields})


def make_person(**fields: Any) -> Person:
    return Person.objects.create(**{"name": "Ana Torres", **fields})


def make_affiliation(person: Person, **fields: Any) -> Affiliation:
    """With an organization of its own unless a place is given."""
    if not {"organization", "program"} & fields.keys():
        fields["organization"] = make_organization()
    return Affiliation.objects.create(**{"person": person, "role_en": "Organizer", "role_es": "Promotora", **fields})


def make_speaker(event: Event, **fields: Any) -> Speaker:
    """A person of her own unless a person or a group is given."""
    if not {"person", "group_en", "group_es"} & fields.keys():
        fields["person"] = make_person()
    return Speaker.objects.create(event=event, **fields)


def make_cohost(event: Event, **fields: Any) -> CoHost:
    return CoHost.objects.create(event=event, **fields)


def make_slot(event: Event, **fields: Any) -> InterpretationSlot:
    """Confirmed interpretation from English into Spanish."""
    defaults = {"from_language": "en", "to_language": "es", "status": "confirmed"}
    return InterpretationSlot.objects.create(event=event, **{**defaults, **fields})


def make_material(event: Event, **fields: Any) -> Material:
    """Slides in English, on another site unless a file is given; a recording has everybody's consent."""
    defaults = {"kind": "slides", "language": "en", "consent_recorded": True}
    if "file" not in fields:
        defaults["link"] = "https://slides.example/1"
    return Material.objects.create(event=event, **{**defaults, **fields})


def make_recording(event: Event, **fields: Any) -> Material:
    return make_material(event, **{"kind": "recording", "link": "https://video.example/1", **fields})


def make_guide(*, topics: Any = (), **fields: Any) -> ResourceGuide:
    guide = ResourceGuide.objects.create(
        **{"title_en": "Guide", "title_es": "Guía", "publication": "published", **fields}
    )
    guide.topics.set(topics)
    return guide


def make_guide_edition(guide: ResourceGuide | None = None, **fields: Any) -> GuideEdition:
    """A PDF of one page in English, of a guide of its own unless one is given."""
    defaults = {"language": "en", "dated": date(2026, 1, 15), "file": pdf_file()}
    return GuideEdition.objects.create(guide=guide or make_guide(), **{**defaults, **fields})


def make_page(key: str, **fields: Any) -> Page:
    defaults = {
        "title_en": "Our page",
        "title_es": "Nuestra página",
        "body_en": "<p>Text</p>",
        "body_es": "<p>Texto</p>",
    }
    return Page.objects.create(key=key, **{**defaults, **fields})


def pdf_file() -> ContentFile:
    return ContentFile(_pdf(), name="guide.pdf")


def film_file() -> ContentFile:
    """What an MP4 is, as far as an upload is asked; no player shows it."""
    boxes = (b"ftyp", b"isom\0\0\2\0isomiso2"), (b"moov", b"track"), (b"mdat", b"pictures")
    content = b"".join((8 + len(inside)).to_bytes(4, "big") + name + inside for name, inside in boxes)
    return ContentFile(content, name="film.mp4")


def said_file() -> ContentFile:
    """Captions of two minutes, in which somebody is named."""
    said = "<v Ana Torres>Good evening.\n\n01:10.000 --> 01:12.000\n<v Ana Torres>And good night."
    return ContentFile(f"WEBVTT\n\n00:01.000 --> 00:04.000\n{said}\n".encode(), name="said.vtt")


@cache
def _pdf() -> bytes:
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(content)
    return content.getvalue()
