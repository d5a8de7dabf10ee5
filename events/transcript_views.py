"""What people said: pages of transcripts, and captions for players."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, moved
from ciwo_site.frame import frame
from ciwo_site.i18n import active_language
from ciwo_site.pagination import page_number
from events.enums import MaterialKind
from events.material_files import captions_response
from events.models import Event, Material
from events.players import captions_address
from events.share_images import event_plate
from events.structured_data import transcript_nodes
from events.transcript_page import transcript_page
from events.transcripts.addresses import TranscriptPlace
from events.transcripts.minutes import part_at, parts
from events.transcripts.readers import best_transcripts, readers_paragraphs
from events.transcripts.times import anchor

LONGEST_MOMENT = 7  # digits of a moment in an address, in seconds


@require_safe
def transcript(request: HttpRequest, entry: EntryNumber, spoken: str) -> HttpResponse:
    """The transcript of an event in the language that was spoken or interpreted, on the pages of either site language.

    `?t=725` leads to the page and the minute of that second.
    """
    at = timezone.now()
    events = Event.objects.published(at).for_listing(at).with_names_to_withhold()
    event = get_object_or_404(events, pk=entry.number)
    chosen = best_transcripts(event.materials.all()).get(spoken)
    if chosen is None:
        raise Http404
    place = TranscriptPlace(event, spoken)
    if redirection := moved(request, place):
        return redirection
    material = Material.objects.with_transcript().get(pk=chosen.pk)
    material.event = event
    if (moment := request.GET.get("t", "")).isascii() and moment.isdigit() and len(moment) <= LONGEST_MOMENT:
        return _to_moment(place, material, event, int(moment))
    page = transcript_page(event, material, at, page_number(request.GET.get("page")))
    number = page.pages.number
    found_frame = frame(
        request,
        title=_("Transcript: %(title)s") % {"title": page.card.title},
        description=page.opening,
        section="archive" if page.card.state == "over" else "events",
        entry=place,
        query=f"page={number}" if number > 1 else "",
        is_indexed=event.listed,
        plate=event_plate(page.card),
    )
    context = {
        "page": page,
        "card": page.card,
        "previous_query": f"page={page.pages.previous}" if page.pages.previous else "",
        "next_query": f"page={page.pages.next}" if page.pages.next else "",
        "frame": found_frame.with_data(*transcript_nodes(page, found_frame)),
    }
    return render(request, "events/transcript.html", context)


def _to_moment(place: TranscriptPlace, material: Material, event: Event, seconds: int) -> HttpResponse:
    found = part_at(parts(readers_paragraphs(material, event)), seconds)
    number, minute = found or (1, 0)
    query = f"?page={number}" if number > 1 else ""
    return redirect(f"{place.address()}{query}#{anchor(minute)}" if found else place.address())


@require_safe
def captions(request: HttpRequest, entry: EntryNumber, material: int) -> HttpResponseBase:
    """Captions for the player on an event's page."""
    materials = Material.objects.public().transcribed().filter(kind=MaterialKind.CAPTIONS)
    found = get_object_or_404(materials.select_related("event"), pk=material, event=entry.number)
    address = captions_address(found, active_language())
    if request.path != address:
        return redirect(address)
    response = captions_response(request, found)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
