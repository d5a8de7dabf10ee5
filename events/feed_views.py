"""The feeds about events as answers; the same record gives the same bytes."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ciwo_site.addresses import origin_of
from ciwo_site.atom import CONTENT_TYPE, AtomFeed, atom
from ciwo_site.conditional import conditional
from ciwo_site.freshness import settled
from events import feeds
from events.freshness import last_change


@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    return _answer(request, feeds.upcoming_feed)


@require_safe
def recordings(request: HttpRequest) -> HttpResponse:
    return _answer(request, feeds.recordings_feed)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    return _answer(request, feeds.changes_feed)


def _answer(request: HttpRequest, make: Callable[[datetime, str], AtomFeed]) -> HttpResponse:
    at = timezone.now()
    feed = make(at, origin_of(request))
    return conditional(request, atom(feed), CONTENT_TYPE, last_modified=settled(last_change(at), at))
