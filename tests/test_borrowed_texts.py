"""Nothing falls back silently: a text of the other language stands there as what it is, and a sentence says so."""

import pytest
from django.test import Client
from justhtml import JustHTML

from tests.factories import (
    AT_NOW,
    make_affiliation,
    make_event,
    make_guide,
    make_guide_edition,
    make_organization,
    make_page,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

WORD = "Borrowedword"  # stands in every text that exists in one language alone


def only_in(language: str, *fields: str, html: tuple[str, ...] = ()) -> dict[str, str]:
    """These fields in one language, empty in the other."""
    other = {"en": "es", "es": "en"}[language]
    texts = {f"{field}_{language}": f"{WORD} {field}" for field in fields}
    texts |= {f"{field}_{language}": f"<p>{WORD} {field}</p>" for field in html}
    return texts | {f"{field}_{other}": "" for field in (*fields, *html)}


def make_everything(language: str) -> dict[str, str]:
    """One of everything, all of it in one language; the addresses of its pages in the other."""
    entry = only_in(language, "title", "summary", html=("body",))
    organization = make_organization(**only_in(language, "name"))
    series = make_series(organization=organization, **entry)
    program = make_program(**entry, **only_in(language, "audience", "length"))
    program.cohorts.create(**only_in(language, "name"))
    guide = make_guide(program=program, **entry)
    make_guide_edition(guide)
    person = make_person(name="Ana Torres", **only_in(language, html=("bio",)))
    make_affiliation(person, organization=organization, **only_in(language, "role"))
    program.contact = make_affiliation(person, program=program, **only_in(language, "role"))
    program.save()
    tied = {"series": series, "program": program, "topics": [make_topic(**only_in(language, "name"))], **entry}
    place = only_in(language, "place", "occurrence_note")
    upcoming = make_event(kind="convening", attendance_mode="hybrid", occurrence="postponed", **tied, **place)
    make_slot(upcoming, **only_in(language, "how_to_join"))
    make_event(title_en="Other", title_es="Otro")
    past = make_past_event(guides=[guide], **tied, **only_in(language, html=("recap",)))
    make_past_event(title_en="Other", title_es="Otro")
    make_recording(past, **only_in(language, "title"))
    make_speaker(past, person=person, **only_in(language, "role"))
    make_speaker(past, **only_in(language, "group", "role"))
    past.cohosts.create(organization=organization)
    make_page("about", **only_in(language, "title", html=("body",)))
    other = {"en": "es", "es": "en"}[language]
    lists = {"en": ["/en/", "/en/events/", "/en/events/past/"], "es": ["/es/", "/es/eventos/", "/es/eventos/pasados/"]}
    about = {"en": "/en/about/", "es": "/es/acerca-de/"}
    entries = {name: entry.address(other) for name, entry in vars().items() if hasattr(entry, "address")}
    return (
        entries
        | dict(zip(("home", "upcoming events", "past events"), lists[other], strict=True))
        | {"about": about[other]}
    )


def places(node, language: str, here: str = "") -> list[tuple[str, str]]:
    """Where the word stands: the name of the element and the language in force there."""
    if node.name == "#text":
        return [(here, language)] if WORD in (node.data or "") else []
    attrs = node.attrs or {}
    language = attrs.get("lang", language)
    own = f"{node.name}.{attrs.get('class', '')}"
    return [found for child in node.children for found in places(child, language, own)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_borrowed_text_stands_inside_an_element_of_its_own_language(client: Client, language: str) -> None:
    addresses = make_everything(language)

    unmarked, marked = {}, {}
    for name, address in addresses.items():
        body = JustHTML(client.get(address).content, sanitize=False).query_one("body")
        found = places(body, address[1:3])
        marked[name] = len(found)
        if wrong := sorted({place for place, own in found if own != language}):
            unmarked[name] = wrong

    assert {name: number for name, number in marked.items() if not number} == {}
    assert unmarked == {}


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Todavía no hay"), ("es", "There is no text in English yet.")]
)
def test_a_page_that_is_written_in_the_other_language_alone_says_so(
    client: Client, language: str, sentence: str
) -> None:
    addresses = make_everything(language)

    silent = [
        name
        for name in ("upcoming", "past", "series", "program", "guide", "about")
        if not JustHTML(client.get(addresses[name]).content, sanitize=False).query("main .notice--language")
    ]

    assert silent == []
    if language == "es":
        assert sentence in client.get(addresses["upcoming"]).content.decode()


def test_a_page_that_is_written_in_both_languages_says_nothing(client: Client) -> None:
    event = make_event(body_en="<p>Text</p>", body_es="<p>Texto</p>")

    pages = [client.get(event.address(language)).content.decode() for language in ("en", "es")]

    assert ["notice--language" in page for page in pages] == [False, False]


def test_a_title_alone_is_borrowed_where_the_text_is_there(client: Client) -> None:
    event = make_event(title_en="", body_en="<p>Text</p>", body_es="<p>Texto</p>")

    html = client.get(event.address("en")).content.decode()

    assert html.count("notice--language") == 1
    assert "only in Spanish" in html


def test_the_window_and_shared_links_name_a_page_by_the_title_there_is(client: Client) -> None:
    event = make_event(title_en="Sharing stories", title_es="")

    document = JustHTML(client.get(event.address("es")).content, sanitize=False)

    assert document.query_one("title").to_text().startswith("Sharing stories · ")
    assert document.query_one('meta[property="og:title"]').attrs["content"] == "Sharing stories"


def test_attributes_of_a_page_borrow_no_words(client: Client) -> None:
    """An attribute has no language of its own: what stands there is read out in the page's."""
    addresses = make_everything("en")

    found = [
        (name, node.name, attribute)
        for name, address in addresses.items()
        for node in JustHTML(client.get(address).content, sanitize=False).query("body *")
        for attribute, value in node.attrs.items()
        if attribute in ("aria-label", "alt", "title", "placeholder")
        and WORD in (value or "")
        and "lang" not in node.attrs
    ]

    assert found == []
