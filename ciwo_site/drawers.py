"""Counting visitors without knowing whose visits they are.

Every visitor falls into one of 256 drawers, by a keyed hash of which only one byte is kept. The key is drawn at random,
lives in the cache alone and is replaced within a day. A drawer stands for some sixteen million addresses, so that a
count in it leads back to nobody, not even together with the key; and yet a program that floods a form fills its own
drawer, and one other visitor in 256 waits with it.

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

DRAWERS = 256  # as many as a byte has values
DAY = 24 * 60 * 60  # seconds


def drawer_of(request: HttpRequest, key_name: str) -> int:
    """From 0 to 255; the same for one visitor and one `key_name`, for a day at most."""
    key: Any = cache.get_or_set(key_name, lambda: secrets.token_bytes(32), DAY)
    return hmac.digest(key, network_of(request).encode(), sha256)[0]


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
