"""Pages that know programs and events both, and the doors that lead to them."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, localized_reverse, moved
from ciwo_site.frame import frame
from ciwo_site.i18n import active_language
from ciwo_site.promises import follows_words
from events.calendar.choice import calendar_query
from events.cards import event_card
from events.feed_links import feed_links
from events.models import Event, Series
from programs.cards import application, guide_card, program_card
from programs.messages import guide_share
from programs.models import Person, Program, ResourceGuide
from programs.people import person_page, program_people
from programs.share_images import guide_plate, person_plate, program_plate
from programs.structured_data import guide_nodes, person_nodes, program_nodes

COMING, RECORDED, GUIDES = 3, 3, 2  # how many of each the home page shows
LISTED = 50  # events on a program's or a person's page
PICTURE_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
PICTURE_FOLDERS = ("images/", "__processed__/")


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Sends a reader to the language that the browser asks for. No cookie remembers it."""
    return _in_readers_language(request, localized_reverse("home", _wanted(request)))


@require_safe
def short_link(request: HttpRequest, number: int) -> HttpResponse:
    """`/e/4`: the address on flyers and in messages."""
    if number > 10**9:
        raise Http404
    found = get_object_or_404(Event.objects.published(), pk=number)
    return _in_readers_language(request, found.address(_wanted(request)))


def _wanted(request: HttpRequest) -> str:
    with translation.override(translation.get_language_from_request(request)):
        return active_language()


def _in_readers_language(request: HttpRequest, address: str) -> HttpResponse:
    response = redirect(address)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    public = Event.objects.public(at)
    coming = [event_card(event, at) for event in public.upcoming(at).taking_place().for_listing(at)[: COMING + 1]]
    recorded = public.past(at).recorded().for_listing(at)[:RECORDED]
    series = Series.objects.public(at).order_by("pk").first()
    context = {
        "series": series,
        "series_title": series.text("title") if series else "",
        "series_summary": series.text("summary") if series else "",
        "next": coming[0] if coming else None,
        "coming": coming[1:],
        "recorded": [event_card(event, at) for event in recorded],
        "guides": [guide_card(guide) for guide in ResourceGuide.objects.public(at).for_listing()[:GUIDES]],
        "frame": frame(
            request,
            title=_("Webinars, convenings and guides for worker organizing"),
            description=_(
                "The WINS series of the Center for Innovation in Worker Organization: webinars, convenings and guides, "
                "in English and in Spanish."
            ),
            section="home",
            default_path="/",
            feeds=feed_links(active_language()),
        ),
    }
    return render(request, "home.html", context)


@require_safe
def program(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(Program.objects.published(at).for_page(), pk=entry.number)
    return moved(request, found) or render(request, "programs/program.html", program_context(request, found, at))


def program_context(request: HttpRequest, found: Program, at: datetime) -> dict:
    """What the template of a program's page needs; the preview of a draft uses it too."""
    events = Event.objects.filter(program=found).public(at)
    card, people = program_card(found), program_people(found)
    found_frame = frame(
        request,
        title=card.title,
        description=card.summary,
        section="programs",
        entry=found,
        is_indexed=found.listed,
        plate=program_plate(card),
        page_type="ItemPage",
    )
    return {
        "program": found,
        "card": card,
        "body": found.text("body"),
        "follows": follows_words(found.promised_on, active_language(), at),
        "people": people,
        "application": application(found, at),
        "calendar_query": calendar_query("program", found, at),
        "cohorts": [cohort.text("name") for cohort in found.cohorts.all()],
        "upcoming": [event_card(event, at) for event in events.upcoming(at).for_listing(at)[:LISTED]],
        "past": [event_card(event, at) for event in events.past(at).for_listing(at)[:LISTED]],
        "guides": [
            guide_card(guide) for guide in ResourceGuide.objects.filter(program=found).public(at).for_listing(at)
        ],
        "frame": found_frame.with_data(*program_nodes(card, people, found_frame)),
    }


@require_safe
def guide(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(ResourceGuide.objects.published(at).for_listing(at), pk=entry.number)
    return moved(request, found) or render(request, "programs/guide.html", guide_context(request, found, at))


def guide_context(request: HttpRequest, found: ResourceGuide, at: datetime) -> dict:
    """What the template of a guide's page needs; the preview of a draft uses it too."""
    events = Event.objects.filter(guides=found).public(at).order_by("-starts_at").for_listing(at)[:LISTED]
    card = guide_card(found)
    found_frame = frame(
        request,
        title=card.title,
        description=card.summary,
        section="guides",
        entry=found,
        is_indexed=found.listed,
        plate=guide_plate(card),
        page_type="ItemPage",
    )
    return {
        "card": card,
        "body": found.text("body"),
        "follows": follows_words(found.promised_on, active_language(), at),
        "events": [event_card(event, at) for event in events],
        "share": guide_share(found, [edition.language for edition in card.editions], found_frame.origin),
        "frame": found_frame.with_data(*guide_nodes(card, found_frame)),
    }


@require_safe
def person(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    """Somebody who is named publicly; anybody else has no page."""
    at = timezone.now()
    found = get_object_or_404(Person.objects.public().for_page(), pk=entry.number)
    if redirection := moved(request, found):
        return redirection
    events = Event.objects.public(at).naming(found)
    page = person_page(found, at)
    found_frame = frame(
        request,
        title=page.name,
        description=page.bio,
        section="people",
        entry=found,
        plate=person_plate(page, found.pk),
        page_type="ProfilePage",
    )
    context = {
        "page": page,
        "upcoming": [event_card(event, at) for event in events.upcoming(at).for_listing(at)[:LISTED]],
        "past": [event_card(event, at) for event in events.past(at).for_listing(at)[:LISTED]],
        "frame": found_frame.with_data(*person_nodes(page, found_frame)),
    }
    return render(request, "programs/person.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """An uploaded picture. Nothing but pictures is served from this address, whatever was uploaded."""
    extension = name.rpartition(".")[2].lower()
    if not name.startswith(PICTURE_FOLDERS) or extension not in PICTURE_TYPES or ".." in name:
        raise Http404
    try:
        file = default_storage.open(name)
    except (OSError, ValueError) as problem:
        raise Http404 from problem
    response = FileResponse(file, content_type=PICTURE_TYPES[extension])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
