"""Pages and their twins as a sitemap (sitemaps.org, with the alternates that search engines read). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from ciwo_site.atom import moment
from ciwo_site.xml_writer import XmlWriter

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Place:
    """A page in every language."""

    addresses: Mapping[str, str]  # language → path
    default: str  # the path for readers of any other language
    changed_at: datetime | None = None  # None where nobody kept it: no date is better than a wrong one


def sitemap(places: Iterable[Place], origin: str) -> bytes:
    """Each page in each language is an entry of its own, and every entry names all of them, itself too."""
    output = BytesIO()
    xml = XmlWriter(output)
    xml.startDocument()
    with xml.inside("urlset", {"xmlns": SITEMAPS, "xmlns:xhtml": XHTML}):
        for place in places:
            for address in place.addresses.values():
                with xml.inside("url"):
                    _page(xml, place, address, origin)
    xml.endDocument()
    return output.getvalue()


def _page(xml: XmlWriter, place: Place, address: str, origin: str) -> None:
    xml.element("loc", f"{origin}{address}")
    if place.changed_at is not None:
        xml.element("lastmod", moment(place.changed_at))
    for language, twin in (*place.addresses.items(), ("x-default", place.default)):
        xml.element("xhtml:link", "", {"rel": "alternate", "hreflang": language, "href": f"{origin}{twin}"})


def sitemap_index(addresses: Iterable[str], origin: str) -> bytes:
    """Where the parts of a large sitemap are."""
    output = BytesIO()
    xml = XmlWriter(output)
    xml.startDocument()
    with xml.inside("sitemapindex", {"xmlns": SITEMAPS}):
        for address in addresses:
            with xml.inside("sitemap"):
                xml.element("loc", f"{origin}{address}")
    xml.endDocument()
    return output.getvalue()
