"""Readers' pages about events."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, moved, moved_to
from ciwo_site.frame import Frame, frame
from ciwo_site.i18n import active_language
from ciwo_site.pagination import page_number, pages_of
from ciwo_site.promises import follows_words
from ciwo_site.ready import Window, page_key, ready_pieces
from events.calendar.choice import CalendarChoice, calendar_query
from events.calendar.links import event_calendar
from events.cards import Group, by_month, by_year, event_card
from events.facets import count_facets
from events.feed_links import feed_links
from events.filters import EventFilters
from events.material_files import material_response
from events.messages import event_share
from events.models import Event, Material, Series
from events.pages import event_page
from events.share_images import event_plate, series_plate
from events.structured_data import event_nodes, list_nodes, series_nodes
from events.take_away.offer import series_offer

LINKED_FACETS = (
    "follow",
    "recording",
    "transcript",
)  # few options, asked for most: plain links; the others are fields of a form


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    return render(request, "events/event_list.html", ready_list(request, timezone.now(), archive=False))


@require_safe
def event_archive(request: HttpRequest) -> HttpResponse:
    return render(request, "events/event_archive.html", ready_list(request, timezone.now(), archive=True))


def ready_list(request: HttpRequest, at: datetime, *, archive: bool) -> dict:
    """What the template of a list needs."""
    ready, filters, number = ready_pieces(at), EventFilters.read(request.GET), page_number(request.GET.get("page"))

    def make() -> dict:
        context = list_context(ready, filters, number, at, archive=archive)
        title, description, section = list_words(archive=archive)
        found_frame = frame(
            request,
            title=title,
            description=description,
            section=section,
            query=context["query"],
            is_indexed=not filters,
            page_type="CollectionPage",
            feeds=feed_links(active_language()),
        )
        return context | {"frame": _with_list(found_frame, context)}

    return ready.get(page_key(request, "list", archive, filters, number), make)


def list_words(*, archive: bool) -> tuple[str, str, str]:
    """Title, description, and the part of the site."""
    if archive:
        return _("Past webinars and convenings"), _("What was said, with recordings, slides and guides."), "archive"
    return (
        _("Upcoming webinars and convenings"),
        _("Webinars and convenings for workers and organizers, in English and Spanish."),
        "events",
    )


def list_context(ready: Window, filters: EventFilters, number: int, at: datetime, *, archive: bool) -> dict:
    """A page of events under month or year headings, with the filters that were counted for it."""
    public = Event.objects.public(at)
    events = public.past(at) if archive else public.upcoming(at)
    counted = ("facets", archive, filters, active_language())
    facets = ready.get(counted, lambda: count_facets(events, filters, at, archive=archive))
    pages = pages_of(facets.total, number, settings.EVENTS_PER_PAGE)
    rows = list(filters.apply(events).slice(pages.start, pages.stop).for_listing(at))
    return {
        "groups": grouped(rows, at, archive=archive),
        "facets": facets.facets,
        "filters": filters,
        "calendar_query": CalendarChoice.like(filters).query(),
        "selects": [facet for facet in facets.facets if facet.name not in LINKED_FACETS],
        "pages": pages,
        "previous_query": filters.query(pages.previous) if pages.previous else "",
        "next_query": filters.query(pages.next) if pages.next else "",
        "query": filters.query(pages.number),
    }


def _with_list(found_frame: Frame, context: dict) -> Frame:
    cards = [card for group in context["groups"] for card in group.cards]
    return found_frame.with_data(*list_nodes(found_frame, cards, start=context["pages"].start + 1))


def grouped(events: list[Event], at: datetime, *, archive: bool) -> list[Group]:
    cards = [event_card(event, at) for event in events]
    return by_year(cards, events) if archive else by_month(cards, events)


@require_safe
def event(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()

    def make() -> dict:
        events = Event.objects.published(at).for_page(at)
        return event_context(request, get_object_or_404(events, pk=entry.number), at)

    context = ready_pieces(at).get(page_key(request, "event", entry.number), make)
    return moved_to(request, context["frame"].here.url) or render(request, "events/event.html", context)


def event_context(request: HttpRequest, found: Event, at: datetime) -> dict:
    """What the template of an event's page needs; the preview of a draft uses it too."""
    page = event_page(found, at)
    found_frame = frame(
        request,
        title=page.card.title,
        description=page.card.summary or page.body,
        section="archive" if page.card.state == "over" else "events",
        entry=found,
        is_indexed=found.listed,
        default_path=found.short_address,
        plate=event_plate(page.card),
        page_type="ItemPage",
    )
    return {
        "page": page,
        "card": page.card,
        "calendar": event_calendar(found, at, found_frame.origin),
        "share": event_share(found, at, found_frame.origin),
        "frame": found_frame.with_data(*event_nodes(page, found_frame)),
    }


@require_safe
def series(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(Series.objects.published(at).select_related("organization"), pk=entry.number)
    return moved(request, found) or render(request, "events/series.html", series_context(request, found, at))


def series_context(request: HttpRequest, found: Series, at: datetime) -> dict:
    """What the template of a series' page needs; the preview of a draft uses it too."""
    events = Event.objects.filter(series=found).public(at)
    past = events.past(at)
    pages = pages_of(past.count(), page_number(request.GET.get("page")), settings.EVENTS_PER_PAGE)
    past_rows = list(past.slice(pages.start, pages.stop).for_listing(at))
    upcoming_rows = list(events.upcoming(at).slice(0, settings.EVENTS_PER_PAGE).for_listing(at))
    title, summary = found.text("title"), found.text("summary")
    host = found.organization.text("name") if found.organization else None
    upcoming, past_groups = [event_card(row, at) for row in upcoming_rows], grouped(past_rows, at, archive=True)
    found_frame = frame(
        request,
        title=title,
        description=summary,
        section="events",
        entry=found,
        query=f"page={pages.number}" if pages.number > 1 else "",
        is_indexed=found.listed,
        plate=series_plate(found.pk, title, host),
        page_type="CollectionPage",
    )
    shown = [*upcoming, *(card for group in past_groups for card in group.cards)]
    return {
        "series": found,
        "title": title,
        "summary": summary,
        "body": found.text("body"),
        "follows": follows_words(found.promised_on, active_language(), at),
        "image": found.image or None,
        "image_description": found.text("image_description"),
        "upcoming": upcoming,
        "calendar_query": calendar_query("series", found, at),
        "past": past_groups,
        "take_away": series_offer(found, at),
        "pages": pages,
        "previous_query": f"page={pages.previous}" if pages.previous else "",
        "next_query": f"page={pages.next}" if pages.next else "",
        "frame": found_frame.with_data(*series_nodes(found_frame, title, summary, host, shown)),
    }


@require_safe
def material(request: HttpRequest, entry: EntryNumber, material: int) -> HttpResponseBase:
    """A file that an event left behind; recordings play in the browser, everything else is a download."""
    found = get_object_or_404(
        Material.objects.public().exclude(file="").select_related("event"), pk=material, event=entry.number
    )
    address = found.address()
    if request.path != address:
        return redirect(address)
    response = material_response(request, found)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
