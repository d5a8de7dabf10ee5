"""What a log and a report of an error tell: where and of what kind, and nothing of anybody."""

import json
import logging
import sys
from collections.abc import Generator
from types import TracebackType

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings
from sentry_sdk.transport import Transport

from ciwo_site import error_reports, request_ids
from ciwo_site.logs.discretion import discreet, words_of
from ciwo_site.logs.formatters import JsonFormatter, LineFormatter
from ciwo_site.slow_clients import Unhurried
from ciwo_site.storages.problems import StorageFull
from ciwo_site.wsgi import django_alone
from tests.kept_pages import Counted, page_cache
from tests.wsgi_reader import ask

PERSONAL = "Ana Torres, ana.torres@example.org, 203.0.113.77, +52 222 123 4567"
KEY = "bG9uZy1rZXktb2YtYS1wcml2YXRlLWxpbms:1abcde:c2lnbmF0dXJlLW9mLWl0"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def caught(error: Exception) -> ExcInfo:
    typed_by_somebody = PERSONAL
    try:
        raise error
    except type(error):
        assert typed_by_somebody
        return sys.exc_info()  # type: ignore[return-value]


def record(message: str, error: Exception | None = None, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.ERROR, "", 0, message, (), caught(error) if error else None)
    made.__dict__.update(extra)
    return made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Not Found: /en/events/4-sharing-stories/", "Not Found: /en/events/4-sharing-stories/"),
        ("/en/search/?q=my+name was slow", "/en/search/… was slow"),
        (f"Forbidden: /en/private/preview/{KEY}/", "Forbidden: /en/private/preview/…/"),
        ("sent to ana.torres@example.org", "sent to …"),
        ("from 203.0.113.77 and 2001:db8:0:1:2:3:4:5", "from … and …"),
        ("call +52 222 123 4567 soon", "call … soon"),
        ("django.db.utils.OperationalError in 12 of 340 requests", "django.db.utils.OperationalError in 12 of 340 requests"),
    ],
)  # fmt: skip
def test_a_message_keeps_what_names_nobody(text: str, told: str) -> None:
    assert discreet(text) == told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError(PERSONAL), ""),
        (IntegrityError(f"duplicate key\nDETAIL:  Key (email)=({PERSONAL})"), ""),
        (OperationalError("connection to server at 10.0.0.5 failed: Connection refused"), "connection to server at … failed: Connection refused"),
        (ImproperlyConfigured("Set SECRET_KEY."), "Set SECRET_KEY."),
        (FileNotFoundError(2, "No such file or directory", f"/srv/{PERSONAL}.pdf"), "No such file or directory"),
        (StorageFull("The disk is full."), "The disk is full."),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_only_errors_of_the_machine_are_told_in_their_own_words(error: Exception, told: str) -> None:
    assert words_of(error) == told


@pytest.mark.parametrize("formatter", [LineFormatter(), JsonFormatter()], ids=["line", "json"])
def test_a_line_says_where_it_broke_and_nothing_that_somebody_typed(formatter: logging.Formatter) -> None:
    try:
        raise RuntimeError(PERSONAL) from caught(ValueError(PERSONAL))[1]
    except RuntimeError:
        line = formatter.format(logging.LogRecord("a", logging.ERROR, "", 0, "Broken", (), sys.exc_info()))

    assert "RuntimeError" in line
    assert "ValueError" in line
    assert "tests/ciwo_site/test_logs.py" in line
    assert not [part for part in PERSONAL.split(", ") if part in line]


def test_json_is_one_object_on_one_line_with_the_requests_facts() -> None:
    request = RequestFactory().post("/en/search/", query_params={"q": PERSONAL})
    request_ids._current.set("0123456789abcdef")

    line = JsonFormatter().format(record("Broken\nin two", ValueError(PERSONAL), request=request, status_code=500))

    told = json.loads(line)
    assert "\n" not in line
    assert {name: told[name] for name in ("level", "message", "request_id", "method", "status")} == {
        "level": "ERROR",
        "message": "Broken\nin two",
        "request_id": "0123456789abcdef",
        "method": "POST",
        "status": 500,
    }
    assert told["errors"][0]["kind"] == "ValueError"


@pytest.mark.parametrize(
    ("is_trusted", "given", "is_taken"),
    [
        (True, "0f3c9a2e5b7d4810", True),
        (False, "0f3c9a2e5b7d4810", False),
        (True, "short", False),
        (True, "a" * 65, False),
        (True, "with space and\tmore", False),
    ],
)
def test_a_number_is_taken_from_a_proxy_that_is_trusted(
    client: Client, settings: Settings, is_trusted: bool, given: str, is_taken: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_trusted else None

    first, second = (client.get("/healthz", headers={"X-Request-ID": given}) for _time in range(2))

    assert (first.headers["X-Request-ID"] == given) is is_taken
    assert is_taken or first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


# Sentry ---------------------------------------------------------------------------------------------------------------


class Kept(Transport):
    """In the place of a connection."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def capture_envelope(self, envelope: sentry_sdk.envelope.Envelope) -> None:
        self.sent.append(envelope.serialize())


@pytest.fixture
def transport() -> Generator[Kept]:
    kept = Kept()
    error_reports.start("https://public@sentry.example.org/1", transport=kept)
    yield kept
    sentry_sdk.get_client().close()
    sentry_sdk.init()  # no longer connected to anything


def test_sentry_is_told_where_it_broke_and_nothing_of_anybody(
    client: Client, transport: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_names: object) -> HttpResponse:
        searched = PERSONAL
        logging.getLogger("events").error("Somebody searched for %s", searched)
        raise ValueError(searched)

    monkeypatch.setattr("events.views.ready_list", fail)
    client.raise_request_exception = False
    client.cookies["sessionid"] = "cookie-of-somebody"

    page = client.get(
        "/en/events/",
        {"q": "Ana Torres"},
        headers={"user-agent": "Browser of Ana", "referer": "https://a.example/Ana", "x-forwarded-for": "203.0.113.77"},
        REMOTE_ADDR="203.0.113.77",
    )

    sent = b"\n".join(transport.sent).decode()
    assert "ValueError" in sent
    assert '"transaction":"' in sent
    assert page.headers["X-Request-ID"] in sent
    for word in ("Ana", "203.0.113.77", "cookie-of-somebody", "sessionid", "Browser of", "a.example", "4567"):
        assert word not in sent


@pytest.mark.usefixtures("one_connection")
def test_nothing_is_sent_of_a_page_that_works(transport: Kept) -> None:
    """Asked for as a server does: Sentry's library watches no other way."""
    assert ask(django_alone, "/healthz").status == 200
    sentry_sdk.flush()

    assert transport.sent == []


@pytest.mark.usefixtures("transport", "one_connection")
def test_where_errors_are_told_pages_are_served_and_kept() -> None:
    """Sentry's library puts something of its own in the place of Django's response."""
    unhurried = Unhurried(django_alone, threads=1, longest_body=lambda _environ: 0)
    site = Counted()
    pages = page_cache(site)

    assert ask(unhurried, "/healthz").status == 200
    assert [ask(pages, "/en/events/").status for _time in range(2)] == [200, 200]
    assert site.asked == ["/en/events/"]
