"""Addresses for machines that watch over the site. They stand before redirects and hosts, which a probe knows nothing of.

/healthz   the process lives: touches nothing
/readyz    all that the site stands on: database, cache, files, migrations; 503 if anything is missing
/metrics   figures for Prometheus, where METRICS_TOKEN is set and brought along: see ciwo_site/metrics.py

A proxy should ask /healthz, and people's alarms /readyz: without database, cache or files the site still serves what it
can, which it could not if its proxy took it away.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from ciwo_site.metrics import metrics
from ciwo_site.patience import patience
from ciwo_site.readiness import readiness

PATIENCE = 2.0  # seconds


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


def readyz(_request: HttpRequest) -> HttpResponse:
    with patience(PATIENCE):
        found = readiness.findings()
    is_ready = all(finding.is_well for finding in found.values())
    checks = {name: {"is_well": finding.is_well, "says": finding.words} for name, finding in found.items()}
    response = JsonResponse({"is_ready": is_ready, "checks": checks}, status=200 if is_ready else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # whoever asked knows it now, and asks often
    return response


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}


class Probes:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = probe(request)
        response.headers["Cache-Control"] = "no-store"
        return response
