"""The page that explains the open data, and the data themselves, which any site may fetch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciwo_site.addresses import localized_reverse, origin_of
from ciwo_site.conditional import conditional
from ciwo_site.frame import frame
from ciwo_site.i18n import active_language, other_languages
from ciwo_site.open_data.dataset import Dataset
from ciwo_site.open_data.files import CONTENT_TYPES, CSV, JSON, csv_file, json_file
from ciwo_site.open_data.sets import SETS
from ciwo_site.pagination import Pages, page_number, pages_of

METHODS = ("GET", "HEAD", "OPTIONS")
# Without these a browser hands no other site's page what it fetched.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A set as its page offers it."""

    dataset: Dataset
    total: int
    json_url: str
    csv_urls: list[str]  # one for each page: a spreadsheet does not turn them by itself


@require_safe
def explanation(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    context = {
        "offers": [_offer(dataset, at) for dataset in SETS.values()],
        "size": settings.DATA_PER_PAGE,
        "frame": frame(
            request,
            title=_("Open data"),
            description=_("The whole catalog for other programs, as JSON and CSV, in English and in Spanish."),
            section="open-data",
        ),
    }
    return render(request, "open_data.html", context)


def _offer(dataset: Dataset, at: datetime) -> Offer:
    pages = pages_of(dataset.rows(at).count(), 1, settings.DATA_PER_PAGE)
    csv_url = _path(dataset.name, CSV, active_language())
    return Offer(
        dataset,
        pages.total,
        _path(dataset.name, JSON, active_language()),
        [_with_page(csv_url, number) for number in range(1, pages.count + 1)],
    )


@require_http_methods(METHODS)
def data(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """A page of a set. Counts pages from 1; what is no page of the set is not found."""
    dataset = SETS.get(name)
    if dataset is None:
        raise Http404
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={**OPEN, **PREFLIGHT, "Allow": ", ".join(METHODS)})
    at, origin = timezone.now(), origin_of(request)
    rows = dataset.rows(at)
    asked = request.GET.get("page", "1")
    pages = pages_of(rows.count(), page_number(asked), settings.DATA_PER_PAGE)
    if asked != str(pages.number):
        raise Http404
    records = [dataset.record(row, at, origin) for row in pages.slice(rows)]
    links = _links(dataset.name, extension, pages, origin)
    headers = {**OPEN, "Access-Control-Expose-Headers": "ETag, Link", "Link": ", ".join(links)}
    if extension == CSV:
        number = f"-{pages.number}" if pages.number > 1 else ""
        headers["Content-Disposition"] = f'attachment; filename="{dataset.name}-{active_language()}{number}.csv"'
        content = csv_file(dataset.fields, records)
    else:
        content = json_file(_head(dataset.name, pages, origin), records)
    return conditional(request, content, CONTENT_TYPES[extension], headers=headers)


def _head(name: str, pages: Pages, origin: str) -> dict[str, Any]:
    """What a page of JSON says of itself before its items."""
    url = f"{origin}{_path(name, JSON, active_language())}"
    return {
        "dataset": name,
        "language": active_language(),
        "documentation": f"{origin}{reverse('open-data')}",
        "total": pages.total,
        "page": pages.number,
        "pages": pages.count,
        "previous": _with_page(url, pages.previous) if pages.previous else None,
        "next": _with_page(url, pages.next) if pages.next else None,
    }


def _links(name: str, extension: str, pages: Pages, origin: str) -> Iterator[str]:
    """The values of the `Link` header (RFC 8288)."""
    url = f"{origin}{_path(name, extension, active_language())}"
    if pages.next:
        yield f'<{_with_page(url, pages.next)}>; rel="next"'
    if pages.previous:
        yield f'<{_with_page(url, pages.previous)}>; rel="prev"'
    for language in other_languages(active_language()):
        twin = _with_page(f"{origin}{_path(name, extension, language)}", pages.number)
        yield f'<{twin}>; rel="alternate"; hreflang="{language}"'
    yield f'<{origin}{reverse("open-data")}>; rel="describedby"; type="text/html"'


def _path(name: str, extension: str, language: str) -> str:
    return localized_reverse(f"open-data-{extension}", language, {"name": name})


def _with_page(url: str, number: int) -> str:
    return f"{url}?page={number}" if number > 1 else url
