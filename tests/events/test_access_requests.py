"""Asking for what one needs: no account, no script, no cookie; nothing promised, nothing kept that need not be."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries, Settings

from ciwo_site.drawers import network_of
from ciwo_site.same_site import Sender, sender_of
from events.access_requests.deadlines import access_address, days_to_ask, first_day_ahead, invitation
from events.access_requests.forms import AccessRequestForm
from events.access_requests.limits import PER_DRAWER, PER_EVENT, is_admitted
from events.enums import LanguageService
from events.models import AccessRequest, Event
from tests.factories import AT_NOW, MONTH, NOW, make_event, make_past_event

pytestmark = [pytest.mark.django_db, AT_NOW]

SAME_ORIGIN = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}


@pytest.fixture
def event() -> Event:
    return make_event(title_en="Sharing stories", title_es="Compartir historias", languages=("en",))


def send(
    client: Client, event: Event, *, read_in: str = "en", headers: Any = SAME_ORIGIN, **fields: Any
) -> HttpResponse:
    return client.post(access_address(event, read_in), fields, headers=headers)


def parse(page: HttpResponse) -> JustHTML:
    return JustHTML(page.content, sanitize=False)


def what_is_asked() -> list[tuple]:
    fields = ("language", "sign_language", "captions", "low_bandwidth", "message", "email", "written_in", "answered")
    return list(AccessRequest.objects.order_by("pk").values_list(*fields))


# The form -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_request_is_kept_and_the_reader_is_thanked(client: Client, event: Event, language: str) -> None:
    answer = send(
        client,
        event,
        read_in=language,
        language_wanted="ignored",
        captions="on",
        message="Somos seis.\r\nGracias.",
        email="ana@example.org",
    )

    assert (answer.status_code, answer["Location"]) == (303, access_address(event, language, "access-request-received"))
    assert what_is_asked() == [("", False, True, False, "Somos seis.\nGracias.", "ana@example.org", language, False)]
    thanks = client.get(answer["Location"])
    assert thanks.status_code == 200
    assert event.address(language) in {link.attrs["href"] for link in parse(thanks).query("main a")}


@pytest.mark.parametrize(
    "fields", [{"language": "quc"}, {"sign_language": "on"}, {"low_bandwidth": "on"}, {"message": "!"}]
)
def test_one_need_is_enough_and_an_email_is_not_asked_for(client: Client, event: Event, fields: dict) -> None:
    assert send(client, event, **fields).status_code == 303
    assert AccessRequest.objects.get().email == ""


def test_addresses_are_in_the_readers_language(event: Event) -> None:
    assert access_address(event, "en") == f"/en/events/{event.pk}-sharing-stories/access/"
    assert access_address(event, "es") == f"/es/eventos/{event.pk}-compartir-historias/acceso/"
    assert access_address(event, "es", "access-request-received").endswith("/acceso/recibido/")


def test_an_old_address_leads_to_the_present_one_and_still_takes_what_was_written(client: Client, event: Event) -> None:
    old = f"/en/events/{event.pk}-old-title/access/"

    assert client.get(old)["Location"] == access_address(event, "en")
    assert client.post(old, {"captions": "on"}, headers=SAME_ORIGIN).status_code == 303


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Not sent", "Say what you need.", "valid email"]), ("es", ["No se envió", "Diga qué necesita.", "válid"])],
)
def test_what_is_wrong_stands_beside_its_field_in_the_readers_language(
    client: Client, event: Event, language: str, words: list[str]
) -> None:
    answer = send(client, event, read_in=language, email="ana at example")

    page = parse(answer)
    assert answer.status_code == 400
    assert [word for word in words if word not in answer.content.decode()] == []
    email = page.query_one("#need-email")
    assert email.attrs["value"] == "ana at example"
    assert email.attrs["aria-invalid"] == "true"
    assert [page.query_one(f"#{name}") is not None for name in email.attrs["aria-describedby"].split()] == [True, True]
    assert page.query_one("fieldset").attrs["aria-describedby"] == "need-what-error"
    assert [link.attrs["href"] for link in page.query(".access-form__problems a")] == ["#need-what", "#need-email"]
    assert what_is_asked() == []


def test_nothing_that_was_written_is_lost(client: Client, event: Event) -> None:
    page = parse(send(client, event, captions="on", message="<b>Hello</b>", email="nobody"))

    assert page.query_one("#need-captions").attrs.get("checked") is not None
    assert page.query_one("#need-message").to_text().strip() == "<b>Hello</b>"
    assert page.query_one("main b") is None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"language": "xx"}, 400),
        ({"message": "a" * 1001}, 400),
        ({"message": "a" * 1_000_000}, 400),
        ({"message": "a" * 3_000_000}, 413),
        ({"message": "a\x00b"}, 400),
        ({"message": "   "}, 400),
        ({"captions": "on", "email": "a" * 300 + "@example.org"}, 400),
        ({"captions": "on", "email": "a@b.org\nBcc: all@example.org"}, 400),
        ({"captions": "on", "leave_empty": "http://spam.example"}, 400),
        ({f"field{number}": "x" for number in range(1100)}, 413),
    ],
    ids=[
        "no such language", "a letter too long", "a novel", "a library", "a null byte", "spaces", "a long address",
        "a header", "a program", "a thousand fields",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "es"])
def test_bad_input_is_answered_with_the_form(
    client: Client, event: Event, language: str, fields: dict, status: int
) -> None:
    answer = client.post(access_address(event, language), fields, headers=SAME_ORIGIN)

    assert answer.status_code == status
    assert parse(answer).query_one("html").attrs["lang"] == language
    assert parse(answer).query_one("#need-message") is not None
    assert what_is_asked() == []


def test_a_line_break_counts_as_the_one_letter_that_the_browser_counts(client: Client, event: Event) -> None:
    assert send(client, event, message="a\r\n" * 499 + "ab").status_code == 303


def test_the_trap_is_hidden_named_and_not_filled_in_by_browsers(client: Client, event: Event) -> None:
    page = parse(client.get(access_address(event, "en")))
    trap = page.query_one("#need-leave_empty")

    assert page.query_one(".access-form__trap #need-leave_empty") is not None
    assert page.query_one('label[for="need-leave_empty"]').to_text() == "Leave this empty"
    assert (trap.attrs["autocomplete"], trap.attrs["tabindex"]) == ("off", "-1")
    filled = parse(send(client, event, captions="on", leave_empty="x"))
    assert filled.query_one(".access-form__trap") is None  # somebody whose browser filled it in can empty it
    assert filled.query_one("#need-captions").attrs.get("checked") is not None


# The pages ----------------------------------------------------------------------------------------------------------


def test_no_page_is_kept_by_a_cache_or_a_search_engine_and_none_sets_a_cookie(client: Client, event: Event) -> None:
    form = access_address(event, "en")
    pages = {
        "form": client.get(form),
        "errors": send(client, event),
        "sent": send(client, event, captions="on"),
        "thanks": client.get(access_address(event, "en", "access-request-received")),
    }

    for name, page in pages.items():
        assert "no-store" in page["Cache-Control"], name
        assert page["X-Robots-Tag"] == "noindex", name
        assert page.cookies == {}, name
        assert "Cookie" not in page.headers.get("Vary", ""), name
        assert name == "sent" or parse(page).query_one('meta[name="robots"]').attrs["content"] == "noindex", name
    assert b"csrf" not in pages["form"].content
    assert pages["form"]["Referrer-Policy"] == "same-origin"


def test_pages_are_valid_have_one_heading_and_twins(client: Client, event: Event, html_checker: Callable) -> None:
    pages = {}
    for language in ("en", "es"):
        for name in ("access-request", "access-request-received"):
            page = client.get(access_address(event, language, name))
            twins = [link.attrs["href"] for link in parse(page).query("nav.language-switch a")]
            assert twins == [access_address(event, code, name) for code in ("en", "es")]
            assert len(parse(page).query("h1")) == 1
            pages[f"{name} {language}"] = page.content
        pages[f"errors {language}"] = send(client, event, read_in=language, email="x", leave_empty="x").content

    assert html_checker(pages) == []


@pytest.mark.parametrize(
    "fields", [{"publication": "draft"}, {"publication": "published", "publish_at": NOW + timedelta(days=1)}], ids=str
)
def test_what_is_not_published_cannot_be_asked_about(client: Client, fields: dict) -> None:
    event = make_event(**fields)

    assert client.get(access_address(event, "en")).status_code == 404
    assert send(client, event, captions="on").status_code == 404
    assert client.get(access_address(event, "en", "access-request-received")).status_code == 404


@pytest.mark.parametrize("fields", [{"starts_at": NOW - MONTH}, {"occurrence": "cancelled"}], ids=str)
def test_nothing_can_be_asked_of_an_event_that_is_over_or_cancelled(client: Client, fields: dict) -> None:
    event = make_event(**fields)

    assert client.get(access_address(event, "es")).status_code == 410
    assert send(client, event, captions="on").status_code == 410
    assert parse(client.get(access_address(event, "en"))).query("form") == []
    assert "/access/" not in client.get(event.address("en")).content.decode()
    assert what_is_asked() == []


def test_the_form_costs_one_query_and_a_request_five(
    client: Client, event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(access_address(event, "en"))
    with django_assert_num_queries(5):  # the event, the constraint within a savepoint, the row
        send(client, event, captions="on")


def test_an_odd_method_is_refused(client: Client, event: Event) -> None:
    assert client.put(access_address(event, "en")).status_code == 405
    assert client.post(access_address(event, "en", "access-request-received")).status_code == 405


# Until when ---------------------------------------------------------------------------------------------------------


def test_days_to_ask_by_follow_from_the_lead_times(event: Event, settings: Settings) -> None:
    assert days_to_ask(event) == {
        LanguageService.SIMULTANEOUS: date(2026, 3, 26),
        LanguageService.SIGN_LANGUAGE: date(2026, 3, 19),
        LanguageService.CAPTIONS: date(2026, 4, 2),
    }
    settings.LEAD_TIMES = settings.LEAD_TIMES | {"sign_language": 28}
    assert days_to_ask(event)[LanguageService.SIGN_LANGUAGE] == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (NOW, date(2026, 3, 19)),
        (datetime.fromisoformat("2026-03-19T23:59:00-04:00"), date(2026, 3, 19)),
        (datetime.fromisoformat("2026-03-20T00:00:00-04:00"), date(2026, 3, 26)),
        (NOW + timedelta(days=20), date(2026, 4, 2)),
        (NOW + timedelta(days=27), None),
    ],
    ids=str,
)
def test_the_page_names_the_first_day_that_has_not_passed(event: Event, at: datetime, day: date | None) -> None:
    assert first_day_ahead(event, at) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ask for what you need to take part, by March 19, 2026"),
        ("es", "Pida lo que necesita para participar, a más tardar el 19 de marzo de 2026"),
    ],
)
def test_the_events_page_leads_to_the_form(client: Client, event: Event, language: str, text: str) -> None:
    link = parse(client.get(event.address(language))).query_one(".access-ask a")

    assert (link.attrs["href"], link.to_text().strip()) == (access_address(event, language), text)


def test_an_event_without_a_date_can_be_asked_about_without_one(event: Event) -> None:
    event.occurrence = "postponed"

    assert invitation(event, NOW).text == "Ask for what you need to take part"
    assert AccessRequestForm(event=event, at=NOW).fields["captions"].help_text == ""


def test_a_day_that_has_passed_does_not_turn_anybody_away(event: Event) -> None:
    form = AccessRequestForm(event=event, at=NOW + timedelta(days=12))

    assert str(form.fields["sign_language"].help_text) == (
        "The day to ask by was March 19, 2026. Ask all the same: we will try."
    )
    assert str(form.fields["captions"].help_text) == "Ask by April 2, 2026."


# Whose form it was --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"sec-fetch-site": "same-origin"}, Sender.OURS),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, Sender.OURS),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, Sender.OURS),
        ({"origin": "http://testserver"}, Sender.OURS),
        ({"origin": "https://trusted.example"}, Sender.OURS),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, Sender.FOREIGN),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, Sender.FOREIGN),
        ({"sec-fetch-site": "same-site"}, Sender.FOREIGN),
        ({"sec-fetch-site": "none"}, Sender.FOREIGN),
        ({"sec-fetch-site": ""}, Sender.FOREIGN),
        ({"origin": "null"}, Sender.FOREIGN),
        ({"origin": ""}, Sender.FOREIGN),
        ({"origin": "https://testserver"}, Sender.FOREIGN),
        ({"origin": "http://testserver:8000"}, Sender.FOREIGN),
        ({"origin": "http://testserver.evil.example"}, Sender.FOREIGN),
        ({"origin": "http://testserver", "host": "evil.example"}, Sender.FOREIGN),
        ({}, Sender.UNKNOWN),
        ({"referer": "http://testserver/"}, Sender.UNKNOWN),
    ],
    ids=str,
)
def test_only_our_own_pages_are_ours(settings: Settings, headers: dict[str, str], sender: Sender) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://trusted.example"]

    assert sender_of(RequestFactory().post("/", headers=headers)) == sender


@pytest.mark.parametrize(
    ("headers", "language", "words"),
    [
        ({"origin": "http://evil.example"}, "en", "did not come from our page"),
        ({"origin": "http://evil.example"}, "es", "no salió de nuestra página"),
        ({}, "en", "Your browser does not say"),
        ({}, "es", "Su navegador no indica"),
    ],
    ids=str,
)
def test_what_comes_from_elsewhere_is_refused_kindly(
    event: Event, headers: dict[str, str], language: str, words: str
) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = send(client, event, read_in=language, headers=headers, message="a long story", captions="on")

    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert what_is_asked() == []
    # Another site's words are not shown as the reader's own; the reader's own are not lost.
    assert (b"a long story" in answer.content) == (headers == {})


def test_no_cookie_is_needed(event: Event) -> None:
    assert send(Client(enforce_csrf_checks=True), event, captions="on").status_code == 303


# How many -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_flood_is_stopped_and_what_was_written_is_kept_on_the_page(
    client: Client, event: Event, language: str
) -> None:
    statuses = [send(client, event, captions="on").status_code for _request in range(PER_DRAWER)]

    answer = send(client, event, read_in=language, message="My story")

    assert set(statuses) == {303}
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert parse(answer).query_one("#need-message").to_text().strip() == "My story"
    assert parse(answer).query_one("html").attrs["lang"] == language
    assert AccessRequest.objects.count() == PER_DRAWER
    assert send(client, make_event(), captions="on").status_code == 303


def test_what_is_refused_does_not_count(client: Client, event: Event) -> None:
    for _request in range(PER_DRAWER + 1):
        send(client, event, email="x")

    assert send(client, event, captions="on").status_code == 303


def asking(address: str) -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_one_who_floods_leaves_room_for_others() -> None:
    for _request in range(PER_DRAWER + 20):
        is_admitted(asking("192.0.2.1"), 1)

    admitted = [is_admitted(asking(f"198.51.{number}.7"), 1) for number in range(20)]

    assert sum(admitted) >= 15  # one in 256 shares the drawer


def test_an_event_takes_a_limited_number_in_all() -> None:
    admitted = [is_admitted(asking(f"198.51.{number}.7"), 1) for number in range(PER_EVENT + 50)]

    assert sum(admitted) <= PER_EVENT


def test_what_is_counted_leads_back_to_nobody() -> None:
    is_admitted(asking("192.0.2.1"), 7)

    names = [name.rpartition(":1:")[2] for name in cache._cache]
    drawers = [name for name in names if "drawer" in name]
    assert len(drawers) == 1
    assert int(drawers[0].rpartition(":")[2]) < 256
    assert [name for name in names if "192" in name.replace("drawer:192", "")] == []


@pytest.mark.parametrize(
    ("headers", "address", "network"),
    [
        ({}, "192.0.2.1", "192.0.2.1"),
        ({}, "::ffff:192.0.2.1", "192.0.2.1"),
        ({}, "2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ({}, "", ""),
        ({}, "unix:", ""),
        ({"x-forwarded-for": "203.0.113.9"}, "192.0.2.1", "192.0.2.1"),
    ],
    ids=str,
)
def test_a_household_counts_as_one(headers: dict[str, str], address: str, network: str) -> None:
    assert network_of(RequestFactory().post("/", headers=headers, REMOTE_ADDR=address)) == network


def test_a_trusted_proxy_says_who_asks(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"x-forwarded-for": "10.0.0.1, 203.0.113.9"}

    assert network_of(RequestFactory().post("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == "203.0.113.9"


# For how long -------------------------------------------------------------------------------------------------------


def test_requests_are_deleted_some_days_after_the_event(settings: Settings) -> None:
    settings.ACCESS_REQUEST_DAYS = 14
    long_over = make_past_event(starts_at=NOW - timedelta(days=14, hours=2))
    just_over = make_past_event(starts_at=NOW - timedelta(days=14, hours=1))
    to_come = make_event(occurrence="cancelled")
    for event in (long_over, long_over, just_over, to_come):
        AccessRequest.objects.create(event=event, captions=True, written_in="en")
    output = StringIO()

    call_command("delete_old_access_requests", stdout=output)

    assert output.getvalue() == "Access requests deleted: 2\n"
    assert set(AccessRequest.objects.values_list("event", flat=True)) == {just_over.pk, to_come.pk}
    assert Event.objects.count() == 3


def test_the_words_of_the_form_are_translated(event: Event) -> None:
    labels = {}
    for language in ("en", "es"):
        with translation.override(language):
            labels[language] = [str(field.label) for field in AccessRequestForm(event=event, at=NOW)]

    assert [pair for pair in zip(labels["en"], labels["es"], strict=True) if pair[0] == pair[1]] == []
