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
from events.cards import event_card
from events.models import Event, Series
from programs.cards import application, guide_card, program_card
from programs.models import Person, Program, ResourceGuide
from programs.people import person_page, program_people

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
    return {
        "program": found,
        "card": program_card(found),
        "body": found.text("body"),
        "follows": follows_words(found.promised_on, active_language(), at),
        "people": program_people(found),
        "application": application(found, at),
        "cohorts": [cohort.text("name") for cohort in found.cohorts.all()],
        "upcoming": [event_card(event, at) for event in events.upcoming(at).for_listing(at)[:LISTED]],
        "past": [event_card(event, at) for event in events.past(at).for_listing(at)[:LISTED]],
        "guides": [
            guide_card(guide) for guide in ResourceGuide.objects.filter(program=found).public(at).for_listing(at)
        ],
        "frame": frame(
            request,
            title=found.text("title"),
            description=found.text("summary"),
            section="programs",
            entry=found,
            is_indexed=found.listed,
            image=found.image.url if found.image else "",
            image_description=found.text("image_description"),
        ),
    }


@require_safe
def guide(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(ResourceGuide.objects.published(at).for_listing(at), pk=entry.number)
    return moved(request, found) or render(request, "programs/guide.html", guide_context(request, found, at))


def guide_context(request: HttpRequest, found: ResourceGuide, at: datetime) -> dict:
    """What the template of a guide's page needs; the preview of a draft uses it too."""
    events = Event.objects.filter(guides=found).public(at).order_by("-starts_at").for_listing(at)[:LISTED]
    return {
        "card": guide_card(found),
        "body": found.text("body"),
        "follows": follows_words(found.promised_on, active_language(), at),
        "events": [event_card(event, at) for event in events],
        "frame": frame(
            request,
            title=found.text("title"),
            description=found.text("summary"),
            section="guides",
            entry=found,
            is_indexed=found.listed,
            image=found.image.url if found.image else "",
            image_description=found.text("image_description"),
        ),
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
    context = {
        "page": page,
        "upcoming": [event_card(event, at) for event in events.upcoming(at).for_listing(at)[:LISTED]],
        "past": [event_card(event, at) for event in events.past(at).for_listing(at)[:LISTED]],
        "frame": frame(request, title=page.name, description=page.bio, section="people", entry=found),
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
