"""What private links open, for people without an account: a preview, a briefing, a provider's calendar, their files.

Nothing here is kept by a cache, indexed, or told to another site. An address that was altered answers 403, one that no
longer opens anything 410; neither says what was there.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import localized_reverse
from ciwo_site.dates import long_date
from ciwo_site.downloads import file_response
from ciwo_site.errors import altered_link, gone
from ciwo_site.frame import Frame, frame
from ciwo_site.i18n import active_language
from ciwo_site.preview import PAGES
from events.briefing import briefing as make_briefing
from events.briefing import expiry_words
from events.enums import SlotStatus
from events.material_files import material_response
from events.models import Event, InterpretationSlot, Material, Series, SlotStatusChange
from events.provider_calendar import ASKED_FOR, KEPT_DAYS, provider_calendar
from programs.enums import LinkPurpose
from programs.models import GlossaryTerm, GuideEdition, Organization, PrivateLink, Program, ResourceGuide
from programs.private_links import AlteredLink, ClosedLink, open_link

KINDS: dict[type[Model], str] = {Event: "event", Series: "series", Program: "program", ResourceGuide: "guide"}
PRIVATE_HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """A view behind a private link: it is told the moment, and may raise `AlteredLink` or `ClosedLink`."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **names: Any) -> HttpResponseBase:
        try:
            response = view(request, at=timezone.now(), **names)
        except AlteredLink:
            response = altered_link(request)
        except ClosedLink:
            response = gone(request)
        for name, value in PRIVATE_HEADERS.items():
            response.headers[name] = value
        return response

    return answer


# Preview ----------------------------------------------------------------------------------------------------------------


@private
def preview(request: HttpRequest, signed: str, at: datetime) -> HttpResponseBase:
    """An entry's page as readers will have it; once they have it, the page itself."""
    link = open_link(signed, LinkPurpose.PREVIEW, at)
    kind, entry = _entry(link, at)
    if entry.is_published(at):
        return redirect(entry.address())
    _permission, template, context, _entries = PAGES[kind]
    found = _with_private_files(context(request, entry, at), signed)
    note = _("A private preview: only people who have this link see the page. Please do not pass it on.")
    return render(
        request,
        template,
        found | {"frame": _private_frame(request, found["frame"]), "is_private": True, "preview_note": note},
    )


@private
def preview_file(request: HttpRequest, signed: str, number: int, at: datetime) -> HttpResponseBase:
    """A file that a previewed page offers."""
    link = open_link(signed, LinkPurpose.PREVIEW, at)
    _kind, entry = _entry(link, at)
    if isinstance(entry, Event):
        return _material_response(request, entry.pk, number)
    editions = GuideEdition.objects.published().filter(guide=entry.pk, pk=number).select_related("guide")
    found = editions.first() if isinstance(entry, ResourceGuide) else None
    if found is None:
        raise ClosedLink
    return file_response(
        request,
        found.file,
        filename=found.filename,
        media_type=found.media_type,
        checksum=found.checksum,
        last_modified=found.uploaded_at,
    )


def _entry(link: PrivateLink, at: datetime) -> tuple[str, Any]:
    kind = KINDS.get(link.target_type.model_class() or Model)
    entry = PAGES[kind][3](at).filter(pk=link.target_id).first() if kind else None
    if kind is None or entry is None:
        raise ClosedLink
    return kind, entry


def _with_private_files(context: dict[str, Any], signed: str) -> dict[str, Any]:
    """The page's context, its files at addresses that open without the page being published."""
    if "page" in context:
        page = context["page"]
        sets = [replace(row, items=[_private_item(item, signed) for item in row.items]) for row in page.material_sets]
        return context | {"page": replace(page, material_sets=sets, take_away=None)}
    if "card" in context and hasattr(context["card"], "editions"):
        editions = [
            replace(edition, url=_file_address("private-preview-file", signed, edition.number))
            for edition in context["card"].editions
        ]
        return context | {"card": replace(context["card"], editions=editions)}
    return context | ({"take_away": None} if "take_away" in context else {})


def _private_item(item: Any, signed: str) -> Any:
    if not item.url or item.leads_elsewhere:
        return item
    number = int(item.url.rstrip("/").rpartition("/")[2])  # a material's address ends in its number
    player = replace(item.player, tracks=[]) if item.player else None  # captions and transcripts have public pages
    verb = _("Download") if item.page_url else item.verb
    return replace(
        item, url=_file_address("private-preview-file", signed, number), verb=verb, page_url="", player=player
    )


# Briefing ---------------------------------------------------------------------------------------------------------------


@private
def briefing(request: HttpRequest, signed: str, at: datetime) -> HttpResponseBase:
    """What interpreters prepare with."""
    link = open_link(signed, LinkPurpose.BRIEFING, at)
    event = Event.objects.for_page(at).filter(pk=link.target_id).first()
    if event is None:
        raise ClosedLink

    def file_address(material: Material) -> str:
        return _file_address("private-briefing-file", signed, material.pk)

    found = make_briefing(event, at, GlossaryTerm.objects.all(), file_address)
    title = _("Briefing for interpreters: %(title)s") % {"title": event.text("title")}
    context = {
        "briefing": found,
        "expiry": expiry_words(link.expires_at, event),
        "as_of": long_date(at.astimezone(event.zone).date(), active_language()),
        "contact": request.build_absolute_uri(reverse("contact")),
        "is_private": True,
        "frame": frame(request, title=title, is_indexed=False),
    }
    return render(request, "private/briefing.html", context)


@private
def briefing_file(request: HttpRequest, signed: str, number: int, at: datetime) -> HttpResponseBase:
    link = open_link(signed, LinkPurpose.BRIEFING, at)
    return _material_response(request, link.target_id, number)


# Calendar ---------------------------------------------------------------------------------------------------------------


@private
def calendar(request: HttpRequest, signed: str, at: datetime) -> HttpResponseBase:
    """The services that a provider was asked for, for its own calendar program."""
    link = open_link(signed, LinkPurpose.CALENDAR, at)
    provider = Organization.objects.filter(pk=link.target_id).first()
    if provider is None:
        raise ClosedLink
    slots = list(asked_of(provider, at))
    changed = {slot.pk: slot.status_changed_at for slot in slots if slot.status_changed_at}
    text = provider_calendar(str(provider.text("name")), provider.pk, slots, changed)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="language-services.ics"'
    return response


def asked_of(provider: Organization, at: datetime) -> QuerySet:
    """The slots that a provider knows of: those it was asked for, and of the cancelled ones those it had been asked for."""
    earlier = SlotStatusChange.objects.filter(slot=OuterRef("pk"), before__in=ASKED_FOR)
    knows = Q(status__in=ASKED_FOR) | (Q(status=SlotStatus.CANCELLED) & Exists(earlier))
    return (
        InterpretationSlot.objects.filter(knows, provider=provider, event__over_at__gte=at - timedelta(days=KEPT_DAYS))
        .select_related("event")
        .annotate(status_changed_at=Max("status_changes__changed_at"))
        .order_by("event__starts_at", "pk")
    )


# What they share --------------------------------------------------------------------------------------------------------


def _file_address(name: str, signed: str, number: int) -> str:
    return localized_reverse(name, active_language(), {"signed": signed, "number": number})


def _material_response(request: HttpRequest, event: int, number: int) -> HttpResponseBase:
    """A material of that event which is there to be opened, whether or not the event is published."""
    materials = Material.objects.agreed().filter(event=event, pk=number).exclude(file="").select_related("event")
    found = materials.first()
    if found is None:
        raise ClosedLink
    return material_response(request, found)


def _private_frame(request: HttpRequest, of_readers: Frame) -> Frame:
    """The readers' frame with this page's own twins, so that the language switch keeps the link."""
    own = frame(request, title=of_readers.title, is_indexed=False)
    return replace(own, title_language=of_readers.title_language, section=of_readers.section)
