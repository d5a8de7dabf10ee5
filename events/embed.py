"""The one page that other sites may show in a frame: the next events of a series."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, moved
from ciwo_site.frame import frame
from events.cards import event_card
from events.embed_code import SeriesEmbed
from events.models import Event, Series

COMING, PAST = 5, 3  # how many it shows; past ones only while nothing is to come


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # the library thinks of views without arguments
@require_safe
def series_embed(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(Series.objects.published(at), pk=entry.number)
    embed = SeriesEmbed(found)
    if redirection := moved(request, embed):
        return redirection
    events = Event.objects.filter(series=found).public(at)
    coming = [event_card(event, at) for event in events.upcoming(at).slice(0, COMING).for_listing(at)]
    past = [] if coming else [event_card(event, at) for event in events.past(at).slice(0, PAST).for_listing(at)]
    context = {
        "series": found,
        "title": found.text("title"),
        "coming": coming,
        "past": past,
        "frame": frame(request, title=embed.title(), section="embed", entry=embed, is_indexed=False),
    }
    return render(request, "events/embed.html", context)
