"""A transcript from the upload to the reader: read, kept, withheld, read again when its file changes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from ciwo_site.uploads import UploadRefused
from events.models import Event, InterpretationSlot, Interpreter, Material
from events.players import captions_address
from events.transcripts.addresses import transcript_address
from events.transcripts.readers import best_transcripts, readers_paragraphs
from events.transcripts.times import stamp
from programs.private_links import address, make_link
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

SAID = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Torres>Good evening, all of you.\n\n" \
    "01:10.000 --> 01:12.000\n<v Luz Vega>Xiomara Quiñones brought the chairs.\n"  # fmt: skip
FIELDS = ("transcript", "transcript_of", "transcript_paragraphs", "transcript_facts")


def said(text: str = SAID, name: str = "said.vtt", encoding: str = "utf-8") -> ContentFile:
    return ContentFile(text.encode(encoding), name=name)


def make_transcript(event: Event, **fields: Any) -> Material:
    return make_material(event, **{"kind": "transcript", "file": said(), "language": "en", **fields})


def stored(material: Material) -> Material:
    return Material.objects.with_transcript().get(pk=material.pk)


# Reading ----------------------------------------------------------------------------------------------------------------


@pytest.mark.database
def test_a_transcript_is_read_when_it_is_uploaded() -> None:
    material = stored(make_transcript(make_past_event()))

    assert material.transcript == [
        {"at": 1, "speaker": "Ana Torres", "text": "Good evening, all of you."},
        {"at": 70, "speaker": "Luz Vega", "text": "Xiomara Quiñones brought the chairs."},
    ]
    assert (material.transcript_of, material.transcript_paragraphs) == (material.checksum, 2)
    assert material.transcript_facts == {"seconds": 72, "speakers": 2, "notes": []}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_the_letters_were_saved_as_the_file_is_kept_in_utf8(encoding: str) -> None:
    material = make_transcript(make_past_event(), file=said(encoding=encoding))

    with material.file.storage.open(material.file.name) as file:
        content = file.read()
    assert content.decode("utf-8-sig") == SAID
    assert material.size == len(content)
    assert stored(material).transcript[1]["text"] == "Xiomara Quiñones brought the chairs."


@pytest.mark.parametrize(
    ("fields", "is_read"),
    [
        ({}, True),
        ({"kind": "captions"}, True),
        ({"file": said("Plain words.", "said.txt")}, True),
        ({"file": said("1\n00:00:01,000 --> 00:00:02,000\nHello", "said.srt")}, True),
        ({"kind": "document", "file": said("Plain words.", "said.txt")}, False),
        ({"file": pdf_file()}, False),
        ({"link": "https://elsewhere.example/", "file": ""}, False),
    ],
)
def test_only_texts_of_what_people_said_are_read(fields: dict, is_read: bool) -> None:
    material = make_transcript(make_past_event(), **fields)

    assert (material.transcript_paragraphs > 0, bool(material.transcript_of)) == (is_read, is_read)


def test_a_text_that_cannot_be_read_is_refused_beside_its_file_in_the_language_of_whoever_uploads_it() -> None:
    broken = said("WEBVTT\n\n00:99:00.000 --> 00:99:04.000\nHello")
    material = Material(event=make_past_event(), kind="transcript", language="en", consent_recorded=True, file=broken)

    with pytest.raises(ValidationError) as refused:
        material.full_clean(exclude=["transcript", "transcript_facts", "media_type", "checksum"])
    with pytest.raises(UploadRefused), translation.override("es"):
        material.save()

    assert refused.value.message_dict == {
        "file": [
            "Line 3: we cannot read the times in “00:99:00.000 --> 00:99:04.000”. "
            "They look like this: 00:01:05.000 --> 00:01:09.500"
        ]
    }
    assert not Material.objects.exists()


def test_what_is_wrong_with_the_file_itself_is_said_once() -> None:
    material = Material(event=make_past_event(), kind="transcript", language="en", consent_recorded=True)
    material.file = ContentFile("año".encode("cp850"), name="said.txt")

    with pytest.raises(ValidationError) as refused:
        material.full_clean(exclude=["transcript", "transcript_facts", "media_type", "checksum"])

    assert [error.code for error in refused.value.error_dict["file"]] == ["not_utf8"]


def test_a_text_of_what_people_said_needs_their_consent_before_readers_have_it(client: Client) -> None:
    material = Material(event=make_past_event(), kind="transcript", language="en", file=said())

    with pytest.raises(ValidationError) as refused:
        material.clean()

    assert list(refused.value.message_dict) == ["consent_recorded"]
    material.save()
    page = client.get(material.event.address("en")).content.decode()
    assert not Material.objects.public().exists()
    assert [
        client.get(address).status_code for address in (material.address(), transcript_address(material.event, "en"))
    ] == [404, 404]
    assert "/transcript/" not in page
    assert material.address("en") not in page


def test_another_file_is_another_transcript_and_none_is_none() -> None:
    material = make_transcript(make_past_event())
    material.file = said("WEBVTT\n\n00:01.000 --> 00:02.000\nOther words")
    material.save()
    other = stored(material).transcript

    material.file = ""
    material.save()

    assert other == [{"at": 1, "speaker": "", "text": "Other words"}]
    assert [getattr(stored(material), field) for field in FIELDS] == [[], "", 0, {}]


def test_another_kind_is_read_anew_by_whichever_door() -> None:
    material = make_transcript(make_past_event())

    Material.objects.filter(pk=material.pk).update(kind="document")
    document = Material.objects.get(pk=material.pk)
    document.save(update_fields=["order"])
    without = stored(material).transcript
    document.kind = "captions"
    document.save()

    assert (without, len(stored(material).transcript)) == ([], 2)


def test_a_stored_file_that_cannot_be_read_says_so_and_hinders_nothing() -> None:
    material = make_material(make_past_event(), kind="document", file=said("WEBVTT\n\nno time", "said.vtt"))
    gone = make_material(make_past_event(), kind="document", file=said())
    gone.file.storage.delete(gone.file.name)

    for row in (material, gone):
        row.kind = "transcript"
        row.save()

    assert stored(material).transcript_facts == {"problem": "text_without_time", "line": 3, "extract": "no time"}
    assert stored(gone).transcript_facts["problem"] == "no_text"
    assert stored(material).transcript_of == material.checksum


def test_a_list_of_materials_leaves_their_texts_where_they_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    event = make_past_event()
    make_transcript(event)

    with django_assert_num_queries(1):
        (material,) = event.materials.all()
    material.order = 7
    with CaptureQueriesContext(connection) as queries:
        material.save()

    assert material.get_deferred_fields() == {"transcript"}
    assert [query["sql"] for query in queries if '"transcript" ' in query["sql"]] == []
    assert (stored(material).order, len(stored(material).transcript)) == (7, 2)


# Readers ----------------------------------------------------------------------------------------------------------------


def unnamed_event() -> Event:
    event = make_past_event(people_named=False)
    make_speaker(event, person=make_person(name="Xiomara Quiñones"))
    return event


def named_event_with_somebody_unnamed() -> Event:
    event = make_past_event()
    make_speaker(event, person=make_person(name="Xiomara Quiñones", named_publicly=False))
    make_speaker(event, person=make_person(name="Ana Torres"))
    return event


def test_readers_are_told_who_speaks_where_people_may_be_named() -> None:
    material = make_transcript(make_past_event())

    assert [row.speaker for row in readers_paragraphs(stored(material), material.event)] == ["Ana Torres", "Luz Vega"]


@pytest.mark.database
def test_where_people_are_not_named_no_way_leads_to_a_name(client: Client) -> None:
    event = unnamed_event()
    material = make_transcript(event)
    captions = make_transcript(event, kind="captions", language="es")
    plain = make_transcript(event, language="pt", file=said("Ana Torres: Good evening, Xiomara.", "said.txt"))
    addresses = [
        transcript_address(event, code, language) for code in ("en", "es", "pt") for language in ("en", "es")
    ] + [row.address("en") for row in (material, captions, plain)]
    addresses += [captions_address(captions, "en"), event.address("en"), event.address("es")]

    answers = {address: client.get(address) for address in addresses}

    shown = {address: b"".join(answer).decode() for address, answer in answers.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    told = [
        (address, name)
        for address, text in shown.items()
        for name in ("Ana", "Torres", "Luz", "Vega", "Xiomara", "Quiñones")
        if name in text
    ]
    assert told == []
    assert "Good evening" in shown[material.address("en")]
    assert "Good evening" in shown[plain.address("en")]
    assert answers[material.address("en")]["Content-Disposition"] == 'attachment; filename="webinar-transcript-en.vtt"'


def test_who_is_not_named_publicly_is_left_out_and_others_are_not(client: Client) -> None:
    event = named_event_with_somebody_unnamed()
    make_transcript(event)

    html = client.get(transcript_address(event, "en", "en")).content.decode()

    assert ("Ana Torres" in html, "Luz Vega" in html, "Xiomara" in html, "Quiñones" in html) == (
        True,
        True,
        False,
        False,
    )
    assert "[…] brought the chairs." in html


def test_an_interpreters_name_is_left_out(client: Client) -> None:
    event = make_past_event()
    slot: InterpretationSlot = make_slot(event)
    slot.interpreters.add(Interpreter.objects.create(name="Luz Vega"))
    make_transcript(event)

    html = client.get(transcript_address(event, "en", "en")).content.decode()

    assert ("Ana Torres" in html, "Luz" in html, "Vega" in html) == (True, False, False)


def test_who_asks_later_to_stay_unnamed_is_left_out_at_once(client: Client) -> None:
    material = make_transcript(make_past_event())
    event = material.event
    Event.objects.filter(pk=event.pk).update(people_named=False)

    html = client.get(transcript_address(event, "en", "en")).content.decode()
    file = b"".join(client.get(material.address("en"))).decode()

    assert "Ana Torres" not in html + file
    assert "not named here, on purpose" in html


def test_where_everybody_may_be_named_the_file_is_the_one_that_was_uploaded(client: Client) -> None:
    material = make_transcript(make_past_event())

    answer = client.get(material.address("en"))

    assert b"".join(answer).decode() == SAID
    assert answer["ETag"] == f'"{material.checksum}"'


# The page ---------------------------------------------------------------------------------------------------------------


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


# Captions ---------------------------------------------------------------------------------------------------------------


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


# Private links ------------------------------------------------------------------------------------------------------------


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


# Cost -------------------------------------------------------------------------------------------------------------------


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
