"""A page cache before the site, in the test's own transaction. Its tests use the fixture `one_connection`."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from ciwo_site.error_reports import response_in
from ciwo_site.page_cache.front import PageCache
from tests.wsgi_reader import Answer, ask


class Counted:
    """The site, and how often it was asked to make something."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked.append(environ["PATH_INFO"])
        return self.handler(environ, start_response)


def page_cache(application: Any) -> PageCache:
    """One that asks on the connection which the test's rows are in, before the site as `ciwo_site.wsgi` has it."""
    cache = PageCache(lambda environ, start_response: response_in(application(environ, start_response)))
    cache._connection = connection
    return cache


def follow(application: Any, address: str) -> Answer:
    """Ask; where the title is another one now, at the new address."""
    answer = ask(application, address)
    return ask(application, answer.headers["Location"]) if answer.status in (301, 308) else answer
