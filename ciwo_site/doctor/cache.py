"""The cache: does it answer, and do all processes share it?"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from ciwo_site import readiness
from ciwo_site.doctor.finding import Finding, Findings

NOT_SHARED = ("LocMemCache", "DummyCache")


def findings(chosen: Mapping[str, Any] | None = None) -> Findings:
    backend = (chosen or settings.CACHES["default"])["BACKEND"]
    if backend.endswith(NOT_SHARED):
        yield Finding(
            "Each process has a cache of its own: limits on sign-ins and requests count several times.",
            "Leave CACHE_URL unset on one machine; set it to redis://… for several.",
        )
    found = readiness.cache_()
    if not found.is_well:
        yield Finding(found.words, "Look whether the cache runs, and whether CACHE_URL names it rightly.")
