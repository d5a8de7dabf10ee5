"""The page of a transcript."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Event, Interpreter, Material
from events.transcripts.addresses import transcript_address
from events.transcripts.readers import best_transcripts
from events.transcripts.times import stamp
from tests.events.transcripts.said import make_transcript, said
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_event,
    make_material,
    make_past_event,
    make_person,
    make_recording,
    make_slot,
    make_speaker,
    pdf_file,
)

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_a_transcript_has_a_page_in_each_site_language(client: Client) -> None:
    event = make_past_event(title_en="Sharing stories", title_es="Compartiendo historias")
    make_transcript(event)

    pages = {code: client.get(transcript_address(event, "en", code)) for code in ("en", "es")}

    assert {code: page.status_code for code, page in pages.items()} == {"en": 200, "es": 200}
    twins = [(twin.language, twin.url) for twin in pages["es"].context["frame"].twins]
    assert twins == [(code, transcript_address(event, "en", code)) for code in ("en", "es")]
    english, spanish = (page.content.decode() for page in pages.values())
    assert '<div class="transcript__words">' in english
    assert '<div class="transcript__words" lang="en" dir="auto">' in spanish
    assert 'lang="en"' not in english.partition("<main")[2].partition('class="transcript"')[2].partition("</main")[0]
    assert "noindex" not in english + spanish


def test_each_minute_can_be_linked_and_led_to(client: Client) -> None:
    event = make_past_event()
    make_transcript(event)
    address = transcript_address(event, "en", "en")

    html = client.get(address).content.decode()
    moment = client.get(transcript_address(event, "en", "en", seconds=75))

    assert 'id="t-0m"' in html
    assert 'id="t-1m"' in html
    assert '<a href="#t-1m">' in html
    assert (moment.status_code, moment["Location"]) == (302, f"{address}#t-1m")
    assert client.get(f"{address}?t=99999999999").status_code == 200
    assert client.get(f"{address}?t=x").status_code == 200


def long_transcript(event: Event, minutes: int = 400) -> Material:
    words = "Éramos cuatro personas alrededor de la mesa, y cada quien tenía otra idea. " * 4
    text = "WEBVTT\n\n" + "".join(f"{stamp(n * 60)} --> {stamp(n * 60 + 50)}\n{words}\n\n" for n in range(minutes))
    return make_transcript(event, language="es", file=said(text))


def test_a_long_transcript_is_paged_and_each_minute_stands_on_one_page(client: Client) -> None:
    event = make_past_event()
    long_transcript(event)
    address = transcript_address(event, "es", "en")

    first = client.get(address)
    count = first.context["page"].pages.count
    pages = [client.get(f"{address}?page={number}").content.decode() for number in range(1, count + 1)]

    assert count == 3
    assert max(map(len, pages)) < 120_000
    assert [sum(f'id="t-{minute}m"' in page for page in pages) for minute in range(400)] == [1] * 400
    moment = client.get(f"{address}?t={60 * 390}")["Location"]
    assert moment == f"{address}?page=3#t-390m"
    assert client.get(f"{address}?page=999").context["page"].pages.number == count
    assert client.get(f"{address}?page=2").context["frame"].canonical == f"http://testserver{address}?page=2"
    assert all(f'href="{entry.url}"' in pages[0] for entry in first.context["page"].entries)
    assert len(first.context["page"].entries) <= 25


def test_the_best_text_of_each_language_is_the_one_that_is_read() -> None:
    event = make_past_event()
    captions = make_transcript(event, kind="captions", language="es")
    machine = make_transcript(event, origin="machine")
    written = make_transcript(event, order=5)
    make_transcript(event, language="pt", consent_recorded=False)
    make_material(event, kind="transcript", language="fr", file=pdf_file())

    assert best_transcripts(event.materials.all()) == {"en": written, "es": captions}
    assert best_transcripts([machine, captions]) == {"en": machine, "es": captions}


def test_a_recording_of_ours_is_offered_from_each_minute_that_it_has(client: Client) -> None:
    event = make_past_event()
    make_transcript(event)
    make_recording(event, link="", file="materials/ab/sound.mp3", kind="audio", language="en")
    film = make_recording(event, link="", file="materials/ab/film.mp4", language="en", duration_seconds=65)
    make_recording(event, link="https://video.example/1", language="en")

    html = client.get(transcript_address(event, "en", "en")).content.decode()

    assert f'href="{film.address("en")}"' in html
    assert f'href="{film.address("en")}#t=1"' in html
    assert f'href="{film.address("en")}#t=70"' not in html  # beyond its end
    assert "sound" not in html
    assert "video.example" not in html


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"publication": "review"}, {"publish_at": NOW + MONTH}])
def test_what_readers_may_not_open_has_no_transcript_and_no_captions(client: Client, state: dict) -> None:
    event = make_past_event(title_en="Secret", **state)
    material = make_transcript(event, kind="captions")

    for path in ("transcript/en/", f"captions/{material.pk}/", f"materials/{material.pk}/", "take-with-you.zip"):
        answer = client.get(f"/en/events/{event.pk}/{path}")
        assert (path, answer.status_code) == (path, 404)
        assert b"ecret" not in answer.content


def test_an_unlisted_event_has_a_transcript_for_who_has_the_link(client: Client) -> None:
    event = make_past_event(listed=False)
    make_transcript(event)

    page = client.get(transcript_address(event, "en", "en"))

    assert page.status_code == 200
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_a_language_without_a_transcript_has_no_page(client: Client) -> None:
    event = make_past_event()
    make_transcript(event)

    assert client.get(transcript_address(event, "es", "en")).status_code == 404
    assert client.get(f"/en/events/{event.pk}/transcript/xx/").status_code == 404


def test_an_old_address_of_a_transcript_leads_to_the_present_one(client: Client) -> None:
    event = make_past_event(title_en="Old title")
    make_transcript(event)

    answer = client.get(f"/en/events/{event.pk}-older/transcript/en/?page=1")

    assert (answer.status_code, answer["Location"]) == (301, f"/en/events/{event.pk}-old-title/transcript/en/?page=1")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_transcript_asks_as_often_for_three_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    event = make_past_event(languages=("en",))
    for number in range(count):
        make_transcript(event, language=("en", "es", "pt")[number])
        make_recording(event, link="", file="materials/ab/film.mp4")
        make_speaker(event, person=make_person(name=f"Person {number}"))
        make_slot(event).interpreters.add(Interpreter.objects.create(name=f"Interpreter {number}"))

    with django_assert_num_queries(9):
        page = client.get(transcript_address(event, "en", "en"))

    assert page.status_code == 200


def test_upcoming_events_may_have_a_transcript_too(client: Client) -> None:
    event = make_event()
    make_transcript(event)

    assert client.get(transcript_address(event, "en", "en")).context["frame"].section == "events"
