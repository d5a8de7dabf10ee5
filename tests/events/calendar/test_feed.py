"""A calendar that renews itself: which events are in it, what it says of itself, and what asking for it costs."""

import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from events.calendar.entry import EntryStyle
from events.calendar.feed import calendar, zones_of
from events.calendar.rows import calendar_rows
from events.models import Event, EventLanguage, InterpretationSlot
from events.querysets import EventQuerySet
from tests.events.calendar.readers import Read, fetch
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_event,
    make_organization,
    make_past_event,
    make_program,
    make_series,
    make_slot,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

QUERIES = 8


def feed(client: Client, query: str = "", language: str = "en") -> Read:
    return fetch(client, localized_reverse("calendar", language) + query)


def change(event: Event, **fields: Any) -> None:
    """As staff do, with what is stored by now."""
    stored = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save()


# Which events -------------------------------------------------------------------------------------------------------


def test_it_holds_what_comes_and_what_was(client: Client) -> None:
    make_event(title_en="Coming")
    make_past_event(title_en="Past")

    assert sorted(feed(client).titles()) == ["Coming", "Past"]


@pytest.mark.database
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["English", "Gathering", "Part", "Spanish"]),
        ("?kind=convening", ["Gathering"]),
        ("?kind=webinar", ["English", "Part", "Spanish"]),
        ("?series={series}", ["English"]),
        ("?program={program}", ["Spanish"]),
        ("?follow=es", ["Spanish"]),
        ("?follow=en", ["English", "Gathering", "Part", "Spanish"]),
        ("?kind=webinar&follow=es&discreet=0", ["Spanish"]),
        ("?utm_source=letter", ["English", "Gathering", "Part", "Spanish"]),
    ],
)
def test_a_reader_chooses_among_all_by_series_program_kind_and_language(
    client: Client, query: str, titles: list[str]
) -> None:
    series, program = make_series(), make_program()
    make_event(title_en="English", series=series, languages=("en",))
    spanish = make_event(title_en="Spanish", program=program, languages=("en",))
    make_slot(spanish)
    part = make_event(title_en="Part", languages=("en",))
    make_slot(part, ends_at=part.starts_at + timedelta(hours=1))
    make_event(title_en="Gathering", kind="convening", languages=("en",))

    found = feed(client, query.format(series=series.pk, program=program.pk))

    assert sorted(found.titles()) == titles


@pytest.mark.parametrize(
    "query",
    [
        "?series=999", "?program=999", "?series=x", "?kind=party", "?follow=xx", "?topic=1", "?year=2026",
        "?recording=1", "?discreet=yes",
    ],
)  # fmt: skip
def test_a_calendar_that_nobody_offers_is_not_found_instead_of_being_all_events(client: Client, query: str) -> None:
    make_event()

    assert client.get(localized_reverse("calendar", "en") + query).status_code == 404


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"listed": False}, {"publish_at": NOW + MONTH}])
def test_what_is_hidden_is_in_no_calendar_and_names_none(client: Client, state: dict) -> None:
    hidden = make_series(title_en="Secret", **state)
    make_event(title_en="Secret", **state)
    make_event(series=hidden)

    assert "secret" not in feed(client).text.lower()
    assert client.get(f"{localized_reverse('calendar', 'en')}?series={hidden.pk}").status_code == 404


def test_an_unlisted_event_has_a_file_of_its_own_and_a_draft_has_none(client: Client) -> None:
    def status(event: Event) -> int:
        return client.get(localized_reverse("event-calendar", "en", {"entry": f"{event.pk}-webinar"})).status_code

    assert status(make_event(listed=False)) == 200
    assert [status(make_event(**state)) for state in ({"publication": "draft"}, {"publish_at": NOW + MONTH})] == [
        404
    ] * 2


def test_a_file_moves_with_the_title(client: Client) -> None:
    event = make_event(title_en="Another title")
    old = localized_reverse("event-calendar", "en", {"entry": f"{event.pk}-title"})

    response = client.get(f"{old}?discreet=1")

    new = localized_reverse("event-calendar", "en", {"entry": f"{event.pk}-another-title"})
    assert (response.status_code, response["Location"]) == (302, f"{new}?discreet=1")


def test_a_calendar_with_nothing_in_it_is_one_too(client: Client) -> None:
    found = feed(client)

    assert (found.entries, found.calendar.timezones) == ([], [])


def test_each_event_has_its_own_languages_and_services(client: Client) -> None:
    for title, languages in {"First": ("en", "es"), "Second": (), "Third": ("pt",)}.items():
        event = make_event(title_en=title, languages=languages)
        if title != "Second":
            make_slot(event, service="captions", to_language=languages[0])

    said = {entry.summary: entry.description for entry in feed(client).entries}

    assert said["First"].startswith("English: Spoken from the stage, along with Spanish.\n")
    assert "The languages of this event are not announced yet." in said["Second"]
    assert "aptions" not in said["Second"]
    assert "Português: Spoken from the stage." in said["Third"] or "Portuguese: Spoken from the stage." in said["Third"]
    assert "live captions in Portuguese" in said["Third"]


def test_a_change_is_told_in_the_readers_language(client: Client) -> None:
    make_event(title_en="Stories", title_es="Historias", occurrence="postponed")
    change(make_event(title_en="Walks", title_es="Caminatas"), occurrence="cancelled")

    assert sorted(feed(client, language="es").titles()) == ["Se canceló: Caminatas", "Se pospuso: Historias"]
    assert sorted(feed(client, "?discreet=1", language="es").titles()) == ["Se canceló: Cita", "Se pospuso: Cita"]


# An event's life ----------------------------------------------------------------------------------------------------


def test_an_event_stays_itself_while_it_is_put_off_moved_postponed_and_cancelled(
    client: Client, time_machine: Any
) -> None:
    event = make_event(title_en="Stories", title_es="Historias")
    steps = [
        {},
        {"title_en": "True stories"},
        {"starts_at": event.starts_at + MONTH, "ends_at": event.ends_at + MONTH},
        {"venue": "Union Hall", "attendance_mode": "hybrid"},
        {"occurrence": "postponed"},
        {"occurrence": "scheduled"},
        {"occurrence": "cancelled"},
    ]
    walk = []
    for day, fields in enumerate(steps):
        time_machine.move_to(NOW + timedelta(days=day), tick=False)
        change(event, **fields)
        entry, spanish = feed(client).only, feed(client, language="es").only
        assert (spanish.uid, spanish.sequence, spanish.status) == (entry.uid, entry.sequence, entry.status)
        assert entry.uid == str(event.uid)
        walk.append((entry.sequence, entry.status, entry.summary, entry.modified))

    days = [NOW + timedelta(days=day) for day in range(len(steps))]
    assert walk == [
        (0, "CONFIRMED", "Stories", days[0]),
        (0, "CONFIRMED", "True stories", days[1]),
        (1, "CONFIRMED", "True stories", days[2]),
        (2, "CONFIRMED", "True stories", days[3]),
        (3, "TENTATIVE", "Postponed: True stories", days[4]),
        (4, "CONFIRMED", "True stories", days[5]),
        (5, "CANCELLED", "Cancelled: True stories", days[6]),
    ]


@pytest.mark.database
def test_a_cancelled_event_stays_for_thirty_days(client: Client, time_machine: Any) -> None:
    event = make_event(starts_at=NOW + 3 * MONTH)
    change(event, occurrence="cancelled")

    found = {}
    for days in (0, 29, 30, 31):
        time_machine.move_to(NOW + timedelta(days=days), tick=False)
        found[days] = feed(client).titles()

    assert found == {0: ["Cancelled: Webinar"], 29: ["Cancelled: Webinar"], 30: [], 31: []}


def test_a_note_that_is_added_later_does_not_bring_a_cancelled_event_back(client: Client, time_machine: Any) -> None:
    event = make_event(starts_at=NOW + 3 * MONTH)
    change(event, occurrence="cancelled")
    time_machine.move_to(NOW + timedelta(days=40), tick=False)

    change(event, occurrence_note_en="No room.")

    assert feed(client).titles() == []


def test_an_event_that_nobody_knew_of_is_not_told_as_cancelled(client: Client) -> None:
    event = make_event(publication="draft")
    change(event, occurrence="cancelled")

    change(event, publication="published")

    assert feed(client).titles() == []


# What it says of itself ---------------------------------------------------------------------------------------------


def test_a_calendar_has_a_name_a_source_and_an_interval(client: Client) -> None:
    series = make_series(title_en="WINS", title_es="WINS")

    found = feed(client, f"?follow=es&series={series.pk}&kind=webinar").calendar

    address = f"http://testserver/en/events/calendar.ics?kind=webinar&series={series.pk}&follow=es"
    assert found["NAME"] == found["X-WR-CALNAME"] == "CIWO: WINS · Webinars · Events to follow in Spanish"
    assert found["SOURCE"] == address
    assert found["URL"] == f"http://testserver{localized_reverse('subscribe', 'en')}"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert found["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert found["X-PUBLISHED-TTL"] == "PT6H"
    assert {"METHOD", "X-WR-TIMEZONE"} & found.keys() == set()


def test_calendars_of_different_choices_have_different_names_for_programs(client: Client) -> None:
    uids = [
        feed(client, query, language).calendar["UID"] for query in ("", "?kind=webinar") for language in ("en", "es")
    ]

    assert len(set(uids)) == 4
    assert feed(client).calendar["UID"] == uids[0]


def test_a_subscription_takes_nobodys_time_and_a_single_file_does(client: Client) -> None:
    event = make_event()

    assert feed(client).raw["TRANSP"] == "TRANSPARENT"
    assert (
        "TRANSP" not in fetch(client, localized_reverse("event-calendar", "en", {"entry": f"{event.pk}-webinar"})).raw
    )


def test_a_discreet_calendar_tells_nobody_whose_it_is(client: Client) -> None:
    series = make_series(title_en="WINS")
    event = make_event(title_en="Organizing", series=series, occurrence="postponed")

    found = feed(client, f"?series={series.pk}&discreet=1")

    assert (found.only.summary, found.only.description) == ("Postponed: Appointment", f"No. {event.pk}")
    assert found.calendar["NAME"] == found.calendar["X-WR-CALNAME"] == "Appointments"
    assert {"SOURCE", "URL"} & found.calendar.keys() == set()
    for told in ("ciwo", "wins", "organizing", "testserver", "http"):
        assert told not in found.text.lower()


def test_every_zone_that_is_needed_comes_along_once(client: Client) -> None:
    for zone in ("America/New_York", "Europe/Madrid", "America/New_York", "UTC"):
        make_event(time_zone=zone)
    make_event(time_zone="Asia/Manila", all_day=True, ends_at=None)

    assert [zone.tz_name for zone in feed(client).calendar.timezones] == ["America/New_York", "Europe/Madrid"]


def test_the_words_are_in_the_language_of_the_address_whatever_is_active_meanwhile(client: Client) -> None:
    make_event(title_es="Historias", languages=("es",))
    response = client.get(localized_reverse("calendar", "es"))

    client.get(localized_reverse("home", "en"))  # the thread speaks English by the time that the calendar is written
    content = b"".join(response).decode()

    assert "SUMMARY;LANGUAGE=es:Historias" in content
    assert "Se habla en el evento." in content


# What it costs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def many() -> Callable[[int], None]:
    """Events with a language and two services each."""

    def make(count: int) -> None:
        series, provider = make_series(), make_organization()
        events = []
        for number in range(count):
            start = NOW + timedelta(hours=number)
            event = Event(
                title_en=f"Webinar {number}",
                title_es=f"Seminario {number}",
                summary_en="A summary. " * 20,
                body_en="<p>A text.</p>" * 200,
                publication="published",
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                time_zone="America/New_York",
                series=series,
            )
            event.settle_time()
            events.append(event)
        Event.objects.bulk_create(events)
        EventLanguage.objects.bulk_create(EventLanguage(event=event, language="en") for event in events)
        InterpretationSlot.objects.bulk_create(
            InterpretationSlot(
                event=event, from_language="en", to_language=to, service=service, status="confirmed", provider=provider
            )
            for event in events
            for to, service in (("es", "simultaneous"), ("en", "captions"))
        )

    return make


@pytest.mark.database
@pytest.mark.parametrize("count", [1, 3, 403], ids=["one event", "three events", "more than two chunks"])
def test_any_number_of_events_costs_the_same_queries(
    client: Client, many: Callable[[int], None], django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    many(count)

    with django_assert_num_queries(QUERIES):
        content = b"".join(client.get(localized_reverse("calendar", "en"))).replace(b"\r\n ", b"")

    assert content.count(b"BEGIN:VEVENT\r\n") == content.count(b"Confirmed: live captions in English.") == count


def test_a_long_calendar_is_never_in_memory_at_once(
    many: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    many(800)
    monkeypatch.setattr("events.calendar.rows.CHUNK", 20)
    style = EntryStyle("en", "https://site.example/en/events/{}/", is_subscription=True)

    def written_and_peak(events: EventQuerySet) -> tuple[int, int]:
        pieces = calendar(calendar_rows(events, NOW), zones_of(events), (), style, NOW)
        tracemalloc.start()
        try:
            return sum(map(len, pieces)), tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    events = Event.objects.in_calendars(NOW)
    written_and_peak(events.filter(starts_at=NOW))  # words that are kept from then on
    some = written_and_peak(events.filter(starts_at__lt=NOW + timedelta(hours=200)))
    everything = written_and_peak(events)

    assert everything[0] > 3.5 * some[0] > 500_000
    assert everything[1] < some[1] + 50_000


def test_a_calendar_is_sent_compressed_piece_by_piece(client: Client) -> None:
    make_event()

    response = client.get(localized_reverse("calendar", "en"), headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert response.streaming
    assert "Content-Length" not in response
