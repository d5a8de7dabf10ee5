"""Fetching open data: page by page, from any site, and only what changed."""

import csv
import json
from io import StringIO

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from ciwo_site.addresses import localized_reverse
from ciwo_site.open_data.sets import SETS
from tests.factories import (
    AT_NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_person,
    make_program,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
    pdf_file,
)
from tests.open_data.sets import address, items, table
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]


def next_link(response: HttpResponse) -> str | None:
    links = dict(reversed(link.split("; ", 1)) for link in response.headers["Link"].split(", "))
    return links['rel="next"'].strip("<>") if 'rel="next"' in links else None


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
