"""Kept pages while the database or the cache does not answer."""

import socket
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection

from ciwo_site.breaker import Breaker
from ciwo_site.caches import shared
from ciwo_site.caches.address import cache_settings
from ciwo_site.page_cache import front, outage
from ciwo_site.page_cache.front import PageCache
from events.models import Event
from tests.factories import NOW, make_event
from tests.kept_pages import Counted
from tests.least import least
from tests.wsgi_reader import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("one_connection"),
]


def _broken(*args: object, **kwargs: object) -> None:
    raise OperationalError("connection refused")


def take_the_database_away(patch: pytest.MonkeyPatch, pages: PageCache) -> None:
    patch.setattr(front, "catalog_version", _broken)
    # The test's rows are in the real one.
    patch.setattr(pages, "_connection", SimpleNamespace(connection=None, close=lambda: None))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/events/", "You see this page as it was on Tuesday, March 10, 2026, 11:00 a.m. ET."),
        ("/es/eventos/", "martes 10 de marzo de 2026"),
    ],
)
def test_without_the_database_a_known_page_is_served_with_its_age(
    pages: PageCache, monkeypatch: pytest.MonkeyPatch, html_checker: Callable, address: str, words: str
) -> None:
    make_event(title_en="Sharing stories", title_es="Compartir historias")
    before = ask(pages, address)
    take_the_database_away(monkeypatch, pages)

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        kept = ask(pages, address)

    assert words in kept.text.replace("\xa0", " ")
    assert kept.headers["Age"] == "7200"
    assert kept.headers["Cache-Control"] == "no-store"
    assert len(kept.text) > len(before.text)
    assert html_checker({address: kept.body}) == []


def test_without_the_database_an_unknown_page_is_the_site_s_own_affair(
    site: Counted, pages: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_the_database_away(monkeypatch, pages)

    ask(pages, "/en/events/")

    assert site.asked == ["/en/events/"]


def test_a_database_that_goes_while_a_page_is_made_leaves_the_known_page(site: Counted, pages: PageCache) -> None:
    event = make_event(title_en="Sharing stories")
    ask(pages, "/en/events/")
    Event.objects.filter(pk=event.pk).update(title_en="Changed")

    with connection.execute_wrapper(_tells_the_version_and_nothing_else):
        kept, unknown = ask(pages, "/en/events/"), ask(pages, "/es/eventos/")

    assert len(site.asked) == 3
    assert "Sharing stories" in kept.text
    assert "You see this page as it was" in kept.text
    assert (kept.status, kept.headers["Cache-Control"], kept.headers["Age"]) == (200, "no-store", "0")
    assert (unknown.status, unknown.headers["Retry-After"]) == (503, "30")
    assert "Changed" in ask(pages, "/en/events/").text


def _tells_the_version_and_nothing_else(execute: Callable, sql: str, *arguments: Any) -> Any:
    if "programs_catalogchange" in sql:
        return execute(sql, *arguments)
    raise OperationalError("terminating connection")


def test_a_database_that_was_silent_a_moment_ago_keeps_no_further_reader_waiting(
    site: Counted, pages: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though this reader's thread has a connection of its own, which nobody knows to be silent."""
    make_event()
    ask(pages, "/en/events/")
    monkeypatch.setattr(outage, "silence", Breaker(60))
    monkeypatch.setattr(front, "catalog_version", lambda: pytest.fail("asked"))
    outage.silence.failed()

    assert "Age" in ask(pages, "/en/events/").headers


def test_a_database_that_is_back_is_asked_again(pages: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    ask(pages, "/en/events/")
    with monkeypatch.context() as broken:
        take_the_database_away(broken, pages)
        ask(pages, "/en/events/")
    Event.objects.filter(pk=event.pk).update(title_en="Changed meanwhile")

    assert "Changed meanwhile" in ask(pages, "/en/events/").text


def test_without_the_cache_each_process_makes_a_page_once(
    site: Counted, pages: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_event(title_en="Sharing stories")
    monkeypatch.setattr(cache, "get", _broken)
    monkeypatch.setattr(cache, "set", _broken)

    answers = [ask(pages, "/en/events/") for _reader in range(2)]

    assert all("Sharing stories" in answer.text for answer in answers)
    assert len(site.asked) == 1


def test_a_cache_that_is_silent_costs_a_page_less_than_half_a_second(
    site: Counted, pages: PageCache, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three times a page asks for something that is kept, and keeps it: only the first is waited for."""
    make_event()
    ask(pages, "/en/events/")  # the first page of a process costs more
    answering, never_asked = settings.CACHES, (f"/en/events/?time={number}" for number in count())

    def seconds() -> float:
        began = monotonic()
        assert ask(pages, next(never_asked)).status == 200
        return monotonic() - began

    def cost() -> float:
        settings.CACHES = answering
        usual = seconds()
        monkeypatch.setattr(shared, "_breaker", Breaker(shared.SECONDS_BETWEEN_ATTEMPTS))
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
            settings.CACHES = {**answering, "default": cache_settings(address, Path())}
            taken = seconds()
        assert taken >= shared.SECONDS_TO_WAIT
        return taken - usual

    assert least(cost, enough=0.5) < 0.5
