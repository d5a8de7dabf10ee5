"""A name and a password: who comes in, and that a refusal tells nothing but the refusal."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from justhtml import JustHTML

from ciwo_site.sign_in import views
from tests.ciwo_site.sign_in.conftest import PASSWORD, is_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana")]


def test_the_right_password_leads_to_where_one_wanted_to_go(client: Client, enter: Any) -> None:
    assert client.get("/admin/events/webinar/").url == "/admin/login/?next=/admin/events/webinar/"

    response = enter(client, next="/admin/events/webinar/")

    assert (response.status_code, response.url) == (302, "/admin/events/webinar/")
    assert client.get(response.url).status_code == 200


def test_without_a_wish_it_leads_to_this_week(client: Client, enter: Any) -> None:
    assert enter(client).url == "/admin/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "javascript:alert(1)", "/en/", "/admin", "",
        "https:elsewhere.example", "/admin\\@elsewhere.example", "http://testserver@elsewhere.example/",
        "//testserver/admin/", "https://localhost/admin/",
    ],
)  # fmt: skip
def test_a_wish_for_another_site_is_not_granted(client: Client, enter: Any, elsewhere: str) -> None:
    assert enter(client, next=elsewhere).url == "/admin/"


def test_the_page_is_in_the_language_of_the_browser(client: Client) -> None:
    english, spanish = (client.get("/admin/login/", headers={"accept-language": code}) for code in ("en", "es-MX"))

    assert b'<html lang="en"' in english.content
    assert b'<html lang="es"' in spanish.content
    assert "Sign in" in english.content.decode()


def refusal(response: Any) -> str:
    """The page that refuses, without what every answer has of its own."""
    page = JustHTML(response.content, sanitize=False)
    for field in page.query("input"):
        field.attrs.pop("value", None)
    return page.to_html()


@pytest.fixture
def outsiders() -> None:
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("reader", password=PASSWORD)


@pytest.mark.usefixtures("outsiders")
def test_every_refusal_has_the_same_words(enter: Any) -> None:
    tries = {
        "a wrong password": ("ana", "wrong"),
        "an unknown name": ("nobody", PASSWORD),
        "an account that was closed": ("gone", PASSWORD),
        "an account without rights": ("reader", PASSWORD),
        "capitals": ("ana", PASSWORD.upper()),
    }

    answers = {what: enter(Client(), *given) for what, given in tries.items()}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({refusal(answer) for answer in answers.values()}) == 1
    assert "do not belong together" in answers["an unknown name"].content.decode()


@pytest.mark.usefixtures("outsiders")
def test_every_refusal_costs_the_same_work(enter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is hashed once whether or not anybody has the name, and that is nearly all the time it takes."""
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: (hashed.append(1), encode(*given))[1])

    work = {}
    for name in ("ana", "nobody", "gone", "reader"):
        hashed.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            enter(Client(), name, "wrong")
        work[name] = (len(hashed), len(queries))

    assert len(set(work.values())) == 1, work
    assert work["ana"][0] == 1


def test_every_refusal_takes_its_time(enter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many names that nobody has, the record is not written for each; that is not to be learned with a watch."""
    slept: list[float] = []
    monkeypatch.setattr(views, "SECONDS_TO_ANSWER", 30)
    monkeypatch.setattr(views, "sleep", slept.append)

    let_in = enter(Client())
    for name in ("ana", "nobody"):
        for _attempt in range(6):  # the last one is locked out
            enter(Client(), name, "wrong")

    assert let_in.status_code == 302
    assert [20 < seconds < 30 for seconds in slept] == [True] * 12


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_five_wrong_passwords_close_the_door_for_five_minutes(
    enter: Any, time_machine: Any, happened: Any, name: str
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    for _attempt in range(5):
        enter(Client(), name, "wrong")

    locked = [enter(Client(), name, PASSWORD), enter(Client(), name, "wrong")]

    assert ["wait five minutes" in page.content.decode() for page in locked] == [True, True]
    assert refusal(locked[0]) == refusal(locked[1])
    known = name if name == "ana" else ""
    assert happened() == [("refused", known, "")] * 5 + [("locked", known, "")]
    time_machine.shift(timedelta(minutes=5, seconds=1))
    assert enter(Client(), name, PASSWORD).status_code == (302 if name == "ana" else 200)


@pytest.mark.usefixtures("outsiders")
@pytest.mark.parametrize("name", ["gone", "reader"])
def test_the_right_password_of_somebody_who_may_not_come_in_counts_like_a_wrong_one(
    enter: Any, happened: Any, name: str
) -> None:
    """Else the sixth try would tell that the five before it were right."""
    answers = [enter(Client(), name, PASSWORD) for _attempt in range(6)]

    assert "wait five minutes" in answers[-1].content.decode()
    assert happened() == [("refused", name, "")] * 5 + [("locked", name, "")]


def test_names_that_nobody_has_do_not_use_up_the_record_of_an_account(
    enter: Any, happened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, "record_refused", "1/h/key")
    enter(Client(), "nobody", "wrong")
    enter(Client(), "someone", "wrong")

    enter(Client(), "ana", "wrong")

    assert happened() == [("refused", "", ""), ("refused", "ana", "")]


def test_a_stranger_who_guesses_does_not_lock_out_the_browser_that_is_known(client: Client, enter: Any) -> None:
    enter(client)
    client.post("/admin/logout/")
    for _attempt in range(7):
        enter(Client(), "ana", "wrong")

    assert enter(client).status_code == 302


@pytest.mark.parametrize("name", ["ana:known", "known:ana"])
def test_a_name_that_looks_like_a_known_browser_locks_nobody_out(client: Client, enter: Any, name: str) -> None:
    enter(client)
    client.post("/admin/logout/")
    for _attempt in range(5):
        enter(Client(), name, "wrong")

    assert enter(client).status_code == 302


@pytest.mark.parametrize("host", ["TestServer", "testserver:80", "testserver."])
def test_another_spelling_of_the_host_does_not_begin_to_count_anew(enter: Any, host: str) -> None:
    for _attempt in range(5):
        enter(Client(), "ana", "wrong")

    assert "wait five minutes" in enter(Client(HTTP_HOST=host)).content.decode()


def test_a_browser_that_is_known_has_a_limit_too(client: Client, enter: Any) -> None:
    enter(client)
    client.post("/admin/logout/")
    for _attempt in range(5):
        enter(client, "ana", "wrong")

    assert "wait five minutes" in enter(client).content.decode()


def test_the_mark_of_a_known_browser_cannot_be_made_up_and_ends_with_the_password(client: Client, enter: Any) -> None:
    enter(client)
    known = client.cookies["staff_device"].value
    client.post("/admin/logout/")
    ana = get_user_model().objects.get()
    ana.set_password("another pass phrase")
    ana.save()
    for _attempt in range(5):
        enter(Client(), "ana", "wrong")

    for value in (known, known[:-1] + "x", "ana"):
        client.cookies["staff_device"] = value
        assert "wait five minutes" in enter(client, "ana", "another pass phrase").content.decode()


def test_one_address_cannot_try_many_names(client: Client, enter: Any) -> None:
    answers = [enter(client, f"name-{number}", "wrong").content.decode() for number in range(11)]

    assert ["wait five minutes" in answer for answer in answers] == [False] * 10 + [True]


def test_a_flood_is_answered_with_a_page_in_the_readers_language(client: Client, enter: Any) -> None:
    for _attempt in range(30):
        enter(client, "", "")

    english = enter(client)
    spanish = client.post("/admin/login/", headers={"accept-language": "es"})

    assert (english.status_code, spanish.status_code) == (429, 429)
    assert b'<html lang="es">' in spanish.content
    assert int(english.headers["Retry-After"]) > 0


def test_what_is_counted_leads_back_to_no_address(enter: Any) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77")

    enter(client, "ana", "wrong")
    enter(client)

    assert "203.0.113" not in repr(cache._cache)
    assert "203.0.113" not in repr(dict(client.session))
    assert any("drawer" in name for name in cache._cache)


def test_nobody_signs_up_and_no_other_door_exists() -> None:
    for name in ("account_signup", "account_email", "account_request_login_code", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_every_cookie_of_the_staff_stays_under_the_admin(client: Client, enter: Any) -> None:
    client.get("/admin/login/")
    enter(client)
    client.post("/admin/language/setlang/", {"language": "es", "next": "/admin/"})

    assert set(client.cookies) >= {"csrftoken", "sessionid", "staff_device", "django_language"}
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin/"}
    assert {cookie["samesite"] for name, cookie in client.cookies.items() if name != "django_language"} == {"Lax"}
    assert all(client.cookies[name]["httponly"] for name in ("csrftoken", "sessionid", "staff_device"))


def test_what_is_said_to_the_staff_is_in_no_cookie(client: Client, enter: Any) -> None:
    """Django's own would go along to every page for readers."""
    enter(client)

    new = {"oldpassword": PASSWORD, "password1": "another pass phrase", "password2": "another pass phrase"}
    page = client.post("/admin/password_change/", new, follow=True)

    assert "Your password is changed." in page.content.decode()
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin/"}


@pytest.mark.parametrize("address", ["second-factor/app/", "second-factor/passkeys/add/", "second-factor/codes/new/"])
def test_a_stranger_begins_no_session(client: Client, address: str) -> None:
    answer = client.post(f"/admin/{address}")

    assert answer.url.startswith("/admin/confirm/?next=")
    assert client.get(answer.url).url.startswith("/admin/login/?next=")
    assert "sessionid" not in client.cookies


def test_the_session_ends_with_the_browser(client: Client, enter: Any) -> None:
    enter(client)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert is_in(client)
