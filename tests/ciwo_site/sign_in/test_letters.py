"""Mail on accounts: only where it is configured, in both languages, without any address of a machine."""

import re
from collections.abc import Callable, Generator
from threading import enumerate as threads
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from ciwo_site.sign_in import views
from tests.ciwo_site.sign_in.conftest import PASSWORD, is_in

NEW = "another pass phrase"
FORGOTTEN = "/admin/password/forgotten/"


@pytest.fixture
def letters(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Generator[Callable[[], list[EmailMessage]]]:
    """`letters()` → what was sent, once it is. None is on its way to the test that follows."""
    settings.MAIL_IS_CONFIGURED = True
    monkeypatch.setattr(views, "SECONDS_TO_ANSWER", 0)

    def sent() -> list[EmailMessage]:
        for thread in threads():
            if thread.name == "letter":
                thread.join()
        return mail.outbox

    yield sent
    sent()


def test_a_sign_in_from_a_new_browser_is_told_once(ana: User, enter: Any, letters: Any) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Firefox of Ana")

    for _time in range(2):
        enter(client)
        client.post("/admin/logout/")

    (letter,) = letters()
    assert letter.to == ["ana@center.example"]
    assert letter.subject.startswith("New sign-in")
    assert "“ana”" in letter.body  # in English
    assert "«ana»" in letter.body  # and in Spanish
    assert "http://testserver/admin/second-factor/" in letter.body
    assert "203.0.113" not in letter.message().as_string()
    assert "Firefox" not in letter.message().as_string()
    enter(Client())
    assert len(letters()) == 2


def test_without_mail_nothing_is_sent_and_nothing_fails(
    ana: User, enter: Any, letters: Any, settings: Settings
) -> None:
    settings.MAIL_IS_CONFIGURED = False

    assert enter(Client()).status_code == 302

    assert letters() == []


def test_an_account_without_an_address_gets_no_mail(ana: User, enter: Any, letters: Any) -> None:
    User.objects.update(email="")

    assert enter(Client()).status_code == 302

    assert letters() == []


def test_a_mail_server_that_fails_stops_nobody(
    ana: User, enter: Any, letters: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.ciwo_site.sign_in.test_letters.Broken"

    assert enter(Client()).status_code == 302

    letters()
    assert [record.getMessage() for record in caplog.records] == [
        "A letter to somebody of the staff was not sent: OSError"
    ]


class Broken:
    def __init__(self, **options: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> None:
        raise OSError("ana@center.example was refused by the server")


def test_a_new_password_is_told_to_its_owner(ana: User, letters: Any) -> None:
    client = Client()
    client.force_login(ana)

    client.post("/admin/password_change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert [letter.subject.partition(" · ")[0] for letter in letters()] == ["New password"]


# Forgotten ----------------------------------------------------------------------------------------------------------


def test_without_mail_a_page_says_whom_to_ask(db: None, settings: Settings, client: Client) -> None:
    settings.MAIL_IS_CONFIGURED = False

    page = client.get(FORGOTTEN)

    assert "ask a colleague who has an administrator’s account" in page.content.decode()
    assert client.post(FORGOTTEN, {"email": "ana@center.example"}).status_code == 405


def test_a_link_by_mail_sets_a_new_password_once(ana: User, enter: Any, letters: Any, happened: Any) -> None:
    elsewhere, client = Client(), Client()
    elsewhere.force_login(ana)
    client.post(FORGOTTEN, {"email": "ANA@center.example"})
    (letter,) = letters()
    link = re.search(r"http://testserver(/admin/password/new/\S+)", letter.body)[1]

    form = client.get(link, follow=True)
    changed = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)

    assert letter.body.count(link) == 2
    assert "The new password is set" in changed.content.decode()
    assert (is_in(client), is_in(elsewhere)) == (False, False)
    assert enter(client, "ana", NEW).status_code == 302
    assert "no longer works" in Client().get(link, follow=True).content.decode()
    assert "password_reset" in [row[0] for row in happened()]


def test_the_second_factor_stays_when_the_password_was_forgotten(ana: User, enter: Any, letters: Any, app: Any) -> None:
    client = Client()
    client.post(FORGOTTEN, {"email": "ana@center.example"})
    link = re.search(r"http://testserver(/admin/password/new/\S+)", letters()[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert enter(client, "ana", NEW).url == "/admin/login/second-step/"


@pytest.mark.parametrize("email", ["nobody@center.example", "reader@center.example", "gone@center.example"])
def test_the_answer_tells_nothing_of_who_has_an_account(ana: User, letters: Any, email: str) -> None:
    User.objects.create_user("reader", email="reader@center.example", password=PASSWORD)
    User.objects.create_user("gone", email="gone@center.example", password=PASSWORD, is_staff=True, is_active=False)

    known, unknown = (
        Client().post(FORGOTTEN, {"email": address}, follow=True) for address in ("ana@center.example", email)
    )

    assert known.redirect_chain == unknown.redirect_chain
    assert "If that address belongs to an account" in unknown.content.decode()
    assert [letter.to for letter in letters()] == [["ana@center.example"]]


def test_the_answer_takes_its_time_whether_or_not_the_address_is_known(
    ana: User, letters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(views, "SECONDS_TO_ANSWER", 1000)
    monkeypatch.setattr(views, "sleep", slept.append)

    for email in ("ana@center.example", "nobody@center.example"):
        Client().post(FORGOTTEN, {"email": email})

    assert [900 < seconds < 1000 for seconds in slept] == [True, True]


def test_a_host_that_is_not_ours_gets_into_no_letter(ana: User, letters: Any) -> None:
    client = Client()

    refused = client.post(FORGOTTEN, {"email": "ana@center.example"}, headers={"host": "evil.example"})
    client.post(FORGOTTEN, {"email": "ana@center.example"}, headers={"x-forwarded-host": "evil.example"})

    assert refused.status_code == 400
    assert ["evil" in letter.body for letter in letters()] == [False]
