"""How many requests are taken, without knowing whose they are: see ciwo_site/drawers.py.

An event takes a limited number in all, whoever asks.
"""

from django.core.cache import cache
from django.http import HttpRequest

from ciwo_site.drawers import drawer_of

HOUR = 60 * 60  # seconds
PER_DRAWER, PER_EVENT = 6, 60  # requests for one event in an hour
KEY_NAME = "access-requests:key"


def is_admitted(request: HttpRequest, event: int) -> bool:
    """Count one more request for an event, and say whether it is still within the limits."""
    drawer = drawer_of(request, KEY_NAME)
    counts = [
        _count(f"access-requests:{event}:drawer:{drawer}") <= PER_DRAWER,
        _count(f"access-requests:{event}:all") <= PER_EVENT,
    ]
    return all(counts)


def _count(name: str) -> int:
    """One more; the count of an hour begins with its first request."""
    cache.add(name, 0, HOUR)
    try:
        return cache.incr(name)
    except ValueError:  # it ran out between the two, or nothing is kept
        return 1
