"""What every page says of itself: title, description, its twins in the other languages, its canonical address."""

from dataclasses import dataclass

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from ciwo_site.addresses import Addressed, Twin, twins
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.richtext import plain_text

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Frame:
    title: str
    title_language: str  # the language that the title is in
    description: str
    language: str
    section: str  # which part of the site the navigation marks
    twins: list[Twin]
    canonical: str  # absolute
    origin: str  # scheme and host, for the addresses that search engines want whole
    default: str  # absolute: where a reader of any other language is sent (hreflang x-default)
    is_indexed: bool
    image: str = ""  # absolute
    image_description: str = ""

    @property
    def here(self) -> Twin:
        return next(twin for twin in self.twins if twin.is_current)


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
    image: str = "",
    image_description: str | LocalText = "",
) -> Frame:
    """Describe the page of this request.

    `query` is what both languages keep of the address (filters, page number), already encoded; `default_path` is the
    address that chooses a language by itself, where the page has one.
    """
    found = twins(request, entry, query)
    here = next(twin for twin in found if twin.is_current)
    origin = _origin(request)
    return Frame(
        title=str(title),
        title_language=title.language if isinstance(title, LocalText) else active_language(),
        description=shorten(plain_text(str(description))),
        language=active_language(),
        section=section,
        twins=found,
        canonical=f"{origin}{here.url}",
        origin=origin,
        default=f"{origin}{default_path or found[0].url}",
        is_indexed=is_indexed,
        image=f"{origin}{image}" if image else "",
        image_description=str(image_description),
    )


def _origin(request: HttpRequest) -> str:
    """Scheme and host of the request; nothing where the host is not ours, so that its error page can still be made."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """At most `length` characters, cut between words."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rpartition(' ')[0]}…"
