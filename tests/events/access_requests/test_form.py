"""Asking for what one needs: no account, no script, no cookie; nothing that was written is lost."""

import pytest
from django.test import Client
from django.utils import translation

from events.access_requests.deadlines import access_address
from events.access_requests.forms import AccessRequestForm
from events.models import AccessRequest, Event
from tests.events.access_requests.asking import SAME_ORIGIN, parse, send, what_is_asked
from tests.factories import AT_NOW, NOW

pytestmark = [pytest.mark.django_db, AT_NOW]


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


def test_the_words_of_the_form_are_translated(event: Event) -> None:
    labels = {}
    for language in ("en", "es"):
        with translation.override(language):
            labels[language] = [str(field.label) for field in AccessRequestForm(event=event, at=NOW)]

    assert [pair for pair in zip(labels["en"], labels["es"], strict=True) if pair[0] == pair[1]] == []
