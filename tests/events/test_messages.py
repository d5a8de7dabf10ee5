"""What people send each other about an event: true, in both languages, and short enough."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from ciwo_site.messages import Message
from events.messages import event_messages, event_share
from events.models import Event
from tests.factories import (
    NOW,
    make_event,
    make_guide,
    make_material,
    make_past_event,
    make_person,
    make_recording,
    make_slot,
    make_speaker,
)

pytestmark = pytest.mark.django_db

ORIGIN = "https://wins.example.org"
AWKWARD = "100 % más & mejor: #1;\r\n“¿sí?” + 🎉 </script> \\ a=b"
WINTER = datetime(2026, 12, 9, 23, 0, tzinfo=UTC)


def messages(event: Event, language: str = "en", at: datetime = NOW) -> list[Message]:
    found = Event.objects.for_page(at).get(pk=event.pk)
    with translation.override(language):
        return event_messages(found, at, ORIGIN)


def lines(event: Event, language: str = "en", at: datetime = NOW) -> list[str]:
    return messages(event, language, at)[0].text.split("\n")


def test_it_says_what_when_where_in_which_languages_and_where_to_go() -> None:
    event = make_event(languages=("en",), also_shown_in=["America/Mexico_City"], starts_at=NOW + timedelta(days=1))
    make_slot(event)

    assert lines(event) == [
        "Webinar",
        "Wednesday, March 11, 2026, 11:00 a.m.–1:00 p.m. ET",
        "9:00–11:00 a.m. Mexico City time",
        "Online",
        "In English · Interpreted into Spanish",
        f"{ORIGIN}/e/{event.pk}",
    ]


def test_each_language_has_its_own_message_the_readers_first() -> None:
    event = make_event(title_en="Sharing stories", title_es="Compartiendo historias")

    for reader, other in (("en", "es"), ("es", "en")):
        found = messages(event, reader)
        assert [message.language for message in found] == [reader, other]
        assert [message.name for message in found] == [
            {"en": "English", "es": "Español"}[code] for code in (reader, other)
        ]
        titles = {message.language: message.text.split("\n")[0] for message in found}
        assert titles == {"en": "Sharing stories", "es": "Compartiendo historias"}


def test_a_message_is_the_same_whoever_reads_the_page() -> None:
    event = make_event(languages=("en", "es"))

    assert messages(event, "en") == messages(event, "es")[::-1]


def test_a_title_of_the_other_language_says_so() -> None:
    event = make_event(title_en="", title_es="Solo en español", summary_es="Un resumen.")

    english, spanish = messages(event)

    assert english.text.startswith("Solo en español (title in Spanish)\n")
    assert "Un resumen. (in Spanish)" in english.letter
    assert spanish.text.startswith("Solo en español\n")


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        (datetime(2026, 3, 8, 6, 30, tzinfo=UTC), "Sunday, March 8, 2026, 1:30–4:30 a.m. ET"),
        (WINTER, "6:00–8:00 p.m. ET"),
    ],
    ids=["over the night on which clocks change", "in winter"],
)
def test_the_hour_is_the_events_own(starts_at: datetime, words: str) -> None:
    event = make_event(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))

    assert words in lines(event, at=starts_at - timedelta(days=3))[1]


def test_an_event_of_which_only_the_date_is_known_promises_no_hour() -> None:
    event = make_event(all_day=True, ends_at=None, also_shown_in=["Asia/Manila"], starts_at=NOW + timedelta(days=2))

    found = messages(event)[0]

    assert found.text.split("\n") == ["Webinar", "Thursday, March 12, 2026", "Online", f"{ORIGIN}/e/{event.pk}"]
    assert found.short == f"Webinar. Mar 12, 2026. {ORIGIN}/e/{event.pk}"


def test_an_event_without_an_end_says_when_it_starts() -> None:
    event = make_event(ends_at=None, starts_at=NOW + timedelta(days=1))

    assert lines(event)[1] == "Wednesday, March 11, 2026, 11:00 a.m. ET"


def test_a_gathering_says_where() -> None:
    event = make_event(
        attendance_mode="in_person", venue="Union Hall", place_en="Syracuse, New York", place_es="Syracuse"
    )

    assert "In person: Union Hall, Syracuse, New York" in lines(event)


@pytest.mark.parametrize(
    ("occurrence", "title", "sentence"),
    [
        ("cancelled", "Cancelled: Webinar", "It was planned for {} and does not take place."),
        ("postponed", "Postponed: Webinar", "It was planned for {}. The new date is not known yet."),
    ],
)
def test_what_is_off_says_so_first_and_promises_nothing(occurrence: str, title: str, sentence: str) -> None:
    event = make_event(
        occurrence=occurrence, occurrence_note_en="Snow.", languages=("en",), starts_at=NOW + timedelta(days=1)
    )
    make_slot(event)

    found = messages(event)[0]

    when = sentence.format("Wednesday, March 11, 2026, 11:00 a.m.–1:00 p.m. ET")
    assert found.text.split("\n") == [title, when, "Snow.", f"{ORIGIN}/e/{event.pk}"]
    assert found.short.startswith(f"{title}. ")
    assert found.subject == title
    assert "Interpreted" not in found.letter


def test_what_is_over_says_what_there_is_to_open() -> None:
    event = make_past_event(guides=[make_guide()], languages=("en",))
    make_recording(event, language="es")
    make_material(event)

    found = lines(event)

    assert found[1] == "It took place on Sunday, February 8, 2026, 10:00 a.m.–12:00 noon ET."
    assert found[2:] == ["To watch and read: Recording in Spanish, Slides, Guide.", f"{ORIGIN}/e/{event.pk}"]


def test_a_recording_that_is_only_announced_is_not_called_posted() -> None:
    event = make_past_event()
    make_recording(event, link="")

    assert lines(event)[2] == "To watch and read: Recording to be posted."


def test_a_language_that_is_only_asked_for_is_no_promise() -> None:
    event = make_event(languages=("en",), starts_at=NOW + timedelta(days=1))
    make_slot(event, status="requested")

    found = messages(event)[0]

    assert "In English · Interpretation into Spanish requested" in found.text
    assert found.short == f"Webinar. Mar 11, 2026, 11:00 a.m. ET. In English. {ORIGIN}/e/{event.pk}"


def test_a_short_message_names_every_language_that_is_sure() -> None:
    event = make_event(languages=("en",))
    make_slot(event, both_ways=True)
    make_slot(event, to_language="pt", ends_at=event.ends_at - timedelta(minutes=30))

    assert ". In English and Spanish. " in messages(event)[0].short


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("title", ["x" * 300, "palabra " * 37, AWKWARD], ids=["one word", "many words", "awkward"])
def test_a_message_is_not_too_long_to_be_sent(language: str, title: str) -> None:
    event = make_event(title_en=title, title_es=title, summary_en="s" * 600, languages=("en", "es"))

    for found in messages(event, language):
        assert len(found.text) < 700
        assert len(found.short) <= 160
        assert len(found.mail) < 2000


def test_links_hold_the_message_whatever_the_title_holds() -> None:
    event = make_event(title_en=AWKWARD, title_es=AWKWARD)

    for found in messages(event):
        assert parse_qs(urlsplit(found.whatsapp).query) == {"text": [found.text]}
        fields = parse_qs(urlsplit(found.mail).query)
        assert fields["subject"] == [found.subject]
        assert fields["body"][0].split("\r\n")[0] == "100 % más & mejor: #1; “¿sí?” + 🎉 </script> \\ a=b"
        assert unquote(found.sms.partition("body=")[2]) == found.short
        assert "\n" not in found.subject


def test_nobody_is_named_who_may_not_be() -> None:
    event = make_event(people_named=False, languages=("en",))
    make_speaker(event, person=make_person(name="Secret Person"))
    slot = make_slot(event, notes="Secret note")
    slot.interpreters.create(name="Secret Interpreter")

    assert "Secret" not in repr(messages(event))


def test_a_series_that_readers_may_not_see_is_not_named() -> None:
    event = make_event()

    share = event_share(Event.objects.for_page(NOW).get(pk=event.pk), NOW, ORIGIN)

    assert share.link == f"{ORIGIN}/e/{event.pk}"
    assert share.flyer_url == f"/en/events/{event.pk}-webinar/flyer/"


def test_it_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event: Any = Event.objects.for_page(NOW).get(pk=make_event(languages=("en",)).pk)

    with django_assert_num_queries(0):
        event_share(event, NOW, ORIGIN)
