from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, moved, origin_of
from ciwo_site.zip_stream import zip_stream
from events.models import Event, Series
from events.parts import EntryPart
from events.take_away.folder import Archive, event_archive, series_archive
from events.take_away.offer import event_offer, series_guides, series_offer


@require_safe
def event_folder(request: HttpRequest, entry: EntryNumber) -> HttpResponseBase:
    """What an event left behind, as a zip in the language of the address. Nobody counts it."""
    at = timezone.now()
    found = get_object_or_404(Event.objects.published(at).for_page(at).with_names_to_withhold(), pk=entry.number)
    if redirection := moved(request, EntryPart(found, "take-away")):
        return redirection
    if event_offer(found, [guide for guide in found.published_guides if guide.listed]) is None:
        raise Http404
    return _response(request, event_archive(found, at, origin_of(request)))


@require_safe
def series_folder(request: HttpRequest, entry: EntryNumber) -> HttpResponseBase:
    """What the events of a series left behind, as a zip."""
    at = timezone.now()
    found = get_object_or_404(Series.objects.published(at), pk=entry.number)
    if redirection := moved(request, EntryPart(found, "series-take-away")):
        return redirection
    if series_offer(found, at) is None:
        raise Http404
    events = Event.objects.filter(series=found).public(at).order_by("starts_at", "pk")
    rows = list(events.for_page(at).with_names_to_withhold())
    return _response(request, series_archive(found, rows, list(series_guides(found, at)), at, origin_of(request)))


def _response(request: HttpRequest, archive: Archive) -> HttpResponseBase:
    """The zip as it is written; 304 for whoever has it."""
    etag = f'"{archive.fingerprint}"'
    headers = {
        # No part of it can be asked for; and no middleware should pack again what is packed.
        "Accept-Ranges": "none",
        # Where the storage goes away in the middle, the zip ends too early, and nothing but unpacking it would tell: its
        # length is not known before. So nobody keeps it; programs that kept it themselves may ask by its tag.
        "Cache-Control": "no-store",
        "Content-Disposition": content_disposition_header(True, archive.name) or "attachment",
        "Content-Type": "application/zip",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    unchanged = get_conditional_response(request, etag, None, HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        for name in ("Accept-Ranges", "Cache-Control", "X-Robots-Tag"):
            unchanged.headers[name] = headers[name]
        return unchanged
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(zip_stream(archive.members()), headers=headers)
