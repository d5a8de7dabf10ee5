"""How many requests are taken, without knowing whose they are.

Every visitor falls into one of 256 drawers, by a keyed hash of which only one byte is kept. The key is drawn at random,
lives in the cache alone and is replaced within a day. A drawer stands for some sixteen million addresses, so that the
count in it leads back to nobody, not even together with the key; and yet a program that floods the form fills its own
drawer, and one other visitor in 256 waits with it. An event takes a limited number in all, whoever asks.

Nothing of it reaches the database or a log. With a cache of its own (`locmemcache`), each server process counts alone.
"""

import hmac
import secrets
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 60 * 60, 24 * 60 * 60  # seconds
PER_DRAWER, PER_EVENT = 6, 60  # requests for one event in an hour
KEY_NAME = "access-requests:key"


def is_admitted(request: HttpRequest, event: int) -> bool:
    """Count one more request for an event, and say whether it is still within the limits."""
    drawer = _drawer(network_of(request))
    counts = [
        _count(f"access-requests:{event}:drawer:{drawer}") <= PER_DRAWER,
        _count(f"access-requests:{event}:all") <= PER_EVENT,
    ]
    return all(counts)


def network_of(request: HttpRequest) -> str:
    """The address that asks, as its provider hands it out: an IPv6 household has a whole network of them.

    Behind a proxy that we were told to trust, the last address that the proxy noted.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):  # set by BEHIND_PROXY
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2]
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or found.exploded[:19])


def _drawer(network: str) -> int:
    key: Any = cache.get_or_set(KEY_NAME, lambda: secrets.token_bytes(32), DAY)
    return hmac.digest(key, network.encode(), sha256)[0]


def _count(name: str) -> int:
    """One more; the count of an hour begins with its first request."""
    cache.add(name, 0, HOUR)
    try:
        return cache.incr(name)
    except ValueError:  # it ran out between the two, or nothing is kept
        return 1
