"""An event's flyer: a page that prints, and the same sheet as PDF."""

from datetime import datetime
from hashlib import blake2b
from importlib import import_module
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import EntryNumber, moved, origin_of
from ciwo_site.conditional import conditional
from ciwo_site.frame import frame
from ciwo_site.i18n import entry_address
from ciwo_site.printing.sheet import Sheet
from ciwo_site.printing.svg import svg
from ciwo_site.release import release_print
from events.flyer import FlyerPage, flyer_page
from events.flyer_choices import flyer_choices
from events.flyer_options import FlyerOptions
from events.flyer_sheet import flyer_sheet
from events.models import Event
from events.parts import EntryPart

KEPT_SECONDS = 60 * 60


@require_safe
def flyer(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    """The flyer on the screen; printed, the page is the flyer alone."""
    at = timezone.now()
    found = _event(entry, at)
    part = EntryPart(found, "flyer")
    return moved(request, part) or render(request, "events/flyer.html", flyer_context(request, found, at))


@require_safe
def flyer_pdf(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    """The same sheet as a file, to send on or to take to a copy shop.

    404 where the site's own faces lack a letter of it: the browser's print, which has other faces, does not.
    """
    at = timezone.now()
    found = _event(entry, at)
    if redirection := moved(request, EntryPart(found, "flyer-pdf")):
        return redirection
    options = FlyerOptions.read(request.GET.dict())
    _page, sheet = _drawn(request, found, at, options)
    if not sheet.can_be_set:
        raise Http404
    # Translators: the beginning of a file's name; plain letters, without spaces.
    kind = _("flyer")
    headers = {
        "Content-Disposition": f'attachment; filename="{slugify(kind)}-{entry_address(found)}.pdf"',
        "X-Robots-Tag": "noindex",
    }
    return conditional(request, _document(sheet, found.updated_at), "application/pdf", headers=headers)


def flyer_context(request: HttpRequest, found: Event, at: datetime) -> dict[str, Any]:
    """What the template of a flyer needs; the preview of a draft's flyer uses it too."""
    options = FlyerOptions.read(request.GET.dict())
    page, sheet = _drawn(request, found, at, options)
    title = found.text("title")
    query = f"?{options.query}" if options.query else ""
    return {
        "event_title": title,
        "event_url": found.address(),
        "texts": page.texts,
        "flyer": page,
        "picture": svg(sheet),
        "paper": sheet.paper.value,
        "groups": flyer_choices(options),
        "pdf_url": f"{EntryPart(found, 'flyer-pdf').address()}{query}" if sheet.can_be_set else "",
        "frame": frame(
            request,
            title=_("Flyer: %(title)s") % {"title": title},
            description=page.texts[0].when,
            section="archive" if page.state == "over" else "events",
            entry=EntryPart(found, "flyer"),
            query=options.query,
            is_indexed=False,
        ),
    }


def _event(entry: EntryNumber, at: datetime) -> Event:
    return get_object_or_404(Event.objects.published(at).for_page(at), pk=entry.number)


def _drawn(request: HttpRequest, found: Event, at: datetime, options: FlyerOptions) -> tuple[FlyerPage, Sheet]:
    page = flyer_page(found, at, origin_of(request), options.languages)
    return page, flyer_sheet(page, options)


def _document(sheet: Sheet, made: datetime) -> bytes:
    """The PDF of a sheet, kept for an hour by what is on it and which program drew it."""
    key = f"flyer-{blake2b(repr((release_print(), sheet, made)).encode(), digest_size=16).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        # Not at the top: what writes a PDF would be a fifth of what each process loads before it answers anybody.
        kept = import_module("ciwo_site.printing.pdf").pdf(sheet, made=made)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
