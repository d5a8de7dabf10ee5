"""What every response carries, and what a reader is told when the site cannot answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control
from django.utils.log import log_response

from ciwo_site.errors import OUTAGES, out_of_reach, too_large, unavailable
from ciwo_site.logs.discretion import words_of
from ciwo_site.slow_clients import TOO_LARGE

ADMIN = "/admin/"
NOTHING = "()"
PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "interest-cohort")
PERMISSIONS_POLICY = ", ".join(f"{name}={NOTHING}" for name in PERMISSIONS)

# For what comes from no view: static files, redirects to HTTPS, refusals of a host. Pages bring a policy of their own.
BARE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
ALWAYS = {
    "Content-Security-Policy": BARE_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "no-referrer",
    "Server": "",  # the server would say its name and leaves an empty one alone
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Responder = Callable[[HttpRequest], HttpResponse]


class PageHeaders:
    """Headers that no answer should lack. The outermost of all, so that files, redirects and errors carry them too."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if getattr(response, "xframe_options_exempt", False):
            del response.headers["X-Frame-Options"]  # old browsers would obey it and leave the frame empty
        if request.path_info.startswith(ADMIN):
            # Django's CSRF check reads the referrer of its own forms.
            response.headers["Referrer-Policy"] = "same-origin"
            patch_cache_control(response, private=True, no_store=True)
        if is_page(response):
            # Whoever is told nothing may keep a page for as long as they see fit, “not found” too (RFC 9111 §4.2.2).
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


def is_page(response: HttpResponseBase) -> bool:
    """HTML for somebody to read; of a redirect nobody reads it."""
    return response.headers.get("Content-Type", "").startswith("text/html") and "Location" not in response.headers


class CompressPublicPages(GZipMiddleware):
    """Compression for readers' pages, which hold no secret; not for the admin's, which do (BREACH), nor for files."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(ADMIN) or "Accept-Ranges" in response.headers:
            return response  # a part of a file must stay as it was measured
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response  # pictures are compressed already
        return super().process_response(request, response)


class Unavailable:
    """A page in the reader's language while the site is being worked on, while what it stands on does not answer, and for
    a request that nobody could take in."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path_info.startswith(ADMIN):
            return unavailable(request)
        if request.META.get(TOO_LARGE):
            return too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OUTAGES):
            return None
        response = out_of_reach(request, exception)
        # Without the way through the code, which says nothing here and would fill the log of a long outage.
        words = words_of(exception) or type(exception).__name__
        log_response("%s: %s (%s)", response.reason_phrase, request.path, words, request=request, response=response)
        return response
