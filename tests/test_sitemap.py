"""The sitemap: every page that search engines may show, in both languages, and no other."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import (
    AT_NOW,
    NOW,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_past_event,
    make_person,
    make_program,
    make_series,
    make_speaker,
)
from tests.hidden_states import HIDDEN
from tests.own_xml import read_xml
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, pytest.mark.database, AT_NOW]

ORIGIN = "http://testserver"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(client: Client, address: str = "/sitemap.xml") -> list[ElementTree.Element]:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return read_xml(response.content).findall("s:url", NAMES)


def paths(entries: list[ElementTree.Element]) -> list[str]:
    return [entry.findtext("s:loc", namespaces=NAMES).removeprefix(ORIGIN) for entry in entries]


def twins(entry: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", NAMES)}


def changed_at(client: Client, path: str) -> str | None:
    entries = {entry.findtext("s:loc", namespaces=NAMES): entry for entry in read(client)}
    return entries[ORIGIN + path].findtext("s:lastmod", namespaces=NAMES)


def test_the_sitemap_holds_every_page_that_search_engines_may_show_and_no_other(client: Client) -> None:
    showcase = make_showcase()
    named = set(paths(read(client)))

    for name, address in showcase.every_address().items():
        page = JustHTML(client.get(address).content, sanitize=False)
        is_open = not page.query('meta[name="robots"][content="noindex"]') and "?" not in address

        assert (address in named) == is_open, name


def test_every_page_is_named_once_in_each_language(client: Client) -> None:
    make_showcase()

    found = paths(read(client))

    assert len(found) == len(set(found))
    assert sum(path.startswith("/en/") for path in found) == sum(path.startswith("/es/") for path in found)


def test_an_entry_names_the_twins_that_its_page_names(client: Client) -> None:
    make_showcase()

    for entry in read(client):
        (path,) = paths([entry])
        page = JustHTML(client.get(path).content, sanitize=False)
        links = page.query('link[rel="alternate"][hreflang]')

        assert twins(entry) == {link.attrs["hreflang"]: link.attrs["href"] for link in links}, path


@pytest.mark.parametrize("state", HIDDEN)
def test_it_does_not_know_what_is_hidden(client: Client, state: dict) -> None:
    secret = {**state, "title_en": "Secret", "title_es": "Secreto"}
    for make in (make_event, make_past_event, make_series, make_program, make_guide):
        make(**secret)
        make(title_en="Seen", title_es="Visto")

    text = client.get("/sitemap.xml").content.decode()

    assert (text.count("secret"), text.count("-seen/</loc>")) == (0, 5)


def test_it_does_not_know_who_is_not_named_publicly(client: Client) -> None:
    make_speaker(make_event(), person=make_person(name="Xiomara Quiñones", named_publicly=False))
    make_person(name="Ana Torres")

    text = client.get("/sitemap.xml").content.decode()

    assert ("xiomara" in text, "ana-torres" in text) == (False, True)


def test_it_says_when_a_page_really_changed(client: Client, time_machine: Any) -> None:
    series, guide, person = make_series(), make_guide(), make_person()
    event, past = make_event(series=series), make_past_event()
    moved = make_event(publish_at=NOW + timedelta(hours=2))
    time_machine.shift(timedelta(hours=1))
    make_material(event)
    make_guide_edition(guide)
    time_machine.shift(timedelta(hours=2))

    found = {
        name: changed_at(client, entry.address("es"))
        for name, entry in {
            "event": event,
            "series": series,
            "guide": guide,
            "person": person,
            "past": past,
            "later published": moved,
        }.items()
    }

    assert found == {
        "event": "2026-03-10T16:00:00Z",  # with what hangs on it
        "series": "2026-03-10T16:00:00Z",  # with what its page shows
        "guide": "2026-03-10T16:00:00Z",
        "person": None,  # nobody keeps that
        "past": "2026-03-10T15:00:00Z",
        "later published": "2026-03-10T17:00:00Z",
    }


def test_a_page_changes_once_its_event_is_over(client: Client, time_machine: Any) -> None:
    event = make_event()
    time_machine.move_to(event.over_at + timedelta(days=1), tick=False)

    expected = event.over_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [changed_at(client, path) for path in (event.address("en"), "/en/events/", "/en/events/past/")] == [
        expected
    ] * 3


def test_a_large_sitemap_is_split(client: Client, settings: Settings) -> None:
    for number in range(7):
        make_event(title_en=f"Webinar {number}")
    make_person(), make_guide(), make_series(), make_program()
    whole = read(client)

    settings.SITEMAP_ENTRIES = 4
    index = read_xml(client.get("/sitemap.xml").content)
    parts = [node.text.removeprefix(ORIGIN) for node in index.findall("s:sitemap/s:loc", NAMES)]
    entries = [read(client, part) for part in parts]

    assert parts == [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    assert [path for part in entries for path in paths(part)] == paths(whole)
    assert {len(part) for part in entries[:-1]} == {8}  # four pages in two languages
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, len(parts) + 1, 10**8)] == [404] * 3


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _row in range(rows):
        tied = {"series": make_series(), "program": make_program()}
        make_material(make_event(**tied))
        make_guide_edition(make_guide(program=tied["program"]))
        make_person()

    with django_assert_num_queries(21):
        client.get("/sitemap.xml")


def test_it_is_sent_once_and_then_only_when_it_changed(client: Client) -> None:
    event = make_event()
    known = {"if-none-match": client.get("/sitemap.xml").headers["ETag"]}
    again = client.get("/sitemap.xml", headers=known).status_code

    event.title_en = "Another title"
    event.save()
    changed = client.get("/sitemap.xml", headers=known).status_code

    assert (again, changed) == (304, 200)
    assert (client.head("/sitemap.xml").status_code, client.post("/sitemap.xml").status_code) == (200, 405)
