"""What every response carries, and what a reader is told when the site cannot answer."""

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control

from ciwo_site.errors import unavailable

ADMIN = "/admin/"
NOTHING = "()"
PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "interest-cohort")
PERMISSIONS_POLICY = ", ".join(f"{name}={NOTHING}" for name in PERMISSIONS)

Responder = Callable[[HttpRequest], HttpResponse]


class PageHeaders:
    """Headers that no page should lack. Placed outside of everything, so that files and errors carry them too."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith(ADMIN):
            # Django's CSRF check reads the referrer of its own forms.
            response.headers["Referrer-Policy"] = "same-origin"
            patch_cache_control(response, private=True, no_store=True)
        return response


class CompressPublicPages(GZipMiddleware):
    """Compression for readers' pages, which hold no secret; not for the admin's, which do (BREACH), nor for files."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(ADMIN) or "Accept-Ranges" in response.headers:
            return response  # a part of a file must stay as it was measured
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response  # pictures are compressed already
        return super().process_response(request, response)


class Unavailable:
    """A 503 page in the reader's language while the site is being worked on or its database does not answer."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path_info.startswith(ADMIN):
            return unavailable(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            return unavailable(request)
        return None
