"""What readers do not have yet, for staff alone: the pages of drafts, their files, and the page of patterns."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.frame import frame
from ciwo_site.i18n import site_languages
from ciwo_site.patterns import patterns as samples
from ciwo_site.views import guide_context, program_context
from events.flyer_views import flyer_context
from events.models import Event, Material, Series
from events.views import event_context, series_context
from programs.models import GuideEdition, Program, ResourceGuide

PAGES: dict[str, tuple[str, str, Any, Callable[[datetime], QuerySet]]] = {
    "event": ("events.view_event", "events/event.html", event_context, lambda at: Event.objects.for_page(at)),
    "flyer": ("events.view_event", "events/flyer.html", flyer_context, lambda at: Event.objects.for_page(at)),
    "series": (
        "events.view_series",
        "events/series.html",
        series_context,
        lambda at: Series.objects.select_related("organization"),
    ),
    "program": (
        "programs.view_program",
        "programs/program.html",
        program_context,
        lambda at: Program.objects.for_page(),
    ),
    "guide": (
        "programs.view_resourceguide",
        "programs/guide.html",
        guide_context,
        lambda at: ResourceGuide.objects.for_listing(at),
    ),
}


@require_safe
@staff_member_required
def page(request: HttpRequest, kind: str, number: int, language: str) -> HttpResponse:
    """A page as it will be, in a language, whether or not it is published."""
    permission, template, context, entries = PAGES[kind]
    if language not in site_languages():
        raise Http404
    require(request, permission)
    at = timezone.now()
    found = get_object_or_404(entries(at), pk=number)
    with translation.override(language):
        return render(request, template, context(request, found, at) | {"is_preview": True})


@require_safe
@staff_member_required
def edition_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file of an edition, of a draft too; counted by nobody."""
    require(request, "programs.view_guideedition")
    found: GuideEdition = get_object_or_404(GuideEdition.objects.select_related("guide"), pk=number)
    return staff_file(found)


@require_safe
@staff_member_required
def material_file(request: HttpRequest, number: int) -> HttpResponseBase:
    require(request, "events.view_material")
    found: Material = get_object_or_404(Material.objects.exclude(file="").select_related("event"), pk=number)
    return staff_file(found)


@require_safe
@staff_member_required
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    context = {"patterns": samples(), "frame": frame(request, title=_("Patterns"), is_indexed=False)}
    return render(request, "patterns.html", context)


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def staff_file(found: GuideEdition | Material) -> HttpResponseBase:
    try:
        file = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    return FileResponse(file, as_attachment=True, filename=found.filename, content_type=found.media_type)
