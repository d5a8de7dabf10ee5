"""Did a form come from our own pages? For forms of readers, who have no cookie that could prove it.

A cookie would only tell a reader's own form from one that another site sends in the reader's name. Browsers say that
themselves, in two headers that no page can forge: `Sec-Fetch-Site`, and on plain HTTP and in older browsers `Origin`.
"""

from enum import StrEnum

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


class Sender(StrEnum):
    OURS = "ours"
    FOREIGN = "foreign"  # another site, or another host of the same domain
    UNKNOWN = "unknown"  # the request says nothing of it: a very old browser, or a program


def sender_of(request: HttpRequest) -> Sender:
    """Where the page stood that sent this request. Only `OURS` may change anything."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if fetch_site is None and origin is None:
        return Sender.UNKNOWN
    if fetch_site is not None and fetch_site != "same-origin":
        return Sender.FOREIGN
    # “null” is what browsers call a page that keeps its address to itself; the other header then has to vouch for it.
    if origin is None or (origin == "null" and fetch_site is not None):
        return Sender.OURS
    return Sender.OURS if origin in _own_origins(request) else Sender.FOREIGN


def _own_origins(request: HttpRequest) -> set[str]:
    """This host; and what the settings trust, for a proxy that speaks HTTPS where we are asked by plain HTTP."""
    try:
        return {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    except DisallowedHost:
        return set()
