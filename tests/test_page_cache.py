"""Readers' pages are kept whole, and the next reader after a change or a moment sees the new one."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from ciwo_site.breaker import Breaker
from ciwo_site.caches import shared
from ciwo_site.caches.address import cache_settings
from ciwo_site.page_cache import front, outage
from ciwo_site.page_cache.entries import preferred_coding
from ciwo_site.page_cache.front import PageCache
from ciwo_site.page_cache.moments import next_moment, next_quarter
from events.models import Event, Series
from programs.models import GuideEdition, Person
from tests.factories import (
    NOW,
    make_event,
    make_guide_edition,
    make_material,
    make_organization,
    make_series,
    make_slot,
    make_topic,
)
from tests.kept_pages import Counted, follow, page_cache
from tests.showcase import Showcase, make_showcase
from tests.wsgi_reader import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("one_connection"),
]


@pytest.fixture
def site() -> Counted:
    return Counted()


@pytest.fixture
def pages(site: Counted) -> PageCache:
    return page_cache(site)


def test_a_page_is_made_once(site: Counted, pages: PageCache) -> None:
    make_event(title_en="Sharing stories")

    first, second = ask(pages, "/en/events/"), ask(pages, "/en/events/")

    assert "Sharing stories" in first.text
    assert first == second
    assert site.asked == ["/en/events/"]


def test_each_address_host_and_query_is_a_page_of_its_own(site: Counted, pages: PageCache, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "catalog.example"]
    make_event()

    ask(pages, "/en/events/")
    ask(pages, "/es/eventos/")
    ask(pages, "/en/events/?kind=webinar")
    other = ask(pages, "/en/events/", HTTP_HOST="catalog.example")

    assert len(site.asked) == 4
    assert 'href="http://catalog.example/en/events/"' in other.text


@pytest.mark.parametrize("path", ["/", "/en/events/feed.atom", "/e/1", "/admin/", "/static/css/site.css"])
def test_what_is_no_page_of_readers_goes_straight_to_the_site(site: Counted, pages: PageCache, path: str) -> None:
    ask(pages, path)
    ask(pages, path)

    assert site.asked == [path, path]


def test_a_page_that_is_not_there_is_asked_for_each_time(site: Counted, pages: PageCache) -> None:
    assert ask(pages, "/en/events/77/").status == 404
    event = make_event(pk=77)

    assert ask(pages, event.address("en")).status == 200


def test_what_somebody_looked_for_is_kept_nowhere(site: Counted, pages: PageCache) -> None:
    make_event(title_en="Sharing stories")

    answers = [ask(pages, "/en/search/?q=stories") for _reader in range(2)]

    assert len(site.asked) == 2
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


def test_a_sent_form_and_a_personal_answer_are_never_kept(site: Counted, pages: PageCache) -> None:
    make_event()

    ask(pages, "/en/events/", method="POST")
    ask(pages, "/en/events/", HTTP_AUTHORIZATION="Basic eDp5")
    ask(pages, "/en/events/", HTTP_AUTHORIZATION="Basic eDp5")
    ask(pages, f"/en/events/?q={'x' * 300}")
    ask(pages, f"/en/events/?q={'x' * 300}")

    assert len(site.asked) == 5


def test_nothing_that_a_reader_brings_gets_into_a_page_for_others(pages: PageCache) -> None:
    make_event()

    first = ask(pages, "/en/events/", HTTP_COOKIE="django_language=es", HTTP_ACCEPT_LANGUAGE="es")

    assert ask(pages, "/en/events/").text == first.text
    assert "Set-Cookie" not in first.headers


def test_a_head_of_what_is_not_kept_is_the_site_s_own_affair(site: Counted, pages: PageCache) -> None:
    make_event()

    head = ask(pages, "/en/events/", method="HEAD")

    assert head.status == 200
    assert "ETag" in ask(pages, "/en/events/").headers
    assert len(site.asked) == 2


def test_a_file_that_was_asked_for_keeps_nobody_waiting(pages: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    address = make_guide_edition().address("en")
    whole = ask(pages, address)
    monkeypatch.setattr(pages._turns, "of", None)  # who waited for a turn would fail

    part = ask(pages, address, HTTP_RANGE="bytes=5-9")
    again = ask(pages, address, HTTP_IF_NONE_MATCH=whole.headers["ETag"])

    assert (part.status, part.body) == (206, whole.body[5:10])
    assert (again.status, again.body) == (304, b"")


def test_what_is_kept_nowhere_is_packed_all_the_same(pages: PageCache) -> None:
    address = "/en/search/?q=stories"
    packed, plain = ask(pages, address, HTTP_ACCEPT_ENCODING="br"), ask(pages, address)

    assert packed.headers["Content-Encoding"] == "br"
    assert packed.text == plain.text
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_at_once_answers_what_the_process_holds_and_nothing_else(site: Counted, pages: PageCache) -> None:
    event = make_event()
    environ = RequestFactory(SERVER_NAME="localhost").get("/en/events/").environ

    unknown = pages.at_once(environ)
    page = ask(pages, "/en/events/")
    known = pages.at_once(environ)
    packed = pages.at_once(environ | {"HTTP_ACCEPT_ENCODING": "br"})
    unchanged = pages.at_once(environ | {"HTTP_IF_NONE_MATCH": page.headers["ETag"]})
    Event.objects.filter(pk=event.pk).update(title_en="Changed")
    changed = pages.at_once(environ)

    assert (unknown, packed, changed) == (None, None, None)
    assert known is not None
    assert (known[0], dict(known[1]), known[2]) == ("200 OK", page.headers, page.body)
    assert unchanged is not None
    assert (unchanged[0], unchanged[2]) == ("304 Not Modified", b"")
    assert len(site.asked) == 1


def test_what_another_process_made_is_not_made_again(site: Counted, pages: PageCache) -> None:
    make_event()
    page = ask(pages, "/en/events/")

    assert ask(page_cache(site), "/en/events/") == page
    assert len(site.asked) == 1


@pytest.mark.parametrize("setting", front.TOLD_ON_PAGES)
def test_a_site_with_other_settings_has_pages_of_its_own(setting: str, settings: Any) -> None:
    environ = RequestFactory(SERVER_NAME="localhost").get("/en/").environ
    keys = []

    for value in ("one", "another"):
        setattr(settings, setting, value)
        front._made_with.cache_clear()
        keys.append(front._key(environ))
    front._made_with.cache_clear()

    assert keys[0] != keys[1]


# What a reader's program is told ------------------------------------------------------------------------------------


def test_whoever_has_the_page_is_told_so(site: Counted, pages: PageCache) -> None:
    make_event()
    etag = ask(pages, "/en/events/").headers["ETag"]

    again = ask(pages, "/en/events/", HTTP_IF_NONE_MATCH=f'"other", {etag}')

    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == etag
    assert "Content-Type" not in again.headers
    assert len(site.asked) == 1


def test_the_tag_is_another_one_when_the_page_is(pages: PageCache) -> None:
    event = make_event()
    etag = ask(pages, "/en/events/").headers["ETag"]

    Event.objects.filter(pk=event.pk).update(title_en="Another title")

    assert ask(pages, "/en/events/", HTTP_IF_NONE_MATCH=etag).status == 200


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_page_is_packed_as_the_browser_likes_it(site: Counted, pages: PageCache, coding: str) -> None:
    make_event()
    plain = ask(pages, "/en/events/")

    packed = ask(pages, "/en/events/", HTTP_ACCEPT_ENCODING=coding)

    assert packed.text == plain.text
    assert packed.headers.get("Content-Encoding", "") == coding
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert int(packed.headers["Content-Length"]) == len(packed.body)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip;q=0.5, br; q=0", "gzip"), ("identity", ""), ("", "")],
)
def test_the_best_coding_that_is_accepted_is_chosen(accepted: str, coding: str) -> None:
    assert preferred_coding(accepted) == coding


def test_a_head_has_the_head_of_the_page(site: Counted, pages: PageCache) -> None:
    make_event()
    page = ask(pages, "/en/events/")

    head = ask(pages, "/en/events/", method="HEAD")

    assert (head.status, head.headers, head.body) == (200, page.headers, b"")
    assert len(site.asked) == 1


def test_a_page_may_be_kept_by_others_who_ask_before_they_use_it(pages: PageCache) -> None:
    make_event()

    headers = ask(pages, "/en/events/").headers

    assert headers["Cache-Control"] == "public, no-cache, stale-if-error=86400"
    assert "Content-Security-Policy" in headers
    assert headers["Referrer-Policy"] == "no-referrer"


# Never stale --------------------------------------------------------------------------------------------------------


def _change(showcase: Showcase, table: str) -> None:
    {
        "title": lambda: Event.objects.filter(pk=showcase.upcoming.pk).update(title_en="Changed"),
        "series": lambda: Series.objects.update(title_en="Changed"),
        "speaker": lambda: showcase.upcoming.speakers.filter(person=None).update(group_en="Changed"),
        "person": lambda: Person.objects.filter(pk=showcase.person.pk).update(name="Changed"),
        "affiliation": lambda: showcase.person.affiliations.update(role_en="Changed"),
        "organization": lambda: type(showcase.series.organization).objects.update(name_en="Changed"),
        "program": lambda: type(showcase.program).objects.update(title_en="Changed"),
        "cohort": lambda: showcase.program.cohorts.create(name_en="Changed"),
        "partner": lambda: showcase.program.organizations.update(name_en="Changed"),
        "topic": lambda: showcase.upcoming.topics.update(name_en="Changed"),
        "link to a topic": lambda: showcase.upcoming.topics.add(make_topic(name_en="Changed")),
        "cohost": lambda: showcase.upcoming.cohosts.create(organization=make_organization(name_en="Changed")),
        "language": lambda: showcase.upcoming.languages.update(language="pt"),
        "slot": lambda: showcase.upcoming.slots.update(status="cancelled"),
        "new slot": lambda: make_slot(showcase.upcoming, service="consecutive", to_language="fr"),
        "material": lambda: showcase.past.materials.filter(kind="recording").update(title_en="Changed"),
        "new material": lambda: make_material(showcase.past, title_en="Changed"),
        "guide": lambda: type(showcase.guide).objects.update(title_en="Changed"),
        "edition": lambda: GuideEdition.objects.filter(pk=showcase.edition.pk).update(pages=77),
        "page": lambda: showcase.about().update(title_en="Changed"),
    }[table]()


SHOWN_ON = {
    "title": "an upcoming event",
    "series": "a series",
    "speaker": "an upcoming event",
    "person": "a person",
    "affiliation": "a person",
    "organization": "an upcoming event",
    "program": "a program",
    "cohort": "a program",
    "partner": "a program",
    "topic": "an upcoming event",
    "link to a topic": "an upcoming event",
    "cohost": "an upcoming event",
    "language": "an upcoming event",
    "slot": "an upcoming event",
    "new slot": "an upcoming event",
    "material": "a past event",
    "new material": "a past event",
    "guide": "a guide",
    "edition": "a guide",
    "page": "about",
}


@pytest.mark.parametrize("what", SHOWN_ON)
def test_a_change_shows_on_the_next_request(pages: PageCache, what: str) -> None:
    showcase = make_showcase()
    address = showcase.addresses("en")[SHOWN_ON[what]]
    before = ask(pages, address)
    assert ask(pages, address) == before

    _change(showcase, what)

    at_once = follow(pages, address)
    assert at_once.text != before.text
    assert at_once.text == follow(WSGIHandler(), address).text


def test_a_publish_time_that_arrives_shows_on_the_next_request(pages: PageCache) -> None:
    make_event(title_en="Due soon", publish_at=NOW + timedelta(minutes=4, seconds=20))
    assert "Due soon" not in ask(pages, "/en/events/").text

    with time_machine.travel(NOW + timedelta(minutes=4, seconds=19), tick=False):
        assert "Due soon" not in ask(pages, "/en/events/").text
    with time_machine.travel(NOW + timedelta(minutes=4, seconds=20), tick=False):
        assert "Due soon" in ask(pages, "/en/events/").text


def test_an_event_that_begins_and_ends_shows_on_the_next_request(pages: PageCache) -> None:
    make_event(title_en="Sharing stories", starts_at=NOW + timedelta(minutes=2), ends_at=NOW + timedelta(minutes=9))
    texts = {}
    for minutes in (0, 2, 9):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            texts[minutes] = ask(pages, "/en/events/").text

    assert "Sharing stories" in texts[0]
    assert texts[2] != texts[0]
    assert "Sharing stories" not in texts[9]


def test_midnight_shows_on_the_next_request(site: Counted, pages: PageCache) -> None:
    make_event()
    evening = datetime(2026, 3, 11, 3, 59, 59, tzinfo=UTC)  # one second before midnight in New York

    for seconds in (0, 1):
        with time_machine.travel(evening + timedelta(seconds=seconds), tick=False):
            ask(pages, "/en/events/")

    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        (datetime(2026, 3, 10, 15, 0, tzinfo=UTC), datetime(2026, 3, 10, 15, 15, tzinfo=UTC)),
        (datetime(2026, 3, 10, 23, 59, 59, 999999, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC)),
    ],
)
def test_a_quarter_of_an_hour_is_the_longest(at: datetime, quarter: datetime) -> None:
    assert next_quarter(at) == quarter
    assert next_moment(at) == quarter


def test_the_next_moment_is_the_earliest_of_all(django_assert_num_queries: Any) -> None:
    make_event(registration_opens_at=NOW + timedelta(minutes=7))
    make_series(publish_at=NOW + timedelta(minutes=5))
    make_series(publish_at=NOW)  # this one has come

    with django_assert_num_queries(1):
        assert next_moment(NOW) == NOW + timedelta(minutes=5)


# When something does not answer --------------------------------------------------------------------------------------


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
    began = monotonic()
    ask(pages, "/en/events/?kind=webinar")
    usual = monotonic() - began
    monkeypatch.setattr(shared, "_breaker", Breaker(shared.SECONDS_BETWEEN_ATTEMPTS))

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings.CACHES = {**settings.CACHES, "default": cache_settings(f"redis://127.0.0.1:{port}/0", Path())}
        began = monotonic()
        answer = ask(pages, "/en/events/?kind=convening")
        taken = monotonic() - began

    assert answer.status == 200
    assert shared.SECONDS_TO_WAIT <= taken < 0.5 + usual


def test_a_site_that_is_being_worked_on_shows_no_kept_page(pages: PageCache, settings: Any) -> None:
    make_event()
    ask(pages, "/en/events/")
    settings.MAINTENANCE = True

    assert ask(pages, "/en/events/").status == 503


def test_a_kept_page_has_no_number_of_the_request_that_it_was_made_for(pages: PageCache) -> None:
    make_event()

    assert "X-Request-ID" not in ask(pages, "/en/events/").headers


def test_a_file_is_asked_for_in_parts_and_only_when_it_changed(pages: PageCache) -> None:
    """Its address looks like a page's."""
    edition = make_guide_edition()
    address = edition.address("en")
    whole = ask(pages, address)

    part, known = (
        ask(pages, address, HTTP_RANGE="bytes=1-3"),
        ask(pages, address, HTTP_IF_NONE_MATCH=whole.headers["ETag"]),
    )
    head = ask(pages, address, method="HEAD")

    assert (part.status, part.body) == (206, whole.body[1:4])
    assert (known.status, known.body) == (304, b"")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(whole.body)))


def test_many_readers_at_once_have_a_page_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    together, made = Barrier(8), []

    def application(environ: dict[str, Any], start_response: Any) -> HttpResponse:
        made.append(environ["PATH_INFO"])
        return HttpResponse("<!doctype html><title>Made</title>")

    monkeypatch.setattr(front, "catalog_version", lambda _connection: "1.1")
    monkeypatch.setattr(front, "forget_old_changes", lambda: 0)
    monkeypatch.setattr(front, "next_moment", lambda at: at + timedelta(minutes=1))
    pages, answers = page_cache(application), []

    def read() -> None:
        together.wait()
        answers.append(ask(pages, "/en/"))

    readers = [Thread(target=read) for _reader in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert len(made) == 1
    assert len({answer.body for answer in answers}) == 1
    assert pages._turns._turns == {}
