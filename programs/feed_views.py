"""The feed of guides as an answer; the same record gives the same bytes."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ciwo_site.addresses import origin_of
from ciwo_site.atom import CONTENT_TYPE, atom
from ciwo_site.conditional import conditional
from ciwo_site.freshness import settled
from programs.feeds import guides_feed, last_change


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    feed = guides_feed(at, origin_of(request))
    return conditional(request, atom(feed), CONTENT_TYPE, last_modified=settled(last_change(at), at))
