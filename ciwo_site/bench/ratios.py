"""What a page costs beside what it cannot cost less than.

All in one process, through every middleware, compressed as a browser asks for it, and in turns, so that a busy machine
is busy for each of them:

- `nothing_ready`: the first request of a process
- `after_change`: the first request after somebody changed the catalog
- `page`: any other request; the cache of whole pages stands before Django and takes no part in this
- `ready_data`: a view that renders the page's template from data that are at hand
- `constant`: a view that returns the page's bytes
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch

from ciwo_site.kept_html import forget_html
from ciwo_site.ready import forget_ready_pieces

COLD_SHARE = 4  # of so many requests, one is made with nothing ready; it costs many times as much

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Ratios:
    """Medians of milliseconds, and how often the database was asked."""

    nothing_ready: float
    after_change: float
    page: float
    ready_data: float
    constant: float
    queries_nothing_ready: int
    queries: int
    raw: int  # bytes of HTML
    gzipped: int

    @property
    def to_ready_data(self) -> float:
        return self.page / self.ready_data

    @property
    def to_constant(self) -> float:
        return self.page / self.constant


class _Handler(ClientHandler):
    """The whole site, with another view for every address while `view` is set."""

    view: View | None = None

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        match = super().resolve_request(request)
        if self.view is not None:
            match.func = self.view
        return match


class _Rendered:
    """The template and the context of the page that was rendered last."""

    template: Template
    context: dict[str, Any]

    def by(self, render: Callable[..., str]) -> Callable[..., str]:
        def note(template: Template, context: Any = None, request: HttpRequest | None = None) -> str:
            self.template, self.context = template, context
            return render(template, context, request)

        return note


def page_ratios(path: str, repeats: int, clock: Callable[[], float]) -> Ratios:
    """Measured by a clock that counts seconds. Raises `RuntimeError` for an address that answers with no page."""
    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip, deflate, br"})
    client.handler = handler = _Handler()
    rendered = _Rendered()
    with patch.object(Template, "render", rendered.by(Template.render)):
        first = client.get(path)
    if first.status_code != 200:
        raise RuntimeError(f"{path} answered {first.status_code}.")
    body, content_type = gzip.decompress(first.content), first.headers["Content-Type"]
    views: dict[str, View | None] = {
        "page": None,
        "ready_data": _rendering(rendered),
        "constant": lambda request, **_names: HttpResponse(body, content_type=content_type),
    }
    forget: dict[str, Callable[[], None]] = {
        "after_change": forget_ready_pieces,
        "nothing_ready": _forget_everything,
    }
    times: dict[str, list[float]] = {name: [] for name in (*views, *forget)}

    def measure(name: str) -> None:
        start = clock()
        client.get(path)
        times[name].append((clock() - start) * 1000)

    for _turn in range(repeats):
        for name, handler.view in views.items():
            measure(name)
    handler.view = None
    for _turn in range(max(3, repeats // COLD_SHARE)):
        for name, before in forget.items():
            before()
            measure(name)
    _forget_everything()
    cold, warm = _queries(client, path), _queries(client, path)
    return Ratios(
        **{name: median(found) for name, found in times.items()},
        queries_nothing_ready=cold,
        queries=warm,
        raw=len(body),
        gzipped=len(first.content),
    )


def _rendering(rendered: _Rendered) -> View:
    def view(request: HttpRequest, **_names: Any) -> HttpResponse:
        return HttpResponse(rendered.template.render(rendered.context, request))

    return view


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
        return len(captured)  # now: the next request empties the log


def _forget_everything() -> None:
    forget_ready_pieces()
    forget_html()
