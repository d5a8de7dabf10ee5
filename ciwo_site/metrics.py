"""Figures for Prometheus: how many requests of which kind, how long they took, what was out of reach. Nobody is in them.

Off unless METRICS_TOKEN is set, and shown only to who brings it (`Authorization: Bearer …`): behind a proxy every visitor
seems to come from this machine, so an address could not be asked instead. Needs the extra `production`.

Each process writes its figures into a file of a folder that the server command makes, and any of them adds all files up.
"""

import os
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus_client when it is imported
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Figures:
    """Made once in each process, and only where figures are asked for."""

    def __init__(self) -> None:
        client = self.client = import_module("prometheus_client")
        self.requests = client.Counter("catalog_requests", "Requests answered", ["method", "view", "status"])
        self.seconds = client.Histogram(
            "catalog_request_seconds", "Seconds until an answer began", ["kind"], buckets=BUCKETS
        )
        self.pages = client.Counter("catalog_pages", "Readers' pages: kept, made, or served as it was", ["how"])
        self.outages = client.Counter("catalog_outages", "Requests that met something out of reach", ["what"])

    def text(self) -> str:
        if FOLDER not in os.environ:
            return self.client.generate_latest().decode()
        registry = self.client.CollectorRegistry()
        import_module("prometheus_client.multiprocess").MultiProcessCollector(registry)
        return self.client.generate_latest(registry).decode()


_figures: list[Figures] = []


def figures() -> Figures:
    if not _figures:
        _figures.append(Figures())
    return _figures[0]


def count_page(how: str) -> None:
    """For what stands before Django: a page that was kept passes no middleware."""
    if settings.METRICS_TOKEN:
        figures().pages.labels(how).inc()


METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class Metrics:
    """Counts what passes. A view's name stands for its address, so that no key, search or number is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.figures = figures()

    def __call__(self, request: HttpRequest) -> Any:
        began = perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        view = request.resolver_match.view_name if request.resolver_match else ""
        self.figures.requests.labels(method, view, response.status_code).inc()
        self.figures.seconds.labels(_kind(request, response)).observe(perf_counter() - began)
        if outage := getattr(response, "outage", ""):
            self.figures.outages.labels(outage).inc()
        return response


def _kind(request: HttpRequest, response: Any) -> str:
    if request.path_info.startswith("/admin/"):
        return "staff"
    return "file" if response.streaming else "page"


def metrics(request: HttpRequest) -> HttpResponse:
    """Without the setting there is no such page."""
    if not settings.METRICS_TOKEN:
        return HttpResponse("There is no such page.\n", status=404, content_type="text/plain; charset=utf-8")
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse("This page asks for its token.\n", status=403, content_type="text/plain; charset=utf-8")
    return HttpResponse(figures().text(), content_type="text/plain; version=0.0.4; charset=utf-8")
