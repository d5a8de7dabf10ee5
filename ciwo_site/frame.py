"""What every page says of itself: title, description, its twins in the other languages, its canonical address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest

from ciwo_site.addresses import Addressed, Twin, origin_or_nothing, twins
from ciwo_site.atom import FeedLink
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.richtext import plain_text
from ciwo_site.share_images.plate import Plate, house_plate

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Frame:
    title: str
    title_language: str  # the language that the title is in
    description: str
    description_language: str
    language: str
    section: str  # which part of the site the navigation marks
    twins: list[Twin]
    canonical: str  # absolute
    origin: str  # scheme and host, for the addresses that search engines want whole
    default: str  # absolute: where a reader of any other language is sent (hreflang x-default)
    is_indexed: bool
    image: str  # absolute: the picture that goes along when the page is shared
    image_description: str
    page_type: str  # in the words of schema.org
    is_personal: bool = False  # what somebody typed stands in it, so nothing of it is kept
    feeds: Sequence[FeedLink] = ()
    structured_data: Sequence[dict[str, Any]] = ()  # what the page shows, for `ciwo_site.structured_data.page_graph`

    def __hash__(self) -> int:
        return hash((self.canonical, self.title))

    @property
    def here(self) -> Twin:
        return next(twin for twin in self.twins if twin.is_current)

    @property
    def locale(self) -> str:
        """The language with its country, as Open Graph wants it: `es_US`."""
        return settings.BABEL_LOCALES[self.language]

    @property
    def other_locales(self) -> list[str]:
        return [settings.BABEL_LOCALES[twin.language] for twin in self.twins if not twin.is_current]

    def with_data(self, *nodes: dict[str, Any]) -> Self:
        """The same frame with what builders say of the page; the first that has an `@id` is what the page is about."""
        return replace(self, structured_data=(*self.structured_data, *nodes))


def frame(
    request: HttpRequest,
    *,
    title: str | LocalText,
    description: str | LocalText = "",
    section: str = "",
    entry: Addressed | None = None,
    query: str = "",
    is_indexed: bool = True,
    default_path: str = "",
    plate: Plate | None = None,
    page_type: str = "WebPage",
    is_personal: bool = False,
    feeds: Sequence[FeedLink] = (),
) -> Frame:
    """Describe the page of this request.

    `query` is what both languages keep of the address (filters, page number), already encoded; `default_path` is the
    address that chooses a language by itself, where the page has one; `plate` is what its share image says, the house's
    own for a page that is about no entry.
    """
    found = twins(request, entry, query)
    here = next(twin for twin in found if twin.is_current)
    origin = origin_or_nothing(request)
    plate = plate or house_plate()
    return Frame(
        title=str(title),
        title_language=_language_of(title),
        description=shorten(plain_text(str(description))),
        description_language=_language_of(description),
        language=active_language(),
        section=section,
        twins=found,
        canonical=f"{origin}{here.url}",
        origin=origin,
        default=f"{origin}{default_path or found[0].url}",
        is_indexed=is_indexed,
        image=f"{origin}{plate.address}",
        image_description=plate.description,
        page_type=page_type,
        is_personal=is_personal,
        feeds=feeds,
    )


def _language_of(text: str | LocalText) -> str:
    return text.language if isinstance(text, LocalText) else active_language()


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """At most `length` characters, cut between words where there are any."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
