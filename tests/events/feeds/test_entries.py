"""What comes and what was recorded, entry by entry."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.events.feeds.reading import read, titles
from tests.factories import (
    AT_NOW,
    NOW,
    make_event,
    make_material,
    make_past_event,
    make_recording,
    make_series,
    make_slot,
    pdf_file,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

# What comes ---------------------------------------------------------------------------------------------------------------


def test_the_upcoming_feed_says_when_what_and_in_which_languages(client: Client) -> None:
    event = make_event(
        languages=("en",),
        series=make_series(title_en="WINS"),
        title_en="Sharing stories",
        summary_en="How stories move people.",
        publish_at=NOW - timedelta(days=2),
    )
    make_slot(event, both_ways=True)
    make_past_event(title_en="Over")

    (entry,) = read(client, "upcoming-feed").entries

    content = entry.content[0].value
    assert (entry.title, entry.summary) == ("Sharing stories", "How stories move people.")
    assert '<time datetime="2026-04-09T11:00-04:00">Thursday, April 9, 2026' in content
    assert [
        words for words in ("Webinar · WINS", "In English · Interpreted into Spanish") if words not in content
    ] == []
    assert (entry.published, entry.updated) == ("2026-03-08T15:00:00Z", "2026-03-10T15:00:00Z")
    assert urlsplit(entry.link).path == event.address("en")
    assert [(link.rel, link.hreflang, urlsplit(link.href).path) for link in entry.links] == [
        ("alternate", "en", event.address("en")),
        ("related", "es", event.address("es")),
    ]


def test_what_nobody_knows_of_the_languages_is_not_promised(client: Client) -> None:
    make_slot(make_event(), status="needed")

    content = read(client, "upcoming-feed").entries[0].content[0].value

    assert "The languages of this event are not announced yet." in content
    assert "Interpret" not in content


def test_a_borrowed_title_and_summary_keep_their_language(client: Client) -> None:
    make_event(title_en="", title_es="Historias", summary_en="", summary_es="Resumen")

    (entry,) = read(client, "upcoming-feed").entries

    assert (entry.title, entry.title_detail.language, entry.summary_detail.language) == ("Historias", "es", "es")
    assert '<p lang="es">Resumen</p>' in entry.content[0].value
    assert read(client, "upcoming-feed", "es").entries[0].title_detail.language == "es"


def test_a_cancelled_event_says_so_before_its_title(client: Client) -> None:
    make_event(title_en="", title_es="Historias", occurrence="cancelled", occurrence_note_en="No room.")

    (entry,) = read(client, "upcoming-feed").entries

    assert entry.title == 'Cancelled: <span lang="es">Historias</span>'
    assert "<p>No room.</p>" in entry.content[0].value


# What was recorded --------------------------------------------------------------------------------------------------------


def test_each_language_of_a_recording_is_an_entry(client: Client, time_machine: Any) -> None:
    past = make_past_event(title_en="Sharing stories", title_es="Historias")
    make_recording(past, duration_seconds=3600)
    make_material(past)
    time_machine.shift(timedelta(days=1))
    make_recording(past, language="es", origin="interpreted", link="", file=pdf_file(), title_en="The evening")

    spanish, english = read(client, "recordings-feed").entries

    assert (spanish.title, english.title) == (
        "Recording in Spanish: Sharing stories",
        "Recording in English: Sharing stories",
    )
    assert "Recording in English · Original · 1\xa0h" in english.content[0].value
    assert "<p>The evening</p>" in spanish.content[0].value
    assert [(link.rel, link.href, link.hreflang) for link in english.links[2:]] == [
        ("related", "https://video.example/1", "en")
    ]
    file = past.materials.get(language="es")
    assert [(link.href, link.type, int(link.length)) for link in spanish.enclosures] == [
        (f"http://testserver{file.address('en')}", "application/pdf", file.size)
    ]


def test_a_recording_that_is_only_announced_is_no_news(client: Client) -> None:
    make_recording(make_past_event(), link="")

    assert titles(client, "recordings-feed") == []
