"""Readers get a transcript without those whom the event's page may not name."""

import pytest
from django.test import Client

from events.models import Event, InterpretationSlot, Interpreter
from events.players import captions_address
from events.transcripts.addresses import transcript_address
from events.transcripts.readers import readers_paragraphs
from tests.events.transcripts.said import SAID, make_transcript, said, stored
from tests.factories import AT_NOW, make_past_event, make_person, make_slot, make_speaker

pytestmark = [pytest.mark.django_db, AT_NOW]


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
