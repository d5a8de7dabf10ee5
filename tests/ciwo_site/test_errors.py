"""Pages for what went wrong, in the reader's language, even when the database is what went wrong.

No test here may use the database, so an error page that asked it for anything would fail.
"""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.test import Client
from justhtml import JustHTML
from pytest_django import Settings

from ciwo_site.addresses import localized_reverse
from ciwo_site.logs.formatters import LineFormatter
from ciwo_site.slow_clients import TOO_LARGE
from ciwo_site.storages.problems import StorageFull, StorageUnreachable

Failing = Callable[..., HttpResponse]


@pytest.fixture
def failing(client: Client, monkeypatch: pytest.MonkeyPatch) -> Failing:
    """`failing(problem, "es")` → what a reader of the list of events is told when it fails so."""
    client.raise_request_exception = False

    def ask(problem: Exception, language: str) -> HttpResponse:
        def fail(*_arguments: object, **_names: object) -> None:
            raise problem

        monkeypatch.setattr("events.views.ready_list", fail)
        return client.get(localized_reverse("event-list", language))

    return ask


def heading(response: HttpResponse) -> str:
    return JustHTML(response.content, sanitize=False).query_one("h1").to_text()


@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        (SuspiciousOperation(), 400, "We could not read that address"),
        (PermissionDenied(), 403, "This page is not open to you"),
        (Http404(), 404, "There is no such page"),
        (RuntimeError("secret words"), 500, "Something broke on our side"),
        (OperationalError("secret words"), 503, "We will be back soon"),
        (InterfaceError("secret words"), 503, "We will be back soon"),
        (StorageUnreachable("secret words"), 503, "This file is out of reach for the moment"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_failure_is_told_in_the_language_of_the_address(
    failing: Failing, problem: Exception, status: int, words: str
) -> None:
    english, spanish = failing(problem, "en"), failing(problem, "es")

    assert (english.status_code, spanish.status_code) == (status, status)
    assert heading(english) == words
    assert heading(spanish) not in ("", words)
    assert b'<html lang="en">' in english.content
    assert b'<html lang="es">' in spanish.content
    assert b"secret words" not in english.content + spanish.content
    assert b'<meta name="robots" content="noindex">' in english.content


@pytest.mark.parametrize(("wanted", "language"), [("es-MX", "es"), ("en", "en"), ("fr", "en")])
def test_an_address_without_a_language_is_missed_in_the_browsers(client: Client, wanted: str, language: str) -> None:
    page = client.get("/nothing-here/", headers={"accept-language": wanted})

    assert page.status_code == 404
    assert f'<html lang="{language}">'.encode() in page.content


@pytest.mark.parametrize("problem", [RuntimeError(), OperationalError()], ids=["broken", "no database"])
def test_a_failure_is_not_kept_by_any_cache(failing: Failing, problem: Exception) -> None:
    assert "no-store" in failing(problem, "en").headers["Cache-Control"]


@pytest.mark.parametrize("problem", [OperationalError(), StorageFull(), StorageUnreachable()], ids=type)
def test_a_reader_and_a_machine_are_told_when_to_come_back(failing: Failing, problem: Exception) -> None:
    assert failing(problem, "en").headers["Retry-After"] == "30"


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/en/events/1-x/", "/e/1", "/en/guides/1-x/editions/1/", "/en/nothing/"]
)
def test_while_the_site_is_worked_on_every_address_says_so(client: Client, settings: Settings, address: str) -> None:
    settings.MAINTENANCE = True

    page = client.get(address)

    assert (page.status_code, heading(page), page.headers["Retry-After"]) == (503, "We will be back soon", "600")


def test_the_page_for_work_on_the_site_is_in_the_readers_language(client: Client, settings: Settings) -> None:
    settings.MAINTENANCE = True

    pages = [client.get("/es/"), client.get("/", headers={"accept-language": "es"})]

    assert [b'<html lang="es">' in page.content for page in pages] == [True, True]
    assert heading(pages[0]) == heading(pages[1]) != "We will be back soon"


def test_staff_can_work_while_the_site_is_worked_on(client: Client, settings: Settings) -> None:
    settings.MAINTENANCE = True

    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_error_pages_carry_the_headers_that_protect_readers(failing: Failing) -> None:
    for problem in (Http404(), RuntimeError(), OperationalError()):
        headers = failing(problem, "en").headers

        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in headers


def test_the_page_for_an_error_shows_the_number_that_the_log_knows_it_by(
    failing: Failing, caplog: pytest.LogCaptureFixture
) -> None:
    page = failing(RuntimeError(), "en")

    number = page.headers["X-Request-ID"]
    assert f"please give us this number: {number}" in page.content.decode()
    assert f"[{number}]" in LineFormatter().format(caplog.records[-1])


@pytest.mark.parametrize(("problem", "outage"), [(OperationalError(), "database"), (StorageFull(), "files")])
def test_an_outage_is_told_to_the_middleware_around_it_too(failing: Failing, problem: Exception, outage: str) -> None:
    assert failing(problem, "en").outage == outage


def test_a_database_that_is_gone_for_a_middleware_is_an_outage_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False

    def fail(*_arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", fail)

    assert client.get("/es/").status_code == 503


def test_what_was_too_long_to_be_taken_in_is_told_so(client: Client) -> None:
    pages = {code: client.post(f"/{code}/", **{TOO_LARGE: True}) for code in ("en", "es")}

    assert {page.status_code for page in pages.values()} == {413}
    assert heading(pages["en"]) == "That is more than we can take"


def test_error_pages_are_valid_html(failing: Failing, html_checker: Callable) -> None:
    problems = [
        SuspiciousOperation(),
        PermissionDenied(),
        Http404(),
        RuntimeError(),
        OperationalError(),
        StorageUnreachable(),
    ]
    pages = {f"{type(p).__name__} ({code})": failing(p, code).content for p in problems for code in ("en", "es")}

    assert html_checker(pages) == []
