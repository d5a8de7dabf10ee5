"""What every kind of public address says to those who keep things between us and a reader."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from ciwo_site.addresses import localized_reverse
from ciwo_site.page_cache.entries import CACHE_CONTROL
from ciwo_site.page_cache.front import PageCache
from events.parts import EntryPart
from tests.factories import AT_NOW
from tests.kept_pages import page_cache
from tests.showcase import Showcase, make_showcase
from tests.wsgi_reader import Answer, ask

pytestmark = [pytest.mark.django_db, AT_NOW, pytest.mark.usefixtures("one_connection")]

FEEDS = ("upcoming-feed", "changes-feed", "recordings-feed", "guides-feed")
FRESH = "public, max-age=300"
ASK_ANEW = "public, no-cache"


@pytest.fixture
def pages() -> PageCache:
    return page_cache(WSGIHandler())


def is_personal(answer: Answer) -> bool:
    """Does it set a cookie, or depend on one?"""
    return "Set-Cookie" in answer.headers or "cookie" in answer.headers.get("Vary", "").lower()


def test_every_page_may_be_kept_by_all_who_ask_before_they_use_it(pages: PageCache) -> None:
    showcase = make_showcase()
    wrong = {}

    for name, address in showcase.every_address().items():
        first = ask(pages, address, HTTP_COOKIE="sessionid=somebody", HTTP_ACCEPT_LANGUAGE="es")
        second = ask(pages, address, HTTP_IF_NONE_MATCH=first.headers.get("ETag", ""))
        if name.startswith("search"):  # what somebody looks for is kept nowhere
            told = (first.headers["Cache-Control"], "ETag" in first.headers)
            expected: Any = ("no-store" in told[0] and told[0], False)
        else:
            told = (first.headers.get("Cache-Control"), first.headers.get("Vary"), second.status, second.body)
            expected = (CACHE_CONTROL, "Accept-Encoding", 304, b"")
        if told != expected or first.status != 200 or is_personal(first) or is_personal(second):
            wrong[name] = (first.status, told)

    assert wrong == {}


def other_addresses(showcase: Showcase, language: str) -> dict[str, str]:
    """Those that end with no slash, and what each of them says."""
    data = {
        f"{name}.{extension}": localized_reverse(f"open-data-{extension}", language, {"name": name})
        for name in ("events",)
        for extension in ("json", "csv")
    }
    fresh = {name: localized_reverse(name, language) for name in FEEDS} | data | {"sitemap": "/sitemap.xml"}
    return dict.fromkeys(fresh.values(), FRESH) | {
        localized_reverse("calendar", language): ASK_ANEW,
        EntryPart(showcase.upcoming, "event-calendar").address(language): ASK_ANEW,
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_feeds_calendars_data_and_the_sitemap_are_asked_for_again_at_no_cost(pages: PageCache, language: str) -> None:
    wrong = {}

    for address, cache_control in other_addresses(make_showcase(), language).items():
        first = ask(pages, address)
        second = ask(pages, address, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        told = (first.status, first.headers["Cache-Control"], second.status, second.body)
        if told != (200, cache_control, 304, b"") or is_personal(first) or is_personal(second):
            wrong[address] = told

    assert wrong == {}


@pytest.mark.parametrize(
    ("address", "asked", "status"),
    [
        ("/en/events/77/", {}, 404),  # which may be published in a moment
        ("/en/nothing/", {}, 404),
        ("/e/77", {}, 404),
        (f"/en/events/?q={'x' * 300}", {}, 200),
        ("/en/events/", {"method": "HEAD"}, 200),
        ("/en/events/", {"HTTP_HOST": "LOCALHOST"}, 200),
        ("/en/events/", {"HTTP_AUTHORIZATION": "Basic eDp5"}, 200),
    ],
)
def test_a_page_that_is_not_kept_here_is_asked_for_again_too(
    pages: PageCache, address: str, asked: dict[str, str], status: int
) -> None:
    answer = ask(pages, address, **asked)

    assert (answer.status, answer.headers.get("Cache-Control")) == (status, "no-cache")


@pytest.mark.parametrize(
    ("address", "cache_control"),
    [(lambda _showcase: "/", FRESH), (lambda showcase: f"/e/{showcase.upcoming.pk}", ASK_ANEW)],
)
def test_an_address_without_a_language_depends_on_the_browser_s_languages_alone(
    pages: PageCache, address: Callable[[Showcase], str], cache_control: str
) -> None:
    answer = ask(pages, address(make_showcase()), HTTP_ACCEPT_LANGUAGE="es", HTTP_COOKIE="sessionid=somebody")

    assert answer.status == 302
    assert answer.headers["Location"].startswith("/es/")
    assert answer.headers["Cache-Control"] == cache_control
    assert {word.strip() for word in answer.headers["Vary"].split(",")} <= {"Accept-Language", "Accept-Encoding"}
    assert not is_personal(answer)
