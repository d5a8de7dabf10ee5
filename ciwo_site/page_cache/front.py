"""What stands before Django: a kept page costs one question to the database, and nothing of the framework.

Asked first is the catalog's version (`programs.catalog_version`), so that any number of processes agree on what is
fresh without telling each other. Any cache that Django knows will do. Without the cache each process makes a page once;
without the database the last known page is served, with its age.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter
from time import monotonic
from typing import Any, cast

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from ciwo_site.caches.quiet import say
from ciwo_site.databases.not_waiting import if_nobody_writes
from ciwo_site.i18n import site_languages
from ciwo_site.metrics import count_page
from ciwo_site.page_cache.entries import Answer, Entry, Headers, make_entry, pack, preferred_coding
from ciwo_site.page_cache.memory import Memory
from ciwo_site.page_cache.moments import next_moment
from ciwo_site.page_cache.outage import as_it_was, is_outage, known_version
from ciwo_site.page_cache.questions import SharedQuestion
from ciwo_site.patience import READERS, patience
from ciwo_site.release import release_print
from ciwo_site.slow_clients import TOO_LARGE
from ciwo_site.turns import Turns, claim
from programs.catalog_version import catalog_version, forget_old_changes

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

KEPT_SECONDS = 60 * 60 * 24  # for a day without a database; a page that may be stale is not served otherwise
LONGEST_QUERY = 200  # characters; a longer one is nobody's filter, and need not fill the cache
LARGEST_PAGE = 1024 * 1024
WORTH_PACKING = 200  # bytes, as Django has it
MOST_UNKEPT, SECONDS_UNKEPT = 10_000, 60
# Settings that a place may change and that decide what a page says, or which hosts have one; the program itself is in
# `release_print`.
TOLD_ON_PAGES = (
    "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DEBUG", "EVENT_TIME_ZONE", "HTTPS", "SECURITY_CONTACT", "STATIC_HASHED",
)  # fmt: skip
VERSION = "catalog.version"  # in a request's environment: what was answered when it came
# A page is made for everybody. Files have addresses like pages, and want to know all the rest.
OF_ONE_READER = ("HTTP_ACCEPT_ENCODING", "HTTP_COOKIE")


class PageCache:
    """A WSGI application before another one, and a shorter way to what it holds: `at_once`."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._memory = Memory()
        self._turns = Turns()
        # One connection for every question of the process, whichever thread asks; requests have others.
        self._connection = connection.copy()
        self._connection.inc_thread_sharing()
        self._question = SharedQuestion(self._version)
        self._unkept: dict[str, tuple[str, float]] = {}  # of files and what is not there: the version, until when
        self._starts = tuple(f"/{code}/" for code in site_languages())

    def at_once(self, environ: Environ) -> Answer | None:
        """The answer where this process holds the page and it is fresh: no cache is asked, nothing is made or packed.

        May be called in any thread, hundreds at a time. None: ask the whole application.
        """
        if not self._may_be_kept(environ) or (entry := self._memory.get(_key(environ))) is None:
            return None
        version = environ[VERSION] = self._question()
        coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if version is None or not entry.is_fresh(version, timezone.now()) or not entry.is_packed(coding):
            return None
        count_page("kept")
        status, headers, body = entry.answer(coding, environ.get("HTTP_IF_NONE_MATCH", ""))
        return status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._may_be_kept(environ):
            return self.application(environ, start_response)
        key = _key(environ)
        version = environ[VERSION] if VERSION in environ else self._question()
        if version is None:
            entry = self._last(key)
            return as_it_was(entry, environ, start_response) if entry else self.application(environ, start_response)
        if entry := self._fresh(key, version):
            count_page("kept")
            return self._answer(key, entry, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD" or self._is_unkept(key, version):
            return self.application(environ, start_response)  # a file, perhaps, that need not be opened
        made = self._made_once(key, version, environ)
        if isinstance(made, Entry):
            return self._answer(key, made, environ, start_response)
        if is_outage(made) and (entry := self._last(key)):
            made.close()
            return as_it_was(entry, environ, start_response)
        return _pass_on(made, environ, start_response)

    def _may_be_kept(self, environ: Environ) -> bool:
        """Readers' pages alone: their addresses begin with a language and end with a slash."""
        path = environ.get("PATH_INFO", "")
        return (
            not settings.MAINTENANCE
            and path.endswith("/")
            and path.startswith(self._starts)
            and environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY
            and (host := environ.get("HTTP_HOST", "")) == host.lower()  # a host has 2ⁿ spellings, and browsers use one
            and "HTTP_AUTHORIZATION" not in environ
            and TOO_LARGE not in environ  # refused, whatever page it asks for
        )

    def _version(self) -> str | None:
        return known_version(lambda: catalog_version(self._connection), self._connection)

    def _fresh(self, key: str, version: str) -> Entry | None:
        """The page as this process or another one keeps it."""
        at = timezone.now()
        entry = self._memory.get(key)
        if entry is not None and entry.is_fresh(version, at):
            return entry
        entry = _stored(key)
        if entry is None or not entry.is_fresh(version, at):
            return None
        self._memory.put(key, entry)
        return entry

    def _last(self, key: str) -> Entry | None:
        """The page as anybody last made it, however long ago."""
        known = [entry for entry in (self._memory.get(key), _stored(key)) if entry is not None]
        return max(known, key=attrgetter("made_at"), default=None)

    def _made_once(self, key: str, version: str, environ: Environ) -> Entry | HttpResponseBase:
        """The page, made by one of all who ask for it at the same time, in this process and in others."""
        with self._turns.of(key):
            version = self._question() or version  # whoever made it meanwhile may have seen a later one
            if entry := self._fresh(key, version):
                return entry
            is_there = partial(self._fresh, key, version)
            with claim(caches["default"], f"{key}:{_digest(version)}", lambda: is_there() is not None):
                return is_there() or self._make(key, version, environ)

    def _make(self, key: str, version: str, environ: Environ) -> Entry | HttpResponseBase:
        """A page made by Django, and kept where it may be."""
        made_at = timezone.now()
        asked = {name: value for name, value in environ.items() if name not in OF_ONE_READER}
        # Django's handler returns its response, which is iterable as WSGI asks, and much more.
        response = cast(HttpResponse, self.application(asked, _ignore))
        if not _may_be_stored(response):
            if not is_outage(response):
                self._note_unkept(key, version)
            return response
        body = response.content
        response.close()
        try:
            with patience(READERS):
                entry = make_entry(version, made_at, next_moment(made_at), list(response.items()), body)
                with if_nobody_writes(connection):
                    forget_old_changes()
        except (DatabaseError, InterfaceError):
            return response
        self._memory.put(key, entry)
        _store(key, entry)
        count_page("made")
        return entry

    def _note_unkept(self, key: str, version: str) -> None:
        """For a moment this goes straight to Django, with all that its readers bring, and nobody waits for anybody."""
        if len(self._unkept) >= MOST_UNKEPT:
            self._unkept.clear()
        self._unkept[key] = version, monotonic() + SECONDS_UNKEPT

    def _is_unkept(self, key: str, version: str) -> bool:
        noted_at, until = self._unkept.get(key, ("", 0.0))
        return noted_at == version and monotonic() < until

    def _answer(self, key: str, entry: Entry, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if not entry.is_packed(coding):
            entry.pack(coding)
            self._memory.put(key, entry)
            _store(key, entry)
        status, headers, body = entry.answer(coding, environ.get("HTTP_IF_NONE_MATCH", ""))
        start_response(status, headers)
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
    host = environ["HTTP_HOST"] if "HTTP_HOST" in environ else f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    parts = (
        _made_with(),
        _scheme(environ),
        host,
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
    )
    return f"page:{_digest(chr(10).join(parts))}"


def _scheme(environ: Environ) -> str:
    """As Django reads it: a proxy that we were told to trust knows better than the server how the reader came."""
    said = environ.get("HTTP_X_FORWARDED_PROTO") if settings.SECURE_PROXY_SSL_HEADER else None
    if said is None:
        return environ.get("wsgi.url_scheme", "")
    return "https" if said.partition(",")[0].strip() == "https" else "http"


@cache
def _made_with() -> str:
    """Another program, or the same one with other settings, must not serve what this one keeps in a shared cache."""
    return f"{release_print()} {[getattr(settings, name) for name in TOLD_ON_PAGES]}"


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=20).hexdigest()


def _stored(key: str) -> Entry | None:
    try:
        return caches["default"].get(key)
    except Exception as problem:
        say(problem)
        return None


def _store(key: str, entry: Entry) -> None:
    try:
        caches["default"].set(key, entry, KEPT_SECONDS)
    except Exception as problem:
        say(problem)


def _pass_on(response: HttpResponseBase, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand a response on as Django's handler would have, with the cookies that it sets, and packed."""
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
        _pack_response(response, preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    headers = [*response.items(), *(("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values())]
    start_response(f"{response.status_code} {response.reason_phrase}", headers)
    return response


def _pack_response(response: HttpResponse, coding: str) -> None:
    patch_vary_headers(response, ["Accept-Encoding"])
    if coding and len(response.content) >= WORTH_PACKING and "Content-Encoding" not in response.headers:
        response.content = pack(response.content, coding)
        response.headers["Content-Encoding"] = coding
        response.headers["Content-Length"] = str(len(response.content))
