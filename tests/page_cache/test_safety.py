"""What stands before Django takes nothing away from a page's protection, and nobody can put anything into it for others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from ciwo_site.middleware import ALWAYS
from ciwo_site.page_cache import front
from ciwo_site.page_cache.front import PageCache
from programs.enums import LinkPurpose
from programs.private_links import address, make_link
from tests.factories import AT_NOW, NOW, make_event
from tests.kept_pages import Counted, page_cache
from tests.page_cache.test_outages import take_the_database_away
from tests.showcase import make_showcase
from tests.test_hosts import EVIL, FORGED
from tests.wsgi_reader import Answer, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection"), AT_NOW]

HTTPS = {"wsgi.url_scheme": "https"}
LIST = "/en/events/"
Kept = dict[str, Any]


@pytest.fixture(autouse=True)
def as_in_production(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 63_072_000, True


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """What the cache holds, by key."""
    found: Kept = {}
    monkeypatch.setattr(front, "_stored", found.get)
    monkeypatch.setattr(front, "_store", found.__setitem__)
    return found


@pytest.fixture
def site(as_in_production: None) -> Counted:
    return Counted()


def protection(answer: Answer) -> dict[str, str]:
    """The headers that protect; the number of a request is nobody's protection."""
    names = {*ALWAYS, "Strict-Transport-Security"}
    return {name: value for name, value in answer.headers.items() if name in names}


# Headers ----------------------------------------------------------------------------------------------------------------


def test_a_kept_page_is_protected_like_a_fresh_one(site: Counted, pages: PageCache) -> None:
    for name, path in make_showcase().every_address().items():
        if "search" in name:
            continue  # never kept
        fresh = protection(ask(WSGIHandler(), path, **HTTPS))
        first = ask(pages, path, **HTTPS)
        made = len(site.asked)
        again = [
            ask(pages, path, **HTTPS),
            ask(pages, path, method="HEAD", **HTTPS),
            ask(pages, path, HTTP_ACCEPT_ENCODING="br", **HTTPS),
            ask(pages, path, HTTP_IF_NONE_MATCH=first.headers["ETag"], **HTTPS),
        ]

        assert len(site.asked) == made, f"{name} was not kept"
        assert [answer.status for answer in again] == [200, 200, 200, 304]
        assert set(fresh) >= {*ALWAYS, "Strict-Transport-Security"} - {"X-Frame-Options"}
        assert [protection(answer) for answer in (first, *again)] == [fresh] * 5, name


def test_a_page_of_yesterday_is_protected_too(pages: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    make_event()
    fresh = ask(pages, LIST, **HTTPS)
    take_the_database_away(monkeypatch, pages)

    aged = ask(pages, LIST, **HTTPS)

    assert "Age" in aged.headers
    assert protection(aged) == protection(fresh)


def test_a_page_that_there_is_no_copy_of_is_a_503_with_protection(
    pages: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise front.InterfaceError

    make_event()
    fresh = ask(pages, LIST, **HTTPS)
    take_the_database_away(monkeypatch, pages)
    monkeypatch.setattr("events.views.list_context", fail)

    answer = ask(pages, "/en/events/?kind=webinar", **HTTPS)

    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert protection(answer) == protection(fresh)


@pytest.mark.usefixtures("kept")
def test_the_number_of_a_request_is_not_handed_on(pages: PageCache, settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_event()
    said = {"HTTP_X_REQUEST_ID": "written-by-a-stranger", "HTTP_X_FORWARDED_PROTO": "https"}
    ask(pages, LIST, **said)

    answer = ask(pages, LIST, HTTP_X_FORWARDED_PROTO="https")

    assert answer.status == 200
    assert "written-by-a-stranger" not in answer.headers.values()


# Poison -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_what_a_stranger_says_of_our_host_reaches_nobody_else(
    pages: PageCache, kept: Kept, settings: Settings, behind_proxy: bool
) -> None:
    if behind_proxy:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_event()
    plain = {"HTTP_X_FORWARDED_PROTO": "https"} if behind_proxy else HTTPS
    forged = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in FORGED.items()}

    first = ask(pages, LIST, **forged, **plain)
    second = ask(pages, LIST, **plain)

    assert first.status == 200
    assert EVIL not in first.text
    assert (second.body, second.headers) == (first.body, first.headers)
    assert len(kept) == 1


@pytest.mark.parametrize(
    "host", [EVIL, f"localhost@{EVIL}", f"localhost.{EVIL}", "localhost:x", "", ":", "catalog.example:666"]
)
def test_a_host_that_is_not_ours_is_refused_and_kept_nowhere(
    pages: PageCache, kept: Kept, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "catalog.example"]
    make_event()

    answer = ask(pages, LIST, HTTP_HOST=host, **HTTPS)

    assert answer.status == 400
    assert EVIL not in answer.text
    assert ":666" not in answer.text
    assert kept == {}


@pytest.mark.parametrize("host", ["Catalog.Example", "CATALOG.example", "catalog.examplE"])
def test_a_host_in_capitals_is_ours_and_kept_nowhere(
    pages: PageCache, kept: Kept, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["catalog.example"]
    make_event()

    assert ask(pages, LIST, HTTP_HOST=host, **HTTPS).status == 200
    assert kept == {}
    ask(pages, LIST, HTTP_HOST="catalog.example", **HTTPS)
    assert len(kept) == 1


def test_whatever_is_said_of_the_way_here_there_are_two_pages_at_most(
    pages: PageCache, kept: Kept, settings: Settings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = False
    make_event()

    for said in ("https", "http", "HTTPS", "https, http", "x", "", "ftp", f"https://{EVIL}"):
        ask(page_cache(Counted()), LIST, HTTP_X_FORWARDED_PROTO=said)

    assert len(kept) == 2


def test_a_question_is_answered_for_itself_alone(pages: PageCache, kept: Kept) -> None:
    make_event()
    plain = ask(pages, LIST, **HTTPS)

    asked = [
        f'{LIST}?kind="><script>alert(1)</script>',
        f"{LIST}?next=//{EVIL}/",
        f"{LIST}?page=99999999999999999999",
        f"{LIST}?topic=-1&topic=%00",
        f"{LIST}?language=es",
    ]
    answers = [ask(pages, path, **HTTPS) for path in asked]

    assert {answer.status for answer in answers} == {200}
    assert not any("<script>alert" in answer.text or EVIL in answer.text for answer in answers)
    assert ask(pages, LIST, **HTTPS) == plain


@pytest.mark.usefixtures("kept")
def test_no_answer_but_a_page_is_kept(pages: PageCache, kept: Kept) -> None:
    event = make_event()

    answers = [
        ask(pages, path, **HTTPS)
        for path in ("/en/events/77/", f"/en/events/{event.pk}-wrong/", "/en/nothing/", f"{LIST}?q={'x' * 300}")
    ]

    assert [answer.status for answer in answers] == [404, 301, 404, 200]
    assert kept == {}


# Somebody who has signed in ---------------------------------------------------------------------------------------------


def test_what_staff_read_is_what_everybody_reads(pages: PageCache, kept: Kept) -> None:
    make_event(title_en="For everybody")
    make_event(title_en="Not yet", publication="draft")
    staff = Client()
    staff.force_login(User.objects.create_superuser("ana"))
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in staff.cookies.items())

    hers = ask(pages, LIST, HTTP_COOKIE=cookies, **HTTPS)
    ours = ask(pages, LIST, **HTTPS)

    assert "For everybody" in hers.text
    assert "Not yet" not in hers.text
    assert hers == ours
    assert len(kept) == 1


def test_a_page_is_made_without_what_the_first_reader_brings(site: Counted, pages: PageCache) -> None:
    make_event()
    brought: list[dict[str, Any]] = []
    pages.application = lambda environ, start: (brought.append(environ), site(environ, start))[1]

    first = ask(pages, LIST, HTTP_COOKIE="django_language=es; sessionid=hers", HTTP_ACCEPT_ENCODING="br", **HTTPS)

    assert [environ.keys() & {"HTTP_COOKIE", "HTTP_ACCEPT_ENCODING"} for environ in brought] == [set()]
    assert first.text == ask(WSGIHandler(), LIST, **HTTPS).text


def test_no_page_behind_a_door_is_kept(pages: PageCache, kept: Kept) -> None:
    staff = Client()
    staff.force_login(User.objects.create_superuser("ana"))
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in staff.cookies.items())
    event = make_event(publication="draft")

    link = address(make_link(event, LinkPurpose.PREVIEW, None, NOW), "en")
    paths = ("/admin/", f"/admin/preview/event/{event.pk}/en/", link, "/admin/login/", "/en/private/preview/x.y/")
    statuses = [ask(pages, path, HTTP_COOKIE=cookies, **HTTPS).status for path in paths]

    assert statuses == [200, 200, 200, 302, 403]
    assert kept == {}


def say_private(response: HttpResponse) -> None:
    response.headers["Cache-Control"] = "private"


def say_no_store(response: HttpResponse) -> None:
    response.headers["Cache-Control"] = "max-age=0, no-store"


def set_cookie(response: HttpResponse) -> None:
    response.set_cookie("seen", "1")


def vary_by_cookie(response: HttpResponse) -> None:
    response.headers["Vary"] = "Accept-Encoding, Cookie"


def vary_by_language(response: HttpResponse) -> None:
    response.headers["Vary"] = "Accept-Language"


@pytest.mark.parametrize("mark", [say_private, say_no_store, set_cookie, vary_by_cookie, vary_by_language])
def test_an_answer_that_is_somebodys_own_is_not_kept(kept: Kept, mark: Callable[[HttpResponse], None]) -> None:
    def application(_environ: dict[str, Any], _start_response: Any) -> HttpResponse:
        response = HttpResponse("<!doctype html><main >Hers</main>")
        mark(response)
        return response

    make_event()
    ask(page_cache(application), LIST)

    assert kept == {}
