"""Pages for what went wrong, in the reader's language. None of them asks the database for anything."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path, gettext_noop
from django.utils.translation import gettext as _

from ciwo_site.frame import frame
from ciwo_site.i18n import site_languages
from ciwo_site.request_ids import current_request_id
from ciwo_site.storages.problems import StorageProblem

OUTAGES = (OperationalError, InterfaceError, StorageProblem)
OUTAGE_RETRY_SECONDS = 30
RETRY_SECONDS = 60
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


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the secret that proves where it came from; Django's own page brings a style that is refused."""
    return error_page(request, 403, gettext_noop("This form waited too long"), "403_csrf.html")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Somebody sends forms faster than a person does. `Retry-After` in seconds."""
    response = error_page(request, 429, gettext_noop("That was too much at once"))
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """What was sent is longer than anything that the site takes; nothing of it was read."""
    return error_page(request, 413, gettext_noop("That is more than we can take"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Also where a middleware found the database gone, which Django knows only as one more error."""
    problem = sys.exc_info()[1]
    if isinstance(problem, OUTAGES):
        return out_of_reach(request, problem)
    return error_page(
        request, 500, gettext_noop("Something broke on our side"), context={"request_id": current_request_id()}
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for a site that is being worked on, with `Retry-After` in seconds."""
    response = error_page(request, 503, gettext_noop("We will be back soon"))
    response.headers["Retry-After"] = str(settings.MAINTENANCE_RETRY_SECONDS)
    return response


def out_of_reach(request: HttpRequest, problem: Exception) -> HttpResponse:
    """The page for a database or a store of files that does not answer; both come back by themselves.

    The answer says so to the middleware around it, too: `response.outage` is "database" or "files".
    """
    if isinstance(problem, StorageProblem):
        title, template, outage = gettext_noop("This file is out of reach for the moment"), "503_files.html", "files"
    else:
        title, template, outage = gettext_noop("We will be back soon"), "503.html", "database"
    response = error_page(request, 503, title, template)
    response.headers["Retry-After"] = str(OUTAGE_RETRY_SECONDS)
    response.outage = outage  # type: ignore[attr-defined]
    return response


def error_page(
    request: HttpRequest, status: int, title: str, template: str = "", context: dict[str, Any] | None = None
) -> HttpResponse:
    with translation.override(_reader_language(request)):
        shown = {"frame": frame(request, title=_(title), is_indexed=False), "status": status, **(context or {})}
        response = render(request, template or f"{status}.html", shown, status=status)
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
