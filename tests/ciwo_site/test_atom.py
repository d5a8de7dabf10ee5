"""Atom, read back by feedparser and by the XML parser of the standard library."""

import uuid
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.atom import (
    NEVER,
    AtomEntry,
    AtomFeed,
    AtomLink,
    AtomText,
    atom,
    entry_id,
    feed_id,
    labelled,
    paragraph,
)
from ciwo_site.i18n import LocalText
from ciwo_site.xml_writer import xml_text
from tests.own_xml import read_xml

AT = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def make_entry(title: str = "Title", **fields: object) -> AtomEntry:
    defaults = {
        "id": uuid.uuid4().urn,
        "title": AtomText(title, "en"),
        "updated": AT,
        "links": [AtomLink("https://example.org/en/1/", "alternate", "text/html", "en")],
        "content": AtomText("<p>Words</p>", "en", is_html=True),
    }
    return AtomEntry(**defaults | fields)


def make_feed(*entries: AtomEntry) -> AtomFeed:
    return AtomFeed(
        id=feed_id("upcoming", "en"),
        language="en",
        title="Upcoming",
        subtitle="What is to come",
        author="CIWO",
        author_uri="https://example.org/en/",
        links=[AtomLink("https://example.org/en/feed.atom", "self", "application/atom+xml")],
        entries=entries,
    )


def test_a_feed_says_what_rfc_4287_asks_for() -> None:
    parsed = feedparser.parse(atom(make_feed(make_entry())))

    assert (parsed.bozo, parsed.version) == (0, "atom10")
    assert (parsed.feed.id, parsed.feed.title, parsed.feed.language) == (feed_id("upcoming", "en"), "Upcoming", "en")
    assert (parsed.feed.author_detail.name, parsed.feed.updated) == ("CIWO", "2026-03-10T15:00:00Z")
    assert [(entry.title, entry.link, entry.updated) for entry in parsed.entries] == [
        ("Title", "https://example.org/en/1/", "2026-03-10T15:00:00Z")
    ]


def test_an_empty_feed_is_a_feed() -> None:
    parsed = feedparser.parse(atom(make_feed()))

    assert (parsed.bozo, parsed.entries, parsed.feed.updated_parsed[:3]) == (0, [], NEVER.timetuple()[:3])


def test_a_feed_was_updated_with_its_latest_entry() -> None:
    later = make_entry(updated=datetime(2026, 5, 1, tzinfo=UTC))

    assert make_feed(make_entry(), later, make_entry()).updated == later.updated


def test_a_text_in_another_language_says_so_and_one_in_the_feeds_own_does_not() -> None:
    root = read_xml(atom(make_feed(make_entry(summary=AtomText("Historias", "es")))))

    assert root.attrib[XML_LANG] == "en"
    assert [root.find(f"a:entry/a:{name}", NAMES).get(XML_LANG) for name in ("title", "summary", "content")] == [
        None,
        "es",
        None,
    ]


@pytest.mark.parametrize(
    "title",
    ["a; b, c\\d\ne", "]]>", "</script><script>alert(1)</script>", "=1+1", "🦄 <b>&amp;</b>", "x" * 300, '"quoted"'],
)
def test_a_title_comes_back_as_it_was(title: str) -> None:
    content = atom(make_feed(make_entry(title)))

    assert read_xml(content).findtext("a:entry/a:title", namespaces=NAMES) == title
    assert feedparser.parse(content).bozo == 0


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_whatever_stands_in_a_text_the_feed_can_be_read(text: str) -> None:
    entry = make_entry(text, summary=AtomText(text, "es"), categories={text or "x": text})

    root = read_xml(atom(make_feed(entry)))

    expected = xml_text(text).replace("\r\n", "\n").replace("\r", "\n")  # as XML 1.0 §2.11 reads lines
    assert root.findtext("a:entry/a:title", namespaces=NAMES) == expected


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert xml_text("a\x00b\x0bc\x1b[31m\ufffe\uffff\ud800d\t\n\U0001f984") == "abc[31md\t\n\U0001f984"


def test_words_before_a_borrowed_title_leave_it_its_language() -> None:
    own = labelled("%(label)s: %(title)s", "New date", LocalText("Stories & <b>more</b>", "en", "en"))
    borrowed = labelled("%(label)s: %(title)s", "New date", LocalText("Historias & <b>más</b>", "es", "en"))

    assert (own.text, own.is_html) == ("New date: Stories & <b>more</b>", False)
    assert (borrowed.text, borrowed.is_html, borrowed.language) == (
        'New date: <span lang="es">Historias &amp; &lt;b&gt;más&lt;/b&gt;</span>',
        True,
        "en",
    )


def test_a_paragraph_is_escaped_and_says_its_own_language() -> None:
    assert paragraph("<script>") == "<p>&lt;script&gt;</p>"
    assert paragraph(LocalText("Sí", "es", "en")) == '<p lang="es">Sí</p>'
    assert paragraph("") == paragraph(LocalText("", "en", "en")) == ""


def test_ids_are_the_same_for_life_and_differ_by_entry_feed_and_language() -> None:
    first, second = uuid.UUID(int=1), uuid.UUID(int=2)

    ids = [
        entry_id(of, name, code) for of in (first, second) for name in ("upcoming", "change/1") for code in ("en", "es")
    ]
    feeds = [feed_id(name, code) for name in ("upcoming", "changes") for code in ("en", "es")]

    assert len({*ids, *feeds}) == len(ids) + len(feeds)
    assert ids[0] == "urn:uuid:bdaf2fdf-0e48-55a7-aad1-9e9a7e317e93"  # whoever subscribed would see it all anew
