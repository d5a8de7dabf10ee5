"""What every page says to programs: in schema.org's words, readable by another parser, and nothing that it does not say to people."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from justhtml import JustHTML
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SDO

from ciwo_site.i18n import site_languages
from tests.factories import AT_NOW, make_event, make_past_event, make_person, make_speaker
from tests.schema_org.checker import faults, nodes
from tests.showcase import Showcase
from tests.structured_data import graph_of, of_type

pytestmark = [pytest.mark.django_db, AT_NOW]

# What schema.org's context says of the words that we use, so that no test asks another host for it.
CONTEXT = {"@vocab": "https://schema.org/"} | {
    name: {"@type": "@id"}
    for name in ("url", "contentUrl", "thumbnailUrl", "eventStatus", "eventAttendanceMode", "item", "mainEntity")
}
ADDRESS_OR_CODE = re.compile(r"https?://|[a-z]{2,3}$|\d+ px$|[a-z]+/[\w.+-]+$|PT\d|required name=")

IN_WORDS = (
    "datePublished",
    "endDate",
    "previousStartDate",
)  # dates that pages say in words, as tests of the builders compare


def indexed(client: Client, showcase: Showcase) -> dict[str, HttpResponse]:
    """Every page that is open to search engines."""
    pages = {name: client.get(address) for name, address in showcase.every_address().items()}
    found = {name: page for name, page in pages.items() if b'name="robots" content="noindex"' not in page.content}
    assert len(found) > 30
    return found


def test_every_page_that_is_indexed_has_data_without_fault(client: Client, showcase: Showcase) -> None:
    for name, page in indexed(client, showcase).items():
        graph = graph_of(page)

        assert graph is not None, name
        assert faults(graph) == [], name


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib's own parser still uses
def test_another_parser_reads_the_same_and_knows_every_word(client: Client, showcase: Showcase) -> None:
    for name, page in indexed(client, showcase).items():
        document = graph_of(page)
        typed = [node for node in nodes(document["@graph"]) if "@type" in node]

        graph = Graph().parse(data=json.dumps(document | {"@context": CONTEXT}), format="json-ld")

        read = {str(kind) for kind in graph.objects(predicate=RDF.type)}
        words = {predicate for predicate in graph.predicates() if predicate != RDF.type}
        kinds = {
            kind for node in typed for kind in ([node["@type"]] if isinstance(node["@type"], str) else node["@type"])
        }
        assert read == {f"https://schema.org/{kind}" for kind in kinds}, name
        assert {word for word in words if word not in SDO} <= {URIRef("https://schema.org/query-input")}, name


def test_programs_are_told_nothing_that_people_are_not(client: Client, showcase: Showcase) -> None:
    for name, page in indexed(client, showcase).items():
        document = JustHTML(page.content, sanitize=False)
        shown = " ".join(
            [
                document.query_one("body").to_text(),
                document.query_one("title").to_text(),
                *(node.attrs["content"] for node in document.query("meta[content]")),
                *(node.attrs["datetime"] for node in document.query("[datetime]")),
            ]
        )
        said = squeezed(shown)

        untold = [text for text in texts(graph_of(page)["@graph"]) if squeezed(text) not in said]

        assert untold == [], name


def texts(value: Any, key: str = "") -> list[str]:
    """Every text for people: no address, no code, no name of a type."""
    if isinstance(value, dict):
        return [
            text for name, inner in value.items() if name not in ("@type", "@language") for text in texts(inner, name)
        ]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner, key)]
    if not isinstance(value, str) or ADDRESS_OR_CODE.match(value) or key in IN_WORDS:
        return []
    return [value]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_page_that_search_engines_should_leave_alone_tells_them_nothing(client: Client, showcase: Showcase) -> None:
    unlisted = make_event(listed=False)
    addresses = {name: address for name, address in showcase.every_address().items() if "?" in address}
    addresses |= {"unlisted": unlisted.address("en"), "nothing here": "/en/nothing-here/"}

    told = {name: graph_of(client.get(address)) for name, address in addresses.items()}

    assert told == dict.fromkeys(addresses)


def test_a_preview_for_staff_tells_programs_nothing(client: Client) -> None:
    draft = make_event(publication="draft")
    client.force_login(User.objects.create_superuser("staff"))

    page = client.get(f"/admin/preview/event/{draft.pk}/en/")

    assert page.status_code == 200
    assert graph_of(page) is None


def test_an_event_is_the_same_thing_in_both_languages(client: Client, showcase: Showcase) -> None:
    events = [
        of_type(graph_of(client.get(showcase.upcoming.address(code))), "EducationEvent") for code in site_languages()
    ]

    assert [event["name"] for event in events] == ["Webinar", "Seminario web"]
    assert {event["@id"] for event in events} == {f"http://testserver/e/{showcase.upcoming.pk}"}


def test_nobody_is_named_who_must_stay_unnamed(client: Client) -> None:
    hidden = make_person(name="Xiomara Quiñones", named_publicly=False)
    event, past = make_event(), make_past_event(people_named=False)
    for speaker, stage in ((hidden, event), (make_person(name="Luz Paz"), past)):
        make_speaker(stage, person=speaker)
    make_speaker(event, person=make_person(name="Ana Torres"))

    told = [of_type(graph_of(client.get(stage.address("en"))), "EducationEvent") for stage in (event, past)]

    assert [person["name"] for person in told[0]["performer"]] == ["Ana Torres"]
    assert "performer" not in told[1]


def test_the_way_here_is_the_one_that_the_page_shows(client: Client, showcase: Showcase) -> None:
    for name, page in indexed(client, showcase).items():
        links = JustHTML(page.content, sanitize=False).query("nav.crumbs a")
        shown = [(link.to_text(), f"http://testserver{link.attrs['href']}") for link in links]
        if not shown:
            continue

        told = of_type(graph_of(page), "BreadcrumbList")["itemListElement"]

        assert [(step["name"], step["item"]["@id"]) for step in told[:-1]] == shown, name
        assert told[-1]["item"]["@id"] == f"http://testserver{page.request['PATH_INFO']}", name


def test_texts_of_any_kind_cannot_leave_their_element(client: Client) -> None:
    title = '</script><script>alert(1)</script> ]]> <!-- & "quoted" \\ \u2028 ✊🏽 =1+1'
    event = make_event(title_en=title, summary_en=title, place_en=title[:200], attendance_mode="in_person")

    page = client.get(event.address("en"))

    told = of_type(graph_of(page), "EducationEvent")
    assert (told["name"], told["description"], told["location"]["name"]) == (title, title, title)
    scripts = JustHTML(page.content, sanitize=False).query("script:not([src])")
    assert [script.attrs for script in scripts] == [{"type": "application/ld+json"}]
