"""The coming events as a block for any mailer: seen, and copied as HTML or as plain text."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from ciwo_site.addresses import origin_of
from ciwo_site.dates import month_heading
from ciwo_site.i18n import active_language, other_languages, site_languages
from events.models import Event
from events.newsletter import newsletters
from events.newsletter_html import newsletter_html
from events.newsletter_range import NewsletterRange, months_of
from events.newsletter_text import newsletter_text

NAME, TITLE = "newsletter", gettext_lazy("Newsletter")


def may_write_newsletter(user: Any) -> bool:
    return user.has_perm("events.view_event")


@require_safe
def newsletter_page(request: HttpRequest) -> HttpResponse:
    """Only what readers may see is in it, whoever looks."""
    if not may_write_newsletter(request.user):
        raise PermissionDenied
    at = timezone.now()
    public = Event.objects.public(at)
    time = NewsletterRange.read(request.GET.get("time", ""), at)
    language = request.GET.get("language", "")
    in_all = (active_language(), *other_languages(active_language()))
    languages = (language,) if language in site_languages() else in_all
    events = list(time.of(public, at).for_listing(at))
    parts = newsletters(events, time, at, origin_of(request), languages)
    months = months_of(public.upcoming(at).order_by().values_list("local_date", flat=True).distinct())
    context = {
        **admin.site.each_context(request),
        "title": TITLE,
        "parts": parts,
        "number_of_events": len(events),
        "html": newsletter_html(parts),
        "text": newsletter_text(parts),
        "times": [("", _("The next four weeks"))]
        + [(f"{month:%Y-%m}", month_heading(month.year, month.month, active_language())) for month in months],
        "time": time,
        "languages": [
            (
                "",
                pgettext("languages of a newsletter", "Both")
                if len(in_all) == 2
                else pgettext("languages of a newsletter", "All"),
            ),
            *((code, settings.LANGUAGE_NAMES[code]) for code in site_languages()),
        ],
        "language": languages[0] if len(languages) == 1 else "",
    }
    return TemplateResponse(request, "admin/newsletter.html", context)
