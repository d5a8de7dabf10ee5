"""The catalog as open data, read back as JSON and as CSV: what readers see, and nothing more."""

import csv
import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries, Settings

from ciwo_site.addresses import localized_reverse
from ciwo_site.open_data.sets import SETS
from events.models import Event
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
    pdf_file,
)
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

HIDDEN = [
    pytest.param({"publication": "draft"}, id="draft"),
    pytest.param({"publication": "review"}, id="in review"),
    pytest.param({"publish_at": NOW + timedelta(minutes=1)}, id="not due yet"),
    pytest.param({"listed": False}, id="unlisted"),
]


def address(name: str, extension: str = "json", language: str = "en") -> str:
    return localized_reverse(f"open-data-{extension}", language, {"name": name})


def items(client: Client, name: str, language: str = "en") -> list[dict[str, Any]]:
    return json.loads(client.get(address(name, "json", language)).content)["items"]


def table(client: Client, name: str, language: str = "en") -> list[dict[str, str]]:
    content = client.get(address(name, "csv", language)).content
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def next_link(response: HttpResponse) -> str | None:
    links = dict(reversed(link.split("; ", 1)) for link in response.headers["Link"].split(", "))
    return links['rel="next"'].strip("<>") if 'rel="next"' in links else None


# What is in it ------------------------------------------------------------------------------------------------------------


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

    assert len(fetched) == 6
    assert {response.status_code for response in fetched} == {200}
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


# What is not in it --------------------------------------------------------------------------------------------------------


def every_word(client: Client) -> str:
    files = [(name, extension, code) for name in SETS for extension in ("json", "csv") for code in ("en", "es")]
    return "".join(client.get(address(*file)).content.decode() for file in files).lower()


@pytest.mark.parametrize("state", HIDDEN)
def test_no_data_tell_of_what_is_hidden(client: Client, state: dict) -> None:
    secret = state | {"title_en": "Secret", "title_es": "Secreto"}
    series, program, guide = make_series(**secret), make_program(**secret), make_guide(**secret)
    make_guide_edition(guide)
    hidden, past = make_event(**secret), make_past_event(**secret)
    make_material(past, file=pdf_file())
    make_recording(past, title_en="Secret", title_es="Secreto")
    shown = make_event(series=series, program=program, guides=[guide], title_en="Seen")
    make_cohost(shown, program=program)
    make_guide(program=program, title_en="Seen")
    person = make_person()
    make_affiliation(person, program=program, role_en="Secret", role_es="Secreto")
    make_speaker(shown, person=person)
    make_speaker(hidden, person=person)

    told = every_word(client)

    assert ("secret" in told, told.count('"text": "seen"')) == (False, 2)
    assert [(item["series_number"], item["program_number"], item["guides"]) for item in items(client, "events")] == [
        (None, None, [])
    ]
    assert (items(client, "materials"), items(client, "editions")) == ([], [])


def test_notes_interpreters_and_unnamed_people_are_in_no_data(client: Client) -> None:
    showcase = make_showcase()
    for slot in showcase.upcoming.slots.all():
        slot.notes = "Secret: paid already"
        slot.save()
        slot.interpreters.create(name="Secret Interpreter", contact="secret@interpreters.example")
    Event.objects.update(run_of_show="Secret")
    unnamed = make_person(name="Secret Person", named_publicly=False, pronunciation="Secret")
    for event in Event.objects.all():
        make_speaker(event, person=unnamed)
    showcase.program.contact = make_affiliation(unnamed, program=showcase.program)
    showcase.program.save()
    make_speaker(make_event(people_named=False), person=make_person(name="Secret Guest"))
    make_material(showcase.past, link="", title_en="Secret plans")
    make_guide_edition(showcase.guide, version=7, published=False)

    told = every_word(client)

    assert "secret" not in told
    assert "ana torres" in told
    assert {item["version"] for item in items(client, "editions")} == {1, 2}


def test_only_who_may_register_now_is_told_where(client: Client) -> None:
    link = "https://register.example/"
    make_event(registration_link=link)
    make_event(registration_link=link, registration_opens_at=NOW + timedelta(days=1))
    make_past_event(registration_link=link)
    make_event(registration_link=link, occurrence="cancelled")

    assert [item["registration_url"] for item in items(client, "events")] == [link, None, None, None]


# Tables -------------------------------------------------------------------------------------------------------------------

AWKWARD = [
    "a; b, c\\d",
    "two\nlines",
    "🦄 ñandú",
    "]]>",
    "</script>",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    '"q"',
    "x" * 300,
]


@pytest.mark.parametrize("title", AWKWARD)
def test_a_title_comes_back_from_json_and_from_csv(client: Client, title: str) -> None:
    make_event(title_en=title)

    (item,), (row,) = items(client, "events"), table(client, "events")

    guarded = f"'{title}" if title[0] in "=+-@'" else title
    assert (item["title"]["text"], row["title"], row["title_language"]) == (title, guarded, "en")


def test_no_cell_is_a_formula(client: Client) -> None:
    formula = "=HYPERLINK(1)"
    organization = make_organization(name_en=formula, web_page="https://center.example/")
    event = make_event(
        title_en=formula, summary_en=formula, venue=formula, place_en=formula, body_en=f"<p>{formula}</p>"
    )
    make_speaker(event, person=make_person(name=formula))
    make_cohost(event, organization=organization)
    event.topics.add(make_topic(name_en=formula))
    make_material(make_past_event(), title_en=formula)
    make_guide_edition(make_guide(title_en=formula))

    cells = [cell for name in SETS for row in table(client, name) for cell in row.values()]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert cells.count(f"'{formula}") == 11


def test_a_table_says_what_the_json_says(client: Client) -> None:
    make_showcase()

    for name, dataset in SETS.items():
        for item, row in zip(items(client, name, "es"), table(client, name, "es"), strict=True):
            for field in dataset.fields:
                value, cell = item[field.name], row[field.name]
                if isinstance(value, dict):
                    assert (row[f"{field.name}_language"], cell) == (value["language"], value["text"])
                elif isinstance(value, list):
                    names = [each["name"] if isinstance(each, dict) else str(each) for each in value]
                    assert cell == "; ".join(names)
                else:
                    assert cell == ("" if value is None else str(value)), (name, field.name)


def test_a_table_opens_in_a_spreadsheet_with_its_accents(client: Client) -> None:
    make_event(title_es="Años")

    response = client.get(address("events", "csv", "es"))

    assert response.content.startswith(b"\xef\xbb\xbfnumber,url,short_url,")
    assert b"\r\n" in response.content
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == 'attachment; filename="events-es.csv"'


# Fetching -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", ["json", "csv"])
def test_a_set_can_be_read_page_by_page(client: Client, settings: Settings, extension: str) -> None:
    settings.DATA_PER_PAGE = 2
    numbers = [make_event().pk for _row in range(5)]
    found, pages, url = [], 0, f"http://testserver{address('events', extension)}"

    while url:
        response = client.get(url)
        if extension == "json":
            page = json.loads(response.content)
            assert (page["next"], page["total"], page["pages"], page["page"]) == (next_link(response), 5, 3, pages + 1)
            found += [item["number"] for item in page["items"]]
        else:
            rows = csv.DictReader(StringIO(response.content.decode("utf-8-sig"), newline=""))
            found += [int(row["number"]) for row in rows]
        url, pages = next_link(response), pages + 1

    assert (found, pages) == (numbers, 3)


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "1.0", "01", "9" * 30, "%00", "\u0661"])
def test_a_page_that_is_none_is_not_found(client: Client, page: str) -> None:
    make_event()

    assert client.get(f"{address('events')}?page={page}").status_code == 404


def test_a_set_that_is_none_is_not_found(client: Client) -> None:
    assert [client.get(address(name)).status_code for name in ("people", "Events", "x" * 500)] == [404] * 3
    assert client.get("/en/data/events.xml").status_code == 404


def test_an_empty_catalog_has_data_too(client: Client) -> None:
    for name in SETS:
        page = json.loads(client.get(address(name)).content)

        assert (page["items"], page["total"], page["pages"], page["next"]) == ([], 0, 1, None)
        assert table(client, name) == []


def test_any_site_may_fetch_them_and_no_other_page_of_ours(client: Client) -> None:
    showcase = make_showcase()
    cors = {"Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Expose-Headers"}

    for name in SETS:
        for extension in ("json", "csv"):
            headers = client.get(address(name, extension), headers={"origin": "https://elsewhere.example"}).headers
            assert headers["Access-Control-Allow-Origin"] == "*"
            assert headers["Access-Control-Expose-Headers"] == "ETag, Link"
            assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert "Access-Control-Allow-Credentials" not in headers
    for page in (*showcase.every_address().values(), localized_reverse("upcoming-feed", "en"), "/sitemap.xml"):
        headers = client.get(page).headers
        assert cors & set(headers) == set(), page
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", page


def test_a_browser_may_ask_first(client: Client) -> None:
    response = client.options(address("events"), headers={"origin": "https://elsewhere.example"})

    names = ("Allow", "Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers")
    assert (response.status_code, response.content) == (204, b"")
    assert [response.headers[name] for name in names] == [
        "GET, HEAD, OPTIONS",
        "*",
        "GET, HEAD, OPTIONS",
        "If-Modified-Since, If-None-Match",
    ]
    assert client.post(address("events")).status_code == 405
    assert (client.head(address("events")).status_code, client.head(address("events")).content) == (200, b"")


@pytest.mark.parametrize("extension", ["json", "csv"])
def test_data_are_sent_once_and_then_only_when_they_changed(client: Client, extension: str) -> None:
    speaker = make_speaker(make_event())
    first = client.get(address("events", extension))
    known = {"if-none-match": first.headers["ETag"]}
    again = client.get(address("events", extension), headers=known)

    speaker.person.named_publicly = False
    speaker.person.save()
    changed = client.get(address("events", extension), headers=known)

    assert (again.status_code, again.content, again.headers["Access-Control-Allow-Origin"]) == (304, b"", "*")
    assert again.headers["Link"] == first.headers["Link"]
    assert (changed.status_code, "Last-Modified" in changed.headers) == (200, False)


def test_the_twin_and_the_explanation_are_linked(client: Client) -> None:
    link = client.get(address("events")).headers["Link"]

    assert link == (
        f'<http://testserver{address("events", language="es")}>; rel="alternate"; hreflang="es", '
        f'<http://testserver{localized_reverse("open-data", "en")}>; rel="describedby"; type="text/html"'
    )


QUERIES = {"events": 11, "series": 2, "materials": 2, "programs": 6, "guides": 3, "editions": 2}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), QUERIES.items())
def test_a_set_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int, rows: int
) -> None:
    for _row in range(rows):
        program = make_program()
        program.organizations.add(make_organization())
        program.cohorts.create(name_en="2026")
        program.contact = make_affiliation(make_person(), program=program)
        program.save()
        tied = {"series": make_series(organization=make_organization()), "program": program, "topics": [make_topic()]}
        event = make_event(**tied, guides=[make_guide()], languages=("en",))
        make_slot(event, provider=make_organization())
        make_affiliation(make_speaker(event).person)
        make_affiliation(make_speaker(event).person, program=program)
        make_cohost(event, organization=make_organization())
        make_cohost(event, program=program)
        make_material(event, file=pdf_file())
        make_guide_edition(make_guide(program=program))

    with django_assert_num_queries(queries):
        assert len(items(client, name)) >= rows


# The page that explains it ------------------------------------------------------------------------------------------------


def test_the_page_explains_every_field_of_every_set(client: Client) -> None:
    make_event()

    page = JustHTML(client.get(localized_reverse("open-data", "en")).content, sanitize=False)

    explained = [node.to_text() for node in page.query(".data-fields dt")]
    assert explained == [field.name for dataset in SETS.values() for field in dataset.fields]
    assert [node.attrs["id"] for node in page.query("main h2")][2:] == list(SETS)
    assert "1 row now." in page.query("section.fact")[2].to_text()


def test_its_links_lead_to_every_page_of_every_file(client: Client, settings: Settings) -> None:
    settings.DATA_PER_PAGE = 1
    make_event(), make_event()

    page = JustHTML(client.get(localized_reverse("open-data", "es")).content, sanitize=False)
    links = [link.attrs["href"] for link in page.query("section .data-files a")]

    assert len(links) == 2 * len(SETS) + 1
    assert {client.get(link).status_code for link in links} == {200}
    assert links[:3] == [
        address("events", "json", "es"),
        *(address("events", "csv", "es") + end for end in ("", "?page=2")),
    ]
    assert {link[:4] for link in links} == {"/es/"}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _row in range(rows):
        make_material(make_event(series=make_series()))

    with django_assert_num_queries(6):
        client.get(localized_reverse("open-data", "en"))
