"""The staff guide: two pages in each language, from “announce a webinar” to “post the recording”.

Its text is a template for each language, not a catalog of strings: it is written, not assembled.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.i18n import active_language


@require_safe
def before(request: HttpRequest) -> HttpResponse:
    return _page(request, "before", _("Staff guide: announce a webinar"))


@require_safe
def after(request: HttpRequest) -> HttpResponse:
    return _page(request, "after", _("Staff guide: on the day, and afterwards"))


def _page(request: HttpRequest, name: str, title: str) -> HttpResponse:
    language = active_language()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": title,
        "page": name,
        "text": f"admin/guide/{language}/{name}.html",
        "pictures": f"admin_site/guide/{language}",
    }
    return TemplateResponse(request, "admin/guide/page.html", context)
