"""What was said at an event can be found, minute by minute; whoever may not be named cannot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from ciwo_site.i18n import site_languages
from ciwo_site.search.query import Term, parse
from events.models import Event, Interpreter, Material
from events.transcripts.searching import where_said, words_for_index
from programs.models import Person, SearchWord
from programs.search.index import make_anew, out_of_step
from programs.search.matches import find
from tests.factories import (
    AT_NOW,
    NOW,
    make_event,
    make_material,
    make_past_event,
    make_person,
    make_slot,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, AT_NOW]


def make_transcript(event: Event, *paragraphs: str, language: str = "en", **fields: Any) -> Material:
    """A minute for each paragraph, as if it had been read from a file."""
    fields = {"kind": "transcript", "consent_recorded": True, **fields}
    material = make_material(event, language=language, **fields)
    rows = [{"at": number * 60, "speaker": "", "text": text} for number, text in enumerate(paragraphs)]
    Material.objects.filter(pk=material.pk).update(transcript=rows, transcript_paragraphs=len(rows))
    return material


def terms(typed: str) -> tuple[Term, ...]:
    return parse(typed, site_languages()).terms


def found(typed: str) -> list[int]:
    return [match.entry for match in find(parse(typed, site_languages()), "en", NOW).best(0, 10, "event")]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[], Any]:
    @contextmanager
    def transaction_that_ends() -> Iterator[None]:
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return transaction_that_ends


def test_what_was_said_is_found(commit: Callable[[], Any]) -> None:
    event = make_past_event()
    with commit():
        make_transcript(event, "We waited at the bus stop.")
        make_transcript(event, "Esperamos en la parada del autobús.", language="es")

    assert found("bus stop") == found("autobus") == found("paradas") == [event.pk]
    assert not out_of_step()


def test_a_transcript_that_nobody_may_read_is_not_found() -> None:
    make_transcript(make_past_event(), "Secret", link="")
    make_transcript(make_past_event(publication="draft"), "Secret")
    unagreed = make_transcript(make_past_event(), "Secret")
    Material.objects.filter(pk=unagreed.pk).update(consent_recorded=False)
    make_anew()

    assert found("secret") == []


def test_no_name_of_somebody_at_the_event_is_a_word_of_what_was_said() -> None:
    event = make_past_event()
    make_speaker(event, person=make_person(name="Ana Torres", named_publicly=False))
    make_speaker(event, person=make_person(name="Eva Luna"))
    make_slot(event).interpreters.add(Interpreter.objects.create(name="Rosa Paz"))
    make_transcript(event, "Thank you, Ana. And Eva Luna asks Rosa Paz to go on.")
    make_anew()

    assert words_for_index([event.pk]) == {event.pk: {"en": "Thank you, […]. And […] asks […] to go on."}}
    assert found("torres") == found("ana") == found("rosa") == []
    assert found("luna") == [event.pk]  # by her name, which may be told
    assert not SearchWord.objects.filter(word__in=["ana", "eva", "luna", "rosa", "paz"], in_text__gt="").exists()


@pytest.mark.parametrize("by", ["save", "update"])
def test_a_name_that_turns_up_later_goes_at_once(commit: Callable[[], Any], by: str) -> None:
    event, person = make_past_event(), make_person(name="A. T.", named_publicly=False)
    interpreter = Interpreter.objects.create(name="R. P.")
    make_speaker(event, person=person)
    make_transcript(event, "Thank you, Ana Torres and Rosa Paz.")
    make_slot(event).interpreters.add(interpreter)
    make_anew()
    assert found("torres") == found("rosa") == [event.pk]

    with commit():
        for row, name in ((person, "Ana Torres"), (interpreter, "Rosa Paz")):
            if by == "update":
                type(row).objects.filter(pk=row.pk).update(name=name)
            else:
                row.name = name
                row.save()

    assert found("torres") == found("rosa") == []
    assert not out_of_step()


def test_an_interpreter_who_is_added_later_goes_at_once(commit: Callable[[], Any]) -> None:
    event = make_past_event()
    slot, interpreter = make_slot(event), Interpreter.objects.create(name="Rosa Paz")
    make_transcript(event, "Thank you, Rosa Paz.")
    make_anew()
    assert found("rosa") == [event.pk]

    with commit():
        interpreter.slots.add(slot)
    assert found("rosa") == []

    with commit():
        slot.interpreters.clear()
    assert found("rosa") == [event.pk]
    assert not out_of_step()


def test_the_place_is_the_one_with_most_of_the_words_in_the_readers_language() -> None:
    event = make_past_event(title_en="Flyers")
    make_transcript(event, "A bus.", "The bus stop is where the bus stops.")
    make_transcript(event, "Un bus.", language="es")

    said = where_said([event.pk], terms("bus stop"), "en")[event.pk]

    assert (said.language, said.seconds) == ("en", 60)
    assert said.url == f"/en/events/{event.pk}-flyers/transcript/en/?t=60"
    assert str(said.marked) == "The bus stop is where the bus stops."
    assert where_said([event.pk], terms("bus"), "es")[event.pk].language == "es"


def test_nobody_who_may_not_be_named_is_quoted_by_name() -> None:
    event = make_past_event()
    make_speaker(event, person=make_person(name="Ana Torres", named_publicly=False))
    make_speaker(event, person=make_person(name="Eva Luna"))
    make_transcript(event, "Ana Torres and Eva Luna wait for the bus.")

    said = where_said([event.pk], terms("bus"), "en")[event.pk]

    assert str(said.marked) == "[…] and Eva Luna wait for the bus."


def test_an_event_without_the_words_has_no_place() -> None:
    event = make_past_event()
    make_transcript(event, "A bus.")

    assert where_said([event.pk, make_event().pk], terms("train"), "en") == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_three_events_cost_as_much_as_one(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    events = [make_past_event() for _row in range(rows)]
    for event in events:
        make_transcript(event, "A bus.")
        make_speaker(event, person=Person.objects.create(name="Eva"))
        make_slot(event).interpreters.add(Interpreter.objects.create(name="Rosa"))

    with django_assert_num_queries(6):
        said = where_said([event.pk for event in events], terms("bus"), "en")

    assert len(said) == rows
