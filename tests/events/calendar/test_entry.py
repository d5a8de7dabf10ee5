"""One event in a calendar: what it says, in which language, and what it keeps to itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import entry_address
from events.calendar.entry import EntryStyle
from events.calendar.feed import calendar, zones_of_row
from events.calendar.lines import one_line
from events.calendar.rows import COLUMNS, TEXTS, CalendarRow, calendar_rows
from events.models import Event
from tests.events.calendar.readers import Entry, Read, fetch, read
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
    make_speaker,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

EVENING = datetime(2026, 4, 7, 22, tzinfo=UTC)  # 6 p.m. in New York
REGISTER = "https://register.example/1?a=b,c;d"


def file_of(client: Client, event: Event, language: str = "en", query: str = "") -> Read:
    return fetch(client, f"{address_of(event, language)}{query}")


def address_of(event: Event, language: str = "en") -> str:
    return localized_reverse("event-calendar", language, {"entry": entry_address(event, language=language)})


def entry_of(client: Client, event: Event, language: str = "en") -> Entry:
    return file_of(client, event, language).only


def written(event: Event, at: datetime = NOW) -> Read:
    """The event's calendar, without HTTP."""
    [row] = calendar_rows(Event.objects.filter(pk=event.pk), at)
    style = EntryStyle("en", "https://site.example/en/events/{}/")
    return read(calendar([row], zones_of_row(row), (), style, at))


def test_an_event_says_what_it_is_when_and_where_to_read_more(client: Client) -> None:
    event = make_event(
        starts_at=EVENING,
        title_en="Sharing stories",
        summary_en="Why stories move people.",
        languages=("en",),
        registration_link=REGISTER,
        registration_closes_at=EVENING - timedelta(days=2),
        series=make_series(title_en="WINS"),
        program=make_program(title_en="Build the Bench"),
    )
    make_slot(event, both_ways=True)
    make_slot(event, service="sign_language", to_language="ase", status="requested")

    entry = entry_of(client, event)

    assert entry == Entry(
        uid=str(event.uid),
        sequence=0,
        status="CONFIRMED",
        start=EVENING,
        end=EVENING + timedelta(hours=2),
        summary="Sharing stories",
        summary_language="en",
        description="Why stories move people.\n\n"
        "English: Spoken from the stage. Confirmed: live interpretation between English and Spanish.\n"
        "Español: Confirmed: live interpretation between English and Spanish.\n"
        "Requested, not confirmed yet: interpretation into American Sign Language. We will say here if it is confirmed.\n\n"
        f"Register: {REGISTER}\nRegistration closes on April 5, 2026.\n\n"
        f"http://testserver/en/events/{event.pk}-sharing-stories/",
        description_language="en",
        location=f"Online; register at {REGISTER}",
        url=f"http://testserver/en/events/{event.pk}-sharing-stories/",
        categories=("Webinar", "WINS", "Build the Bench"),
        stamp=NOW,
        modified=NOW,
    )


def test_each_language_has_its_own_words_and_page_and_the_same_uid(client: Client) -> None:
    event = make_event(title_en="Sharing stories", title_es="Compartiendo historias", summary_es="Por qué.")

    english, spanish = entry_of(client, event), entry_of(client, event, "es")

    assert (spanish.uid, spanish.sequence, spanish.start) == (english.uid, english.sequence, english.start)
    assert (spanish.summary, spanish.summary_language) == ("Compartiendo historias", "es")
    assert spanish.description.startswith("Por qué.")
    assert (spanish.description_language, english.description_language) == ("es", "en")
    assert spanish.url.endswith(event.address("es"))


def test_a_borrowed_text_says_whose_it_is(client: Client) -> None:
    event = make_event(title_en="", title_es="Compartiendo historias", summary_es="Por qué.", summary_en="")

    entry = entry_of(client, event)

    assert (entry.summary, entry.summary_language) == ("Compartiendo historias", "es")
    assert entry.description.startswith("This title exists only in Spanish.\nIn Spanish: Por qué.\n")
    assert entry.description_language == "en"


def test_a_category_says_the_language_that_its_name_is_in(client: Client) -> None:
    event = make_event(series=make_series(title_en="", title_es="Serie"))

    text = file_of(client, event).text

    assert "CATEGORIES;LANGUAGE=en:Webinar\r\nCATEGORIES;LANGUAGE=es:Serie\r\n" in text


@pytest.mark.parametrize(
    ("occurrence", "status", "prefix"),
    [
        ("scheduled", "CONFIRMED", ""),
        ("postponed", "TENTATIVE", "Postponed: "),
        ("cancelled", "CANCELLED", "Cancelled: "),
    ],
)
def test_a_change_of_occurrence_is_in_the_status_and_before_the_title(
    client: Client, occurrence: str, status: str, prefix: str
) -> None:
    event = make_event(occurrence=occurrence, occurrence_note_en="Snow.", registration_link=REGISTER)

    entry = entry_of(client, event)

    assert (entry.status, entry.summary) == (status, f"{prefix}Webinar")
    assert ("Snow." in entry.description, REGISTER in entry.description + entry.location) == (
        occurrence != "scheduled",
        occurrence == "scheduled",
    )
    assert ("TRANSP:TRANSPARENT" in file_of(client, event).text) == (occurrence != "scheduled")


def test_a_day_without_an_hour_is_a_date(client: Client) -> None:
    event = make_event(starts_at=EVENING, ends_at=None, all_day=True)

    found = file_of(client, event)

    assert (found.only.start, found.only.end) == (date(2026, 4, 7), None)
    assert "The time is not announced yet." in found.only.description
    assert found.calendar.timezones == []


def test_several_days_end_with_the_day_after_the_last(client: Client) -> None:
    event = make_event(starts_at=EVENING, ends_at=EVENING + timedelta(days=2), all_day=True)

    entry = entry_of(client, event)

    assert (entry.start, entry.end) == (date(2026, 4, 7), date(2026, 4, 10))


def test_an_unknown_end_is_left_open(client: Client) -> None:
    found = file_of(client, make_event(starts_at=EVENING, ends_at=None))

    assert (found.only.start, found.only.end) == (EVENING, None)
    assert "DURATION" not in found.text
    assert "Nobody has said yet when it ends." in found.only.description


def test_a_date_that_was_announced_before_is_told(client: Client) -> None:
    event = make_event(starts_at=EVENING)
    event.starts_at, event.ends_at = EVENING + MONTH, None
    event.save()

    assert "It was first announced for April 7, 2026." in entry_of(client, event).description


@pytest.mark.parametrize(
    ("fields", "location"),
    [
        ({}, "Online"),
        ({"attendance_mode": "in_person", "venue": "Union Hall", "place_en": "Syracuse"}, "Union Hall, Syracuse"),
        ({"attendance_mode": "in_person", "place_es": "Siracusa"}, "Siracusa"),
        ({"attendance_mode": "in_person"}, ""),
        ({"attendance_mode": "hybrid", "venue": "Union Hall"}, "Union Hall; also online"),
        ({"attendance_mode": "hybrid", "registration_link": REGISTER}, f"Online; register at {REGISTER}"),
    ],
)
def test_the_place_helps_where_it_is_all_that_is_shown(client: Client, fields: dict, location: str) -> None:
    assert entry_of(client, make_event(**fields)).location == location


def test_what_is_over_asks_nobody_to_register_and_speaks_of_the_past(client: Client) -> None:
    event = make_past_event(registration_link=REGISTER, languages=("en",))
    make_slot(event, status="requested")

    entry = entry_of(client, event)

    assert REGISTER not in entry.description + entry.location
    assert "Español: There was no interpretation." in entry.description
    assert "equested" not in entry.description


def test_only_a_part_with_hours_of_its_own_tells_them(client: Client) -> None:
    event = make_event(starts_at=EVENING, languages=("en",))
    make_slot(event, ends_at=EVENING + timedelta(hours=1))

    description = entry_of(client, event).description

    assert "Confirmed for a part of the event only: live interpretation from English into Spanish." in description
    assert "6:00–7:00" in description


def test_registration_that_is_not_open_yet_says_when(client: Client) -> None:
    event = make_event(registration_link=REGISTER, registration_opens_at=NOW + timedelta(days=3))

    assert f"Register: {REGISTER}\nRegistration opens on March 13, 2026." in entry_of(client, event).description


def test_nothing_private_is_in_it(client: Client) -> None:
    provider = make_organization(name_en="Secret Cooperative")
    event = make_event(
        people_named=False,
        run_of_show="Secret show",
        series=make_series(title_en="Secret series", publication="draft"),
        program=make_program(title_en="Secret program", listed=False),
    )
    slot = make_slot(event, notes="Secret note", how_to_join_en="Secret channel", provider=provider)
    slot.interpreters.create(name="Secret Person", contact="secret@example.org")
    make_speaker(event)

    found = file_of(client, event)

    assert "secret" not in found.text.lower()
    assert "Ana Torres" not in found.text
    assert [part.name for part in found.calendar.walk() if part.name == "VALARM"] == []
    assert {"GEO", "ORGANIZER", "ATTENDEE", "CONFERENCE", "METHOD"} & (
        found.raw.keys() | found.calendar.keys()
    ) == set()


def test_a_discreet_file_tells_the_time_and_nothing_else(client: Client) -> None:
    event = make_event(
        starts_at=EVENING,
        title_en="Organizing at Amazon",
        series=make_series(title_en="WINS"),
        venue="Union Hall",
        attendance_mode="hybrid",
        registration_link=REGISTER,
        languages=("en",),
    )

    found = file_of(client, event, query="?discreet=1")

    assert found.only == Entry(
        uid=str(event.uid),
        sequence=0,
        status="CONFIRMED",
        start=EVENING,
        end=EVENING + timedelta(hours=2),
        summary="Appointment",
        summary_language="en",
        description=f"No. {event.pk}",
        description_language="en",
        location="",
        url="",
        categories=(),
        stamp=NOW,
        modified=NOW,
    )
    assert found.raw["CLASS"] == "PRIVATE"
    for told in ("ciwo", "wins", "amazon", "hall", "testserver", "http", "register", "english"):
        assert told not in found.text.lower()


def test_a_discreet_file_has_a_neutral_name(client: Client) -> None:
    event = make_event(title_en="Organizing at Amazon")

    response = client.get(f"{address_of(event)}?discreet=1")

    assert response["Content-Disposition"] == 'inline; filename="appointment.ics"'
    named = client.get(address_of(event))["Content-Disposition"]
    assert named == f'inline; filename="{event.pk}-organizing-at-amazon.ics"'


# Clocks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "starts_at"),
    [
        ("America/New_York", datetime(2026, 3, 8, 6, 30, tzinfo=UTC)),  # 1:30, half an hour before the gap
        ("America/New_York", datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),  # the first moment after it
        ("America/New_York", datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),  # 3:30
        ("America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),  # the first 1:30
        ("America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),  # the second 1:30
        ("America/New_York", datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),  # 3:30
        ("Europe/Madrid", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),  # 1:30
        ("Europe/Madrid", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 3:30
        ("Europe/Madrid", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first 2:30
        ("Europe/Madrid", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # the second 2:30
        ("Europe/Madrid", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),  # 3:30
        ("America/Santiago", datetime(2026, 9, 6, 4, 0, tzinfo=UTC)),  # a midnight that is skipped
        ("America/New_York", datetime(2028, 2, 29, 5, 0, tzinfo=UTC)),  # midnight of a leap day
        ("America/New_York", datetime(2027, 1, 1, 4, 59, tzinfo=UTC)),  # the last minute of a year
        ("UTC", datetime(2026, 6, 1, 0, 0, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 6, 1, 18, 30, tzinfo=UTC)),  # midnight there
    ],
)
def test_two_readers_find_the_moment_that_was_meant(zone: str, starts_at: datetime) -> None:
    """`read` compares what each makes of the zone; vobject knows only the one that the file describes."""
    entry = written(make_event(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), time_zone=zone)).only

    assert (entry.start, entry.end) == (starts_at, starts_at + timedelta(hours=1))


@pytest.mark.parametrize(
    ("zone", "starts_at", "days"),
    [
        ("America/New_York", datetime(2026, 3, 8, 12, tzinfo=UTC), (date(2026, 3, 8), None)),  # 23 hours
        ("America/New_York", datetime(2026, 11, 1, 12, tzinfo=UTC), (date(2026, 11, 1), None)),  # 25 hours
        ("America/Santiago", datetime(2026, 9, 6, 12, tzinfo=UTC), (date(2026, 9, 6), None)),  # begins at 1:00
        ("Asia/Manila", datetime(2028, 2, 28, 17, tzinfo=UTC), (date(2028, 2, 29), None)),
    ],
)
def test_a_dated_event_is_on_its_own_day(zone: str, starts_at: datetime, days: tuple) -> None:
    entry = written(make_event(starts_at=starts_at, ends_at=None, time_zone=zone, all_day=True)).only

    assert (entry.start, entry.end) == days


# Whatever people type -----------------------------------------------------------------------------------------------

typed = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300
)  # a database holds neither surrogates nor NUL


@given(title=typed, summary=typed, venue=typed, note=typed)
@example(title=";,\\\n\r\nBEGIN:VALARM", summary="END:VEVENT\r\n", venue="Hall; 2, \\n", note='"LANGUAGE=":x')
@example(title="🎉👩🏽‍🌾" * 40, summary="]]></script>", venue="=1+1", note="\x85\u2028\x0b")
@example(title="N" * 300, summary="\r", venue="\t", note="\x1b[31m")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_what_was_typed_is_what_two_readers_find(title: str, summary: str, venue: str, note: str) -> None:
    row = some_row(title_en=title, summary_en=summary, venue=venue, occurrence_note_en=note, occurrence="postponed")
    style = EntryStyle("en", "https://site.example/en/events/{}/")

    entry = read(calendar([row], zones_of_row(row), (), style, NOW)).only

    assert entry.summary == f"Postponed: {one_line(title) or '(no title yet)'}"
    assert entry.location == one_line(venue)
    assert one_line(note) in one_line(entry.description)
    assert one_line(summary) in one_line(entry.description)


def some_row(**fields: Any) -> CalendarRow:
    """What the database would give, without it."""
    texts = dict.fromkeys([*(f"{field}_{code}" for field in TEXTS for code in ("en", "es"))], "")
    values = dict.fromkeys(COLUMNS) | {
        "pk": 4,
        "sequence": 0,
        "kind": "webinar",
        "attendance_mode": "in_person",
        "starts_at": EVENING,
        "over_at": EVENING + timedelta(hours=2),
        "time_zone": "America/New_York",
        "updated_at": NOW,
    }
    return CalendarRow(**values | texts | fields, languages=(), slots=(), belongs=[])


def test_a_title_of_300_characters_without_a_space_stays_whole(client: Client) -> None:
    title = "Ñandúes" * 42 + "¡Ahora"[:6]
    event = make_event(title_es=title[:300], title_en="")

    assert entry_of(client, event, "es").summary == title[:300]
    assert "google.com" in client.get(event.address("es")).content.decode()
