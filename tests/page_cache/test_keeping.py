"""Readers' pages are kept whole: which, for whom, and how often they are made."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ciwo_site.page_cache import front
from ciwo_site.page_cache.front import PageCache
from events.models import Event
from tests.factories import NOW, make_event, make_guide_edition
from tests.kept_pages import Counted, page_cache
from tests.wsgi_reader import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("one_connection"),
]


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


def test_a_site_that_is_being_worked_on_shows_no_kept_page(pages: PageCache, settings: Any) -> None:
    make_event()
    ask(pages, "/en/events/")
    settings.MAINTENANCE = True

    assert ask(pages, "/en/events/").status == 503


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
