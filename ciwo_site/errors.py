"""Pages for what went wrong, in the reader's language. None of them asks the database for anything."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path, gettext_noop
from django.utils.translation import gettext as _

from ciwo_site.frame import frame
from ciwo_site.i18n import site_languages

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400, gettext_noop("We could not read that address"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, gettext_noop("This page is not open to you"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, gettext_noop("There is no such page"))


def altered_link(request: HttpRequest) -> HttpResponse:
    """A private link whose address this site never made. Says nothing of what there might be."""
    return error_page(request, 403, gettext_noop("This link is not complete"), "private/altered.html")


def gone(request: HttpRequest) -> HttpResponse:
    """A private link that was one. Says nothing of what there was."""
    return error_page(request, 410, gettext_noop("This link no longer works"))


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500, gettext_noop("Something broke on our side"))


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for a site that will be back soon, with `Retry-After` in seconds."""
    response = error_page(request, 503, gettext_noop("We will be back soon"))
    response.headers["Retry-After"] = str(settings.MAINTENANCE_RETRY_SECONDS)
    return response


def error_page(request: HttpRequest, status: int, title: str, template: str = "") -> HttpResponse:
    with translation.override(_reader_language(request)):
        context = {"frame": frame(request, title=_(title), is_indexed=False), "status": status}
        response = render(request, template or f"{status}.html", context, status=status)
    if status >= 500:
        add_never_cache_headers(response)
    return response


def _reader_language(request: HttpRequest) -> str:
    """The language of the address; else the one that the browser asks for."""
    return (
        get_language_from_path(request.path_info)
        or translation.get_language_from_request(request)
        or site_languages()[0]
    )
