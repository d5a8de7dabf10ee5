"""What readers get while the database does not answer: the page as it was, with its age.

How long a silent database is waited for, and how often it is tried, is decided beneath, for everybody who asks it:
`ciwo_site.patience` and `ciwo_site.databases`. So nothing is remembered here, and the first reader after its
return gets the page as it is.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from ciwo_site.databases.silence import silence
from ciwo_site.logs.now_and_then import NowAndThen
from ciwo_site.metrics import count_page
from ciwo_site.page_cache.age import with_age
from ciwo_site.page_cache.entries import Entry
from ciwo_site.patience import KEPT_PAGE, patience

problems = NowAndThen(logging.getLogger(__name__), logging.ERROR)

Version = TypeVar("Version")


def known_version(ask: Callable[[], Version], connection: Any) -> Version | None:
    """What `ask` finds out on this connection; None while the database does not answer. A broken one is made once more."""
    # A connection that is made asks this itself; one that is open would be waited for once in each thread.
    if connection.connection is not None and not silence.lets_through():
        return None
    with patience(KEPT_PAGE):
        for _try in range(2):
            try:
                return ask()
            except (DatabaseError, InterfaceError):
                connection.close()
    problems.say("The database does not answer; pages are served as they were.")
    return None


def is_outage(made: object) -> bool:
    """Did the database go while the page was made? `ciwo_site.errors.out_of_reach` marks such an answer."""
    return getattr(made, "outage", "") == "database"


def as_it_was(entry: Entry, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A page that may not be true any more. Nobody between us and the reader is to keep it."""
    body = with_age(entry.body, entry.made_at, environ["PATH_INFO"])
    age = max(0, int((timezone.now() - entry.made_at).total_seconds()))
    headers = [*entry.headers, ("Age", str(age)), ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    count_page("as it was")
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
