"""Open data say what the pages say."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ciwo_site.open_data.sets import SETS
from events.models import Event
from tests.factories import (
    AT_NOW,
    NOW,
    make_cohost,
    make_event,
    make_guide,
    make_organization,
    make_person,
    make_program,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)
from tests.open_data.sets import address, items
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_an_event_says_what_its_page_says(client: Client) -> None:
    organization = make_organization(web_page="https://center.example/")
    topic = make_topic(name_en="Storytelling", name_es="")
    event = make_event(
        title_en="Sharing stories",
        summary_en="",
        summary_es="Resumen",
        body_en="<p>About <strong>us</strong></p>",
        series=make_series(title_en="WINS", organization=organization),
        topics=[topic],
        guides=[guide := make_guide()],
        languages=("en",),
        registration_link="https://register.example/",
    )
    make_slot(event, both_ways=True)
    make_slot(event, service="captions", status="requested")
    make_speaker(event, person=make_person(name="Ana Torres"), role_es="Panelista")
    make_speaker(event, group_en="", group_es="Lideresas de Amazon")

    (found,) = items(client, "events")

    assert found == {
        "number": event.pk,
        "url": f"http://testserver{event.address('en')}",
        "short_url": f"http://testserver/e/{event.pk}",
        "kind": "webinar",
        "attendance_mode": "online",
        "title": {"text": "Sharing stories", "language": "en"},
        "summary": {"text": "Resumen", "language": "es"},
        "body": {"text": "About us", "html": "<p>About <strong>us</strong></p>", "language": "en"},
        "recap": None,
        "when": "Thursday, April 9, 2026, 11:00\xa0a.m.–1:00\xa0p.m. ET",
        "starts_on": "2026-04-09",
        "ends_on": "2026-04-09",
        "starts_at": "2026-04-09T11:00:00-04:00",
        "ends_at": "2026-04-09T13:00:00-04:00",
        "time_zone": "America/New_York",
        "occurrence": "scheduled",
        "occurrence_note": None,
        "venue": "",
        "place": None,
        "floor_languages": ["en"],
        "followable_in": ["en", "es"],
        "language_access": ["In English", "Interpreted into Spanish", "Captions in Spanish requested"],
        "people": [
            {"name": "Ana Torres", "language": "en", "role": {"text": "Panelista", "language": "es"}},
            {"name": "Lideresas de Amazon", "language": "es", "role": None},
        ],
        "hosts": [{"name": "Organization", "language": "en", "url": "https://center.example/"}],
        "topics": [{"name": "Storytelling", "language": "en", "number": topic.pk}],
        "series": {"text": "WINS", "language": "en"},
        "series_number": event.series_id,
        "program": None,
        "program_number": None,
        "guides": [guide.pk],
        "registration_url": "https://register.example/",
        "image_url": None,
        "image_description": None,
        "updated_at": "2026-03-10T15:00:00+00:00",
    }


def test_a_program_that_hosts_has_a_whole_address(client: Client) -> None:
    make_cohost(make_event(), program=(program := make_program(title_en="Build the Bench")))

    (found,) = items(client, "events")

    address = f"http://testserver{program.address('en')}"
    assert found["hosts"] == [{"name": "Build the Bench", "language": "en", "url": address}]


def test_an_hour_that_nobody_knows_is_not_made_up(client: Client) -> None:
    make_event(all_day=True, ends_at=None, time_zone="America/Mexico_City")

    (found,) = items(client, "events")

    times = ("starts_on", "ends_on", "starts_at", "ends_at", "time_zone")
    assert [found[name] for name in times] == ["2026-04-09", None, None, None, "America/Mexico_City"]


@pytest.mark.parametrize("day", ["2026-03-08", "2026-11-01"])
@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Madrid", "Asia/Kolkata"])
def test_times_come_back_as_the_same_moments(client: Client, day: str, zone: str) -> None:
    event = make_event(starts_at=datetime.fromisoformat(f"{day}T06:30:00Z"), time_zone=zone)

    (found,) = items(client, "events")

    assert datetime.fromisoformat(found["starts_at"]) == event.starts_at
    assert datetime.fromisoformat(found["ends_at"]) == event.ends_at
    assert ZoneInfo(found["time_zone"]).key == zone


@pytest.mark.parametrize("occurrence", ["scheduled", "postponed", "cancelled"])
def test_the_languages_in_which_it_can_be_followed_are_those_of_the_lists(client: Client, occurrence: str) -> None:
    for languages, slots in {
        ("en",): [{"status": "confirmed"}],
        ("es",): [{"from_language": "es", "to_language": "en", "status": "held"}],
        (): [{"status": "confirmed", "both_ways": True}],
        ("en", "pt"): [{"to_language": "ase", "service": "sign_language"}, {"service": "captions"}],
        ("fr",): [{"starts_at": NOW + timedelta(days=30, hours=1), "from_language": "fr"}],
    }.items():
        event = make_event(languages=languages, occurrence=occurrence)
        for slot in slots:
            make_slot(event, **slot)

    found = items(client, "events")

    for language in ("en", "es", "pt", "fr", "ase"):
        listed = [event.pk for event in Event.objects.followable_in(language).order_by("pk")]
        expected = [] if occurrence == "cancelled" else listed
        assert [event["number"] for event in found if language in event["followable_in"]] == expected, language


def test_spanish_data_are_spanish_and_their_names_are_not(client: Client) -> None:
    make_event(languages=("en",), occurrence="postponed")

    (english,), (spanish,) = items(client, "events"), items(client, "events", "es")

    assert list(english) == list(spanish) == [field.name for field in SETS["events"].fields]
    assert (spanish["title"], spanish["occurrence"]) == ({"text": "Seminario web", "language": "es"}, "postponed")
    assert spanish["url"] == f"http://testserver{Event.objects.get().address('es')}"
    assert (english["language_access"], spanish["language_access"]) == (["In English"], ["En inglés"])


def test_addresses_are_translated_and_names_of_sets_are_not() -> None:
    assert [address("events", extension, "en") for extension in ("json", "csv")] == [
        "/en/data/events.json",
        "/en/data/events.csv",
    ]
    assert [address("events", extension, "es") for extension in ("json", "csv")] == [
        "/es/datos/events.json",
        "/es/datos/events.csv",
    ]


def test_every_set_has_exactly_the_fields_that_its_page_explains(client: Client) -> None:
    make_showcase()

    for name, dataset in SETS.items():
        names = [field.name for field in dataset.fields]

        assert [list(item) for item in items(client, name)] == [names] * len(items(client, name)), name
        assert items(client, name), name


def test_materials_and_editions_can_be_fetched_from_their_addresses(client: Client) -> None:
    showcase = make_showcase()
    hosted = [item for item in items(client, "materials") if item["url"].startswith("http://testserver/")]

    fetched = [client.get(item["url"]) for item in (*hosted, *items(client, "editions"))]

    assert [response.status_code for response in fetched] == [200] * 6
    assert all(response.getvalue() for response in fetched)  # to its end, where the stored file is closed
    assert {item["guide"] for item in items(client, "editions")} == {showcase.guide.pk}
    assert [item["duration_seconds"] for item in items(client, "materials")] == [3600, *[None] * 4]


def test_a_material_whose_words_can_be_read_says_where(client: Client) -> None:
    make_showcase()

    found = items(client, "materials")

    pages = [item["transcript_url"] for item in found if item["transcript_url"]]
    assert 0 < len(pages) < len(found)
    assert {client.get(page).status_code for page in pages} == {200}


def test_a_series_says_where_its_small_page_for_other_sites_is(client: Client) -> None:
    make_series(title_en="WINS", organization=make_organization(acronym_en="CIWO"))

    (found,) = items(client, "series")

    assert found["host"] == {"text": "Organization (CIWO)", "language": "en"}
    assert client.get(found["embed_url"]).status_code == 200
