"""Readers' pages about programs and guides, as far as they know nothing of events."""

import logging

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber
from ciwo_site.dates import long_date
from ciwo_site.downloads import counts_as_download, file_response
from ciwo_site.frame import frame
from ciwo_site.i18n import LocalText, active_language
from programs.cards import guide_card, program_card
from programs.enums import PageKey
from programs.feed_links import guides_feed_link
from programs.models import DownloadTotal, GuideEdition, Page, Program, ResourceGuide
from programs.structured_data import PAGE_TYPES, list_nodes

logger = logging.getLogger(__name__)


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    cards = [program_card(program) for program in Program.objects.public().for_listing()]
    found_frame = frame(
        request,
        title=_("Programs"),
        description=_("Fellowships, leadership programs and training for people who organize."),
        section="programs",
        page_type="CollectionPage",
    )
    context = {"cards": cards, "frame": found_frame.with_data(*list_nodes(found_frame, cards))}
    return render(request, "programs/program_list.html", context)


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    cards = [guide_card(guide) for guide in ResourceGuide.objects.public().for_listing()]
    found_frame = frame(
        request,
        title=_("Resource guides"),
        description=_("Guides to download, with their languages and formats."),
        section="guides",
        page_type="CollectionPage",
        feeds=[guides_feed_link(active_language())],
    )
    context = {"guides": cards, "frame": found_frame.with_data(*list_nodes(found_frame, cards))}
    return render(request, "programs/guide_list.html", context)


@require_safe
def edition(request: HttpRequest, entry: EntryNumber, edition: int) -> HttpResponseBase:
    """One file, at its permanent address. A download adds one to the day's total; nothing else is kept of it."""
    found = get_object_or_404(GuideEdition.objects.public().select_related("guide"), pk=edition, guide=entry.number)
    address = found.address()
    if request.path != address:
        return redirect(address)
    response = file_response(
        request,
        found.file,
        filename=found.filename,
        media_type=found.media_type,
        checksum=found.checksum,
        last_modified=found.uploaded_at,
    )
    response.headers["Cache-Control"] = "public, no-cache"
    if counts_as_download(request, response):
        _count(found)
    return response


def _count(edition: GuideEdition) -> None:
    """A reader gets the file, whether or not the database can take one more count."""
    try:
        DownloadTotal.add_one(edition, timezone.now().date())
    except DatabaseError as error:
        logger.warning("A download was not counted (%s).", type(error).__name__)


@require_safe
def latest_edition(request: HttpRequest, entry: EntryNumber, language: str) -> HttpResponse:
    """Leads to the newest edition in a language; PDF first where one version has several formats."""
    editions = GuideEdition.objects.public().filter(guide=entry.number, language=language).select_related("guide")
    newest = sorted(editions, key=lambda found: (-found.version, found.format != "pdf", found.format))
    if not newest:
        raise Http404
    response = redirect(newest[0])
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A page of the site itself; its heading stands even before staff have written anything."""
    found = Page.objects.filter(key=key).first() or Page(key=key)
    language = active_language()
    title = found.text("title") or LocalText(str(found.get_key_display()), language, language)
    context = {
        "title": title,
        "body": found.text("body"),
        "changed": long_date(found.updated_at.date(), language) if found.updated_at else "",
        "frame": frame(
            request,
            title=title,
            description=found.text("body"),
            section=key,
            page_type=PAGE_TYPES.get(PageKey(key), "WebPage"),
        ),
    }
    return render(request, "programs/page.html", context)
