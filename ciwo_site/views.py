"""Pages that know programs and events both, and the doors that lead to them."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, localized_reverse, moved, moved_to
from ciwo_site.conditional import FRESH_SECONDS
from ciwo_site.downloads import whole_file
from ciwo_site.frame import Frame, frame
from ciwo_site.i18n import active_language
from ciwo_site.picture_copies import make_copy
from ciwo_site.promises import follows_words
from ciwo_site.ready import page_key, ready_pieces
from ciwo_site.share_images.plate import Plate
from events.calendar.choice import calendar_query
from events.cards import event_card
from events.feed_links import feed_links
from events.models import Event, Series
from programs.cards import GuideCard, ProgramCard, application, guide_card, program_card
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
LONGEST_NAME = 200


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Sends a reader to the language that the browser asks for. No cookie remembers it."""
    return _in_readers_language(localized_reverse("home", _wanted(request)), f"public, max-age={FRESH_SECONDS}")


@require_safe
def short_link(request: HttpRequest, number: int) -> HttpResponse:
    """`/e/4`: the address on flyers and in messages."""
    if number > 10**9:
        raise Http404
    found = get_object_or_404(Event.objects.published(), pk=number)
    return _in_readers_language(found.address(_wanted(request)), "public, no-cache")  # a title may change


def _wanted(request: HttpRequest) -> str:
    with translation.override(translation.get_language_from_request(request)):
        return active_language()


def _in_readers_language(address: str, cache_control: str) -> HttpResponse:
    response = redirect(address)
    response.headers["Cache-Control"] = cache_control
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    context = ready_pieces(at).get(page_key(request, "home"), lambda: home_context(request, at))
    return render(request, "home.html", context)


def home_context(request: HttpRequest, at: datetime) -> dict:
    public = Event.objects.public(at)
    coming = [
        event_card(event, at) for event in public.upcoming(at).taking_place().slice(0, COMING + 1).for_listing(at)
    ]
    recorded = public.past(at).recorded().slice(0, RECORDED).for_listing(at)
    series = Series.objects.public(at).order_by("pk").first()
    return {
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


@require_safe
def program(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(Program.objects.published(at).for_page(), pk=entry.number)
    return moved(request, found) or render(request, "programs/program.html", program_context(request, found, at))


def program_context(request: HttpRequest, found: Program, at: datetime) -> dict:
    """What the template of a program's page needs; the preview of a draft uses it too."""
    events = Event.objects.filter(program=found).public(at)
    card, people = program_card(found), program_people(found)
    found_frame = _entry_frame(request, found, card, section="programs", plate=program_plate(card))
    return {
        "program": found,
        "card": card,
        "body": found.text("body"),
        "follows": follows_words(found.promised_on, active_language(), at),
        "people": people,
        "application": application(found, at),
        "calendar_query": calendar_query("program", found, at),
        "cohorts": [cohort.text("name") for cohort in found.cohorts.all()],
        "upcoming": [event_card(event, at) for event in events.upcoming(at).slice(0, LISTED).for_listing(at)],
        "past": [event_card(event, at) for event in events.past(at).slice(0, LISTED).for_listing(at)],
        "guides": [
            guide_card(guide) for guide in ResourceGuide.objects.filter(program=found).public(at).for_listing(at)
        ],
        "frame": found_frame.with_data(*program_nodes(card, people, found_frame)),
    }


def _entry_frame(
    request: HttpRequest, found: Program | ResourceGuide, card: ProgramCard | GuideCard, *, section: str, plate: Plate
) -> Frame:
    return frame(
        request,
        title=card.title,
        description=card.summary,
        section=section,
        entry=found,
        is_indexed=found.listed,
        plate=plate,
        page_type="ItemPage",
    )


@require_safe
def guide(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()

    def make() -> dict:
        guides = ResourceGuide.objects.published(at).for_listing(at)
        return guide_context(request, get_object_or_404(guides, pk=entry.number), at)

    context = ready_pieces(at).get(page_key(request, "guide", entry.number), make)
    return moved_to(request, context["frame"].here.url) or render(request, "programs/guide.html", context)


def guide_context(request: HttpRequest, found: ResourceGuide, at: datetime) -> dict:
    """What the template of a guide's page needs; the preview of a draft uses it too."""
    events = (
        Event.objects.filter(guides=found).public(at).order_by("-starts_at", "-pk").slice(0, LISTED).for_listing(at)
    )
    card = guide_card(found)
    found_frame = _entry_frame(request, found, card, section="guides", plate=guide_plate(card))
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
    is_possible = len(name) <= LONGEST_NAME and ".." not in name and name.startswith(PICTURE_FOLDERS)
    if not is_possible or extension not in PICTURE_TYPES:
        raise Http404
    try:
        response = _stored_picture(name)
    except ValueError as problem:
        raise Http404 from problem
    response.headers["Content-Type"] = PICTURE_TYPES[extension]
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _stored_picture(name: str) -> HttpResponseBase:
    try:
        return whole_file(default_storage, name)
    except Http404:
        if not make_copy(name):
            raise
    return whole_file(default_storage, name)
