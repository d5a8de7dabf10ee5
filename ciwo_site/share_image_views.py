"""The share images of every kind of page, each open to whom its page is open."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from ciwo_site.share_images.answers import share_image_answer
from ciwo_site.share_images.plate import Plate, house_plate
from events.cards import event_card
from events.models import Event, Series
from events.share_images import event_plate, series_plate
from programs.cards import guide_card, program_card
from programs.models import Person, Program, ResourceGuide
from programs.people import person_page
from programs.share_images import guide_plate, person_plate, program_plate

HIGHEST_NUMBER = 10**9


@require_safe
def share_image(request: HttpRequest, kind: str, number: int, mark: str) -> HttpResponse:
    if kind not in PLATES or number > HIGHEST_NUMBER:
        raise Http404
    return share_image_answer(request, PLATES[kind](number, timezone.now()), mark)


def _event(number: int, at: datetime) -> Plate:
    found = get_object_or_404(Event.objects.published(at).for_listing(at), pk=number)
    return event_plate(event_card(found, at))


def _series(number: int, at: datetime) -> Plate:
    found = get_object_or_404(Series.objects.published(at).select_related("organization"), pk=number)
    host = found.organization.text("name") if found.organization else None
    return series_plate(found.pk, found.text("title"), host)


def _program(number: int, at: datetime) -> Plate:
    return program_plate(program_card(get_object_or_404(Program.objects.published(at).for_listing(), pk=number)))


def _guide(number: int, at: datetime) -> Plate:
    return guide_plate(guide_card(get_object_or_404(ResourceGuide.objects.published(at).for_listing(at), pk=number)))


def _person(number: int, at: datetime) -> Plate:
    found = get_object_or_404(Person.objects.public().for_page(), pk=number)
    return person_plate(person_page(found, at), found.pk)


def _site(number: int, at: datetime) -> Plate:
    if number:
        raise Http404
    return house_plate()


PLATES: dict[str, Callable[[int, datetime], Plate]] = {
    "event": _event,
    "series": _series,
    "program": _program,
    "guide": _guide,
    "person": _person,
    "site": _site,
}
