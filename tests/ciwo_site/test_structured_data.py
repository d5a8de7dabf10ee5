"""How structured data is written into HTML, and what every page has in common. Nothing here asks the database."""

import json
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from ciwo_site.frame import Frame, frame
from ciwo_site.i18n import LocalText
from ciwo_site.structured_data import breadcrumbs, item_list, node, page_graph, script_text, words
from ciwo_site.templatetags import catalog
from tests.schema_org.checker import faults

DANGEROUS = st.sampled_from(
    [
        "</script>",
        "<!--",
        "<script",
        "]]>",
        "&lt;",
        "\u2028",
        "\u2029",
        "\\",
        '"',
        "=1+1",
        ";",
        "ñ",
        "✊🏽",
        "\ud800",
        "\x00",
    ]
)
TEXTS = st.lists(st.one_of(DANGEROUS, st.text(max_size=20)), max_size=8).map("".join)
ENGLISH_PAGE = "/en/"


def page_frame(**fields: Any) -> Frame:
    return frame(RequestFactory().get(ENGLISH_PAGE), **{"title": "Page", **fields})


@given(TEXTS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert json.loads(script_text({"name": text})) == {"name": text}


@given(TEXTS)
def test_no_text_ends_its_element_or_begins_another(text: str) -> None:
    written = script_text({"name": text, text: [text]})

    assert not set(written) & set("<>&\u2028\u2029")
    assert written.encode() == written.encode("utf-8", "strict")


@settings(max_examples=25)  # each parses a page; the two properties above are what makes it hold
@given(TEXTS.filter(lambda text: "\x00" not in text))
def test_a_browser_finds_one_element_with_the_text_in_it(text: str) -> None:
    page = page_frame(title="Page").with_data(node("Thing", name=text or "x"))

    html = JustHTML(f"<head>{catalog.structured_data(page)}</head><p>After", sanitize=False)

    (script,) = html.query("script")
    assert json.loads(script.to_text(strip=False))["@graph"][-1]["name"] == (text or "x")
    assert html.query_one("p").to_text() == "After"


def test_what_is_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        script_text({"position": float("nan")})


def test_letters_are_not_escaped_without_need() -> None:
    assert script_text({"name": "¿Qué? “Sí”"}) == '{"name":"¿Qué? “Sí”"}'


def test_what_is_empty_is_left_out_but_not_what_is_false_or_nought() -> None:
    found = node("Thing", id="https://a.example/", name="", image=None, about=[], position=0, isPartOf=False)

    assert found == {"@type": "Thing", "@id": "https://a.example/", "position": 0, "isPartOf": False}


def test_a_borrowed_text_carries_its_own_language_and_no_other_does() -> None:
    assert words(LocalText("Historias", "es", "en")) == {"@value": "Historias", "@language": "es"}
    assert words(LocalText("Stories", "en", "en")) == "Stories"
    assert words("Stories") == "Stories"


def test_a_page_says_its_own_language_and_that_of_a_borrowed_title() -> None:
    found = page_frame(title=LocalText("Historias", "es", "en"), description=LocalText("Un resumen", "es", "en"))

    page = page_graph(found)["@graph"][0]

    assert page["inLanguage"] == "en"
    assert page["name"] == {"@value": "Historias", "@language": "es"}
    assert page["description"] == {"@value": "Un resumen", "@language": "es"}


def test_a_page_is_about_the_first_thing_that_has_an_identity() -> None:
    found = page_frame(title="Page")
    way = breadcrumbs(found, ("Events", "/en/events/"))

    graph = page_graph(found.with_data(way, item_list(found, [(LocalText("One", "en", "en"), "/en/events/1-one/")])))

    assert graph["@graph"][0]["mainEntity"] == {"@id": "http://testserver/en/#list"}
    assert faults(graph) == []


def test_the_first_page_says_who_makes_the_catalog_and_no_other_page_repeats_it() -> None:
    home, other = page_graph(page_frame(section="home")), page_graph(page_frame(section="events"))

    assert home["@graph"][1]["publisher"]["name"] == "Center for Innovation in Worker Organization"
    assert "publisher" not in other["@graph"][1]


def test_the_first_page_says_how_to_search_in_its_language() -> None:
    graph = page_graph(page_frame(section="home"))

    action = graph["@graph"][1]["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/en/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"
    assert faults(graph) == []


def test_a_way_here_ends_with_the_page_itself() -> None:
    found = page_frame(title=LocalText("Historias", "es", "en"))

    steps = breadcrumbs(found, ("Upcoming events", "/en/events/"))["itemListElement"]

    assert [(step["position"], step["name"], step["item"]["@id"]) for step in steps] == [
        (1, "Upcoming events", "http://testserver/en/events/"),
        (2, {"@value": "Historias", "@language": "es"}, "http://testserver/en/"),
    ]


def test_a_list_is_counted_on_from_page_to_page() -> None:
    titles = [(LocalText(name, "en", "en"), f"/en/events/{name}/") for name in ("a", "b")]

    found = item_list(page_frame(), titles, start=21)

    assert [element["position"] for element in found["itemListElement"]] == [21, 22]
    assert found["numberOfItems"] == 2
