"""A feed as Atom (RFC 4287). Pure: takes ready texts, returns bytes; the same data give the same bytes."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from ciwo_site.addresses import Addressed
from ciwo_site.i18n import LocalText, active_language, other_languages
from ciwo_site.xml_writer import XmlWriter

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
LENGTH = 50  # entries of a feed
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed changed that has never had an entry

_FEED_NAMES = uuid.UUID("3e2b8a4c-5f0d-4c53-9a51-7a7f0c6d9e21")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Where a feed is and what it is called, for pages that offer it."""

    title: str
    url: str  # a path


@dataclass(frozen=True, slots=True)
class AtomText:
    """A text or a piece of HTML (§3.1), and the language that it is in."""

    text: str
    language: str
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class AtomLink:
    href: str  # absolute
    rel: str
    type: str = ""
    hreflang: str = ""
    length: int = 0  # bytes; zero says nothing
    title: str = ""


@dataclass(frozen=True, slots=True)
class AtomEntry:
    id: str
    title: AtomText
    updated: datetime
    links: Sequence[AtomLink]
    content: AtomText
    summary: AtomText | None = None
    published: datetime | None = None
    categories: Mapping[str, str] = field(default_factory=dict)  # term → label in the feed's language


@dataclass(frozen=True, slots=True)
class AtomFeed:
    id: str
    language: str
    title: str
    subtitle: str
    author: str
    author_uri: str
    links: Sequence[AtomLink]
    entries: Sequence[AtomEntry]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


def feed_id(name: str, language: str) -> str:
    """The id of a feed for life, whatever host it moves to (§4.2.6.1: an id does not change with the address)."""
    return uuid.uuid5(_FEED_NAMES, f"{name}/{language}").urn


def entry_id(of: uuid.UUID | str, name: str, language: str) -> str:
    """The id for life of an entry: one for what it is `of`, in each feed (`name`) and language."""
    base = of if isinstance(of, uuid.UUID) else uuid.uuid5(_FEED_NAMES, of)
    return uuid.uuid5(base, f"{name}/{language}").urn


def page_links(entry: Addressed, origin: str) -> list[AtomLink]:
    """The page of an entry in the active language, and its twins.

    RFC 4287 would call the twins alternates too; but some programs take the first alternate and some the last.
    """
    language = active_language()
    return [
        AtomLink(f"{origin}{entry.address(language)}", "alternate", "text/html", language),
        *(
            AtomLink(f"{origin}{entry.address(code)}", "related", "text/html", code)
            for code in other_languages(language)
        ),
    ]


def labelled(pattern: str, label: str, title: LocalText) -> AtomText:
    """“Cancelled: Sharing stories”: words of the feed's language before a title that may be in another one.

    `pattern` holds `%(label)s` and `%(title)s`. Where the title is borrowed, only HTML can say which part is whose.
    """
    if not title.is_borrowed:
        return AtomText(pattern % {"label": label, "title": title.text}, title.wanted)
    marked = f'<span lang="{escape(title.language)}">{escape(title.text)}</span>'
    return AtomText(escape(pattern) % {"label": escape(label), "title": marked}, title.wanted, is_html=True)


def paragraph(text: LocalText | str) -> str:
    """A paragraph of an entry's HTML, with its own `lang` where it is borrowed; nothing for no text."""
    if not text:
        return ""
    lang = f' lang="{escape(text.language)}"' if isinstance(text, LocalText) and text.is_borrowed else ""
    return f"<p{lang}>{escape(str(text))}</p>"


def content_of(*pieces: str) -> AtomText:
    """Pieces of HTML in the active language, one under the other."""
    return AtomText("\n".join(filter(None, pieces)), active_language(), is_html=True)


def atom(feed: AtomFeed) -> bytes:
    output = BytesIO()
    xml = _AtomWriter(output)
    xml.startDocument()
    with xml.inside("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language}):
        xml.element("id", feed.id)
        xml.element("title", feed.title)
        xml.element("subtitle", feed.subtitle)
        xml.element("updated", moment(feed.updated))
        xml.links(feed.links)
        with xml.inside("author"):
            xml.element("name", feed.author)
            xml.element("uri", feed.author_uri)
        for entry in feed.entries:
            xml.entry(entry, feed.language)
    xml.endDocument()
    return output.getvalue()


def moment(at: datetime) -> str:
    """An aware moment as RFC 3339 writes it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _AtomWriter(XmlWriter):
    def links(self, links: Sequence[AtomLink]) -> None:
        for link in links:
            length = str(link.length) if link.length else ""
            attributes = {"rel": link.rel, "type": link.type, "hreflang": link.hreflang, "href": link.href}
            self.element("link", "", attributes | {"length": length, "title": link.title})

    def text(self, name: str, text: AtomText, feed_language: str) -> None:
        language = text.language if text.language != feed_language else ""
        self.element(name, text.text, {"type": "html" if text.is_html else "text", "xml:lang": language})

    def entry(self, entry: AtomEntry, feed_language: str) -> None:
        with self.inside("entry"):
            self.element("id", entry.id)
            self.text("title", entry.title, feed_language)
            self.element("updated", moment(entry.updated))
            if entry.published is not None:
                self.element("published", moment(entry.published))
            self.links(entry.links)
            for term, label in entry.categories.items():
                self.element("category", "", {"term": term, "label": label})
            if entry.summary is not None:
                self.text("summary", entry.summary, feed_language)
            self.text("content", entry.content, feed_language)
