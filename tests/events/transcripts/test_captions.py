"""Captions for players, and what the private preview of a draft leaves out."""

import pytest
from django.test import Client

from events.models import Material
from events.players import captions_address
from events.transcripts.addresses import transcript_address
from programs.private_links import address, make_link
from tests.events.transcripts.said import make_transcript, said
from tests.factories import AT_NOW, NOW, make_past_event, make_recording

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_a_player_gets_webvtt_from_whatever_captions_were_uploaded(client: Client) -> None:
    event = make_past_event()
    srt = "1\n00:00:01,000 --> 00:00:02,000\n<b>Hello</b> & you\n"
    material = make_transcript(event, kind="captions", file=said(srt, "said.srt"))

    answer = client.get(captions_address(material, "en"))
    again = client.get(captions_address(material, "en"), headers={"if-none-match": answer["ETag"]})

    assert b"".join(answer).decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello &amp; you\n"
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert again.status_code == 304


def test_a_film_of_ours_offers_the_captions_of_its_event(client: Client) -> None:
    event = make_past_event()
    film = make_recording(event, link="", file="materials/ab/film.mp4", language="en")
    english = make_transcript(event, kind="captions", origin="machine")
    spanish = make_transcript(event, kind="captions", language="es")
    make_transcript(event, kind="captions", language="pt", consent_recorded=False)
    make_transcript(event, kind="captions", language="fr", link="https://x.example/", file="")

    sets = client.get(event.address("es")).context["page"].material_sets
    (player,) = [item.player for found in sets for item in found.items if item.player]

    assert player.is_film
    assert [(track.kind, track.language, track.url) for track in player.tracks] == [
        ("subtitles", "es", captions_address(spanish, "es")),
        ("captions", "en", captions_address(english, "es")),
    ]
    html = client.get(event.address("es")).content.decode()
    assert f'<video controls preload="none" playsinline src="{film.address("es")}">' in html
    assert html.count("<track ") == 2


def test_a_recording_without_consent_is_neither_played_nor_linked(client: Client) -> None:
    event = make_past_event()
    make_transcript(event)
    material = Material(event=event, kind="recording", language="en")
    material.save()
    hidden = Material(event=event, kind="captions", language="en", file=said())
    hidden.save()

    html = (
        client.get(event.address("en")).content.decode()
        + client.get(transcript_address(event, "en", "en")).content.decode()
    )

    assert "<video" not in html
    assert f"captions/{hidden.pk}" not in html
    assert f"materials/{hidden.pk}" not in html


def test_the_private_preview_of_a_draft_leads_to_no_page_that_is_not_there_yet(client: Client) -> None:
    event = make_past_event(publication="draft", people_named=False)
    material = make_transcript(event)
    make_transcript(event, kind="captions")
    make_recording(event, link="", file="materials/ab/film.mp4")
    page = client.get(address(make_link(event, "preview", None, NOW), "en"))

    (found,) = page.context["page"].material_sets
    urls = [item.url for item in found.items]
    file = b"".join(client.get(urls[0])).decode()

    assert page.context["page"].take_away is None
    assert [(item.page_url, item.verb) for item in found.items[:2]] == [("", "Download")] * 2
    assert found.items[2].player.tracks == []
    assert all(url.startswith("/en/private/preview/") for url in urls)
    assert urls[0].endswith(f"/{material.pk}/")
    assert ("Good evening" in file, "Ana Torres" in file) == (True, False)
