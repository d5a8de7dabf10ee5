"""A number for each request, by which a line of the log is found again. It says nothing of who asked."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Empty where no request is being answered, as in a command."""
    return _current.get()


class RequestIds:
    """Outermost of all. A proxy that we were told to trust may bring a number of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _given(request) or secrets.token_hex(8)
        _current.set(number)  # and left, because Django logs an answer after the last middleware has seen it
        response = self.get_response(request)
        response.headers[HEADER] = number
        return response


def _given(request: HttpRequest) -> str:
    if not settings.SECURE_PROXY_SSL_HEADER:  # set by BEHIND_PROXY
        return ""
    given = request.headers.get(HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else ""
