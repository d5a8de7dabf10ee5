"""Calendars as answers: one event, a subscription that is written before it is sent, and the page that offers them."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber
from ciwo_site.conditional import conditional
from ciwo_site.frame import frame
from ciwo_site.i18n import LocalText, active_language, entry_address, site_languages
from ciwo_site.spooled import Shelf
from events.calendar.choice import CalendarChoice, NotUnderstood
from events.calendar.entry import EntryStyle
from events.calendar.feed import calendar as calendar_pieces
from events.calendar.feed import subscription_head, zones_of, zones_of_row
from events.calendar.links import Subscription, subscription
from events.calendar.revision import revision
from events.calendar.rows import calendar_rows
from events.enums import EventKind
from events.feed_links import feed_links
from events.filters import EventFilters
from events.models import Event, Series
from programs.catalog_version import catalog_version
from programs.models import Program

CONTENT_TYPE = "text/calendar; charset=utf-8"
shelf = Shelf(room=16)
ASK_ANEW = "public, no-cache"  # may be kept, but not shown without having asked whether anything changed


@require_safe
def event_calendar(request: HttpRequest, entry: EntryNumber) -> HttpResponseBase:
    """One event, as a file for a calendar program. Unlisted ones too: whoever has the link may keep the date."""
    at, choice = timezone.now(), _choice(request)
    row = next(calendar_rows(Event.objects.published(at).filter(pk=entry.number), at), None)
    if row is None or choice.filters:
        raise Http404
    address = reverse("event-calendar", kwargs={"entry": entry_address(row)})
    if request.path != address:
        return redirect(f"{address}?{choice.query()}" if choice.query() else address)
    style = EntryStyle(active_language(), _page_pattern(request), is_discreet=choice.discreet)
    content = b"".join(calendar_pieces([row], zones_of_row(row), (), style, at))
    name = "appointment" if choice.discreet else entry_address(row)
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    response = conditional(request, content, CONTENT_TYPE, last_modified=row.revised_at(at), headers=headers)
    response.headers["Cache-Control"] = ASK_ANEW
    return response


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Every event that a reader chose, past ones too, so that a calendar program loses nothing by asking again."""
    at, choice = timezone.now(), _choice(request)
    titles = _titles(choice.filters, at)
    state = revision(at)
    headers = state.headers | {"Cache-Control": ASK_ANEW, "Content-Disposition": 'inline; filename="calendar.ics"'}
    unchanged = get_conditional_response(request, state.etag, state.last_modified, HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        return unchanged
    address = calendar_address(request, choice)
    head = subscription_head(
        choice.label(titles), address, request.build_absolute_uri(reverse("subscribe")), is_discreet=choice.discreet
    )
    style = EntryStyle(active_language(), _page_pattern(request), is_discreet=choice.discreet, is_subscription=True)

    def write() -> Iterator[bytes]:
        events = choice.apply(Event.objects.in_calendars(at))
        return calendar_pieces(calendar_rows(events, at), zones_of(events), head, style, at)

    # The validator knows of what passed by itself; of changes, the version knows every one as soon as it is there.
    written = shelf.get(f"{address} {catalog_version()} {state.etag}", write)
    return StreamingHttpResponse(
        iter(written), content_type=CONTENT_TYPE, headers=headers | {"Content-Length": str(written.size)}
    )


def _choice(request: HttpRequest) -> CalendarChoice:
    try:
        return CalendarChoice.read(request.GET)
    except NotUnderstood as problem:
        raise Http404 from problem


def _titles(filters: EventFilters, at: datetime) -> dict[str, LocalText]:
    """Of the chosen series and program; not found if readers may not know of one."""
    titles = {}
    for name, model in (("series", Series), ("program", Program)):
        if number := getattr(filters, name):
            entry = model.objects.public(at).filter(pk=number).first()
            if entry is None:
                raise Http404
            titles[name] = entry.text("title")
    return titles


def calendar_address(request: HttpRequest, choice: CalendarChoice) -> str:
    query = choice.query()
    return request.build_absolute_uri(reverse("calendar") + (f"?{query}" if query else ""))


def _page_pattern(request: HttpRequest) -> str:
    """The absolute address of an event's page, with a place for the part that names it."""
    before, _zero, after = reverse("event", kwargs={"entry": "0"}).rpartition("0")
    return request.build_absolute_uri("/").rstrip("/") + f"{before}{{}}{after}"


# The page -----------------------------------------------------------------------------------------------------------


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to get the events into one's own calendar, and the feeds."""
    at, choice = timezone.now(), _choice(request)
    titles = _titles(choice.filters, at)
    language, query = active_language(), choice.query()
    context = {
        "chosen": _subscription(request, choice, titles) if choice.filters else None,
        "subscriptions": list(_subscriptions(request, at, is_discreet=choice.discreet)),
        "is_discreet": choice.discreet,
        "short": request.build_absolute_uri("/e/4"),
        "other_query": CalendarChoice(choice.filters, not choice.discreet).query(),
        "feeds": feed_links(language),
        "frame": frame(
            request,
            title=_("Calendars and feeds"),
            description=_("How to get the events into your own calendar, where they change by themselves."),
            section="subscribe",
            query=query,
            is_indexed=not query,
        ),
    }
    return render(request, "events/subscribe.html", context)


def _subscriptions(request: HttpRequest, at: datetime, *, is_discreet: bool) -> Iterator[Subscription]:
    """First all events, then those that can be followed, then by kind, series and program: two queries."""
    filters = [
        EventFilters(),
        *(EventFilters(follow=code) for code in site_languages()),
        *(EventFilters(kind=kind) for kind in EventKind.values),
    ]
    for one in filters:
        yield _subscription(request, CalendarChoice(one, is_discreet), {})
    known = Event.objects.public(at)
    for name, model in (("series", Series), ("program", Program)):
        for entry in model.objects.public(at).filter(pk__in=known.values(name)).order_by("pk"):
            choice = CalendarChoice(EventFilters(**{name: entry.pk}), is_discreet)
            yield _subscription(request, choice, {name: entry.text("title")})


def _subscription(request: HttpRequest, choice: CalendarChoice, titles: dict[str, LocalText]) -> Subscription:
    label = choice.label(titles)
    name = _("Appointments") if choice.discreet else label.text
    return subscription(label, calendar_address(request, choice), name)
