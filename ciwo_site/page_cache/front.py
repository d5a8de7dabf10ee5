"""What stands before Django: a kept page costs one question to the database, and nothing of the framework.

Asked first is the catalog's version (`programs.catalog_version`), so that any number of processes agree on what is
fresh without telling each other. Any cache that Django knows will do. Without the cache pages are made anew; without
the database the last known page is served, with its age.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any, cast

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from ciwo_site.i18n import site_languages
from ciwo_site.page_cache.age import with_age
from ciwo_site.page_cache.entries import (
    CACHE_CONTROL,
    NOT_IN_304,
    Entry,
    Headers,
    is_known,
    make_entry,
    pack,
    preferred_coding,
)
from ciwo_site.page_cache.moments import next_moment
from ciwo_site.page_cache.release import release
from programs.catalog_version import CatalogVersion, catalog_version, forget_old_changes

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

KEPT_SECONDS = 60 * 60 * 24  # for a day without a database; a page that may be stale is not served otherwise
LONGEST_QUERY = 200  # characters; a longer one is nobody's filter, and need not fill the cache
LARGEST_PAGE = 1024 * 1024
SECONDS_BETWEEN_TRIES = 3  # while the database does not answer
UNSAFE_TO_PASS_ON = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_COOKIE",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_RANGE",
)


class PageCache:
    """A WSGI application before another one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._turns: dict[str, tuple[Lock, int]] = {}
        self._turns_lock = Lock()
        self._database_failed_at = -float(SECONDS_BETWEEN_TRIES)
        self._starts = tuple(f"/{code}/" for code in site_languages())

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._may_be_kept(environ):
            return self.application(environ, start_response)
        key = _key(environ)
        version = self._version()
        if version is None:
            return self._without_database(key, environ, start_response)
        entry = _stored(key)
        if entry is None or not entry.is_fresh(version.name, timezone.now()):
            with self._turn(key):
                entry = _stored(key)  # perhaps made while this reader waited
                if entry is None or not entry.is_fresh(version.name, timezone.now()):
                    made = self._make(key, version, environ)
                    if not isinstance(made, Entry):
                        return _pass_on(made, environ, start_response)
                    entry = made
        return _answer(key, entry, environ, start_response)

    def _may_be_kept(self, environ: Environ) -> bool:
        """Readers' pages alone: their addresses begin with a language and end with a slash."""
        path = environ.get("PATH_INFO", "")
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and path.startswith(self._starts)
            and path.endswith("/")
            and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY
            and "HTTP_AUTHORIZATION" not in environ
        )

    def _version(self) -> CatalogVersion | None:
        """The catalog's version, or None while the database does not answer. A broken connection is made once more."""
        if monotonic() - self._database_failed_at < SECONDS_BETWEEN_TRIES:
            return None
        for _try in range(2):
            try:
                return catalog_version()
            except (DatabaseError, InterfaceError):
                connection.close()
        self._database_failed_at = monotonic()
        logger.error("The database does not answer; pages are served as they were.")
        return None

    @contextmanager
    def _turn(self, key: str) -> Iterator[None]:
        """One page is made once, however many ask for it at the same time."""
        with self._turns_lock:
            lock, waiting = self._turns.get(key, (Lock(), 0))
            self._turns[key] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._turns_lock:
                lock, waiting = self._turns.pop(key)
                if waiting > 1:
                    self._turns[key] = (lock, waiting - 1)

    def _make(self, key: str, version: CatalogVersion, environ: Environ) -> Entry | HttpResponseBase:
        """A page made by Django, and kept where it may be."""
        made_at = timezone.now()
        asked = {name: value for name, value in environ.items() if name not in UNSAFE_TO_PASS_ON}
        # Django's handler returns its response, which is iterable as WSGI asks, and much more.
        response = cast(HttpResponse, self.application(asked | {"REQUEST_METHOD": "GET"}, _ignore))
        if not _may_be_stored(response):
            return response
        headers = [(name, value) for name, value in response.items() if name.lower() not in ("content-length", "vary")]
        headers = [(name, value) for name, value in headers if name.lower() != "cache-control"]
        body = response.content
        response.close()
        try:
            entry = make_entry(version.name, made_at, next_moment(made_at), headers, body)
            forget_old_changes(version)
        except (DatabaseError, InterfaceError):
            return response
        _store(key, entry)
        return entry

    def _without_database(self, key: str, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        entry = _stored(key)
        if entry is None:
            return self.application(environ, start_response)
        at = timezone.now()
        body = with_age(entry.body, entry.made_at, environ["PATH_INFO"])
        age = max(0, int((at - entry.made_at).total_seconds()))
        headers = [*entry.headers, ("Age", str(age)), ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _ignore(status: str, headers: Headers, exc_info: object = None) -> None:
    """Django's handler returns its response, which says the same."""


def _may_be_stored(response: object) -> bool:
    if not isinstance(response, HttpResponse) or response.streaming or response.status_code != 200:
        return False
    control = response.headers.get("Cache-Control", "")
    return (
        response.headers.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not any(word in control for word in ("no-store", "private"))
        and response.headers.get("Vary", "").lower() in ("", "accept-encoding")
        and len(response.content) <= LARGEST_PAGE
    )


def _key(environ: Environ) -> str:
    """Everything that a page depends on beside the catalog and the time: where it was asked for, and our own code."""
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    parts = (
        release(),
        environ.get("wsgi.url_scheme", ""),
        forwarded,
        environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
    )
    address = "\n".join(parts).encode(errors="surrogateescape")
    return f"page:{blake2b(address, digest_size=20).hexdigest()}"


def _stored(key: str) -> Entry | None:
    try:
        return caches["default"].get(key)
    except Exception:
        logger.exception("The cache does not answer.")
        return None


def _store(key: str, entry: Entry) -> None:
    try:
        caches["default"].set(key, entry, KEPT_SECONDS)
    except Exception:
        logger.exception("The cache does not answer.")


def _answer(key: str, entry: Entry, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [*entry.headers, ("ETag", entry.etag), ("Cache-Control", CACHE_CONTROL), ("Vary", "Accept-Encoding")]
    if is_known(entry.etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() not in NOT_IN_304])
        return []
    coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = entry.packed.get(coding) if coding else entry.body
    if body is None:
        body = entry.packed[coding] = pack(entry.body, coding)
        _store(key, entry)
    if coding:
        headers.append(("Content-Encoding", coding))
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _pass_on(response: HttpResponseBase, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand a response on as Django's handler would have, with the cookies that it sets."""
    headers = [*response.items(), *(("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values())]
    start_response(f"{response.status_code} {response.reason_phrase}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else response
