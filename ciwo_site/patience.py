"""How long a request waits for one answer of the database. Commands wait as long as it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

# Seconds. A kept page need not be true to the moment; a reader finds a sentence; staff's long save is worth waiting for.
KEPT_PAGE, READERS, STAFF = 2.0, 5.0, 30.0
ADMIN = "/admin/"

_seconds: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Within this block nobody waits longer than `seconds` for one answer."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


def seconds_to_wait() -> float | None:
    """None: without end."""
    return _seconds.get()


class Patience:
    """Around everything that may ask the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with patience(STAFF if request.path_info.startswith(ADMIN) else READERS):
            return self.get_response(request)
