"""Addresses of entries, and the twin that every page has in each other language."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from ciwo_site.i18n import active_language, site_languages


class Addressed(Protocol):
    """An entry with a page of its own in every site language."""

    def address(self, language: str | None = None) -> str: ...


class EntryNumber(str):
    """The `4-sharing-stories` of an address, of which only the number finds the entry."""

    __slots__ = ()

    @property
    def number(self) -> int:
        return int(self.partition("-")[0])


class EntryConverter:
    """A number of up to nine digits, with a slug that only readers need."""

    regex = r"[0-9]{1,9}(?:-[-a-z0-9_]*)?"

    def to_python(self, value: str) -> EntryNumber:
        return EntryNumber(value)

    def to_url(self, value: str) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in one of the site's languages."""

    language: str
    name: str  # in that language's own words
    url: str  # a path, with the query that the page keeps
    is_current: bool


def localized_reverse(name: str, language: str, kwargs: dict[str, Any] | None = None) -> str:
    """The path of a named page in a language."""
    with translation.override(language):
        return reverse(name, kwargs=kwargs)


def origin_of(request: HttpRequest) -> str:
    """Scheme and host, for documents that leave the site. Raises `DisallowedHost` where the host is not ours."""
    return f"{request.scheme}://{request.get_host()}"


def whole(origin: str, address: str) -> str:
    """An address with its host; one that leads elsewhere has its own."""
    return f"{origin}{address}" if address.startswith("/") else address


def origin_or_nothing(request: HttpRequest) -> str:
    """Scheme and host; nothing where the host is not ours, so that its error page can still be made."""
    try:
        return origin_of(request)
    except DisallowedHost:
        return ""


def twins(request: HttpRequest, entry: Addressed | None = None, query: str = "") -> list[Twin]:
    """The page of this request in every site language, with the same query; the home pages where it has no twin."""
    current = active_language()
    return [
        Twin(
            code,
            settings.LANGUAGE_NAMES[code],
            _twin_path(request, code, entry) + (f"?{query}" if query else ""),
            code == current,
        )
        for code in site_languages()
    ]


def _twin_path(request: HttpRequest, language: str, entry: Addressed | None) -> str:
    if entry is not None:
        return entry.address(language)
    match = request.resolver_match
    if match is not None and match.view_name:
        try:
            return localized_reverse(match.view_name, language, match.kwargs)
        except NoReverseMatch:
            pass
    return localized_reverse("home", language)


def moved(request: HttpRequest, entry: Addressed) -> HttpResponse | None:
    """A redirect to the entry's present address, where its title was another one when the link was made.

    Permanent for search engines, but asked for anew each time: a title that changes back would otherwise send
    browsers round in a circle.
    """
    return moved_to(request, entry.address())


def moved_to(request: HttpRequest, address: str) -> HttpResponse | None:
    """`moved`, where the present address is known."""
    if request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response.headers["Cache-Control"] = "no-cache"
    return response
