"""Sessions end: by themselves, with a new password, and with the account."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.ciwo_site.sign_in.conftest import PASSWORD, is_in

pytestmark = pytest.mark.usefixtures("clock")

NEW = "another pass phrase"
USER = "/admin/auth/user/"


@pytest.fixture
def signed_in(ana: User) -> Callable[[], Client]:
    def make(user: User = ana) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


def test_a_session_ends_when_nothing_happens(signed_in: Any, clock: Any, settings: Settings) -> None:
    settings.STAFF_IDLE_MINUTES = 30
    client = signed_in()
    for _visit in range(3):
        clock.shift(timedelta(minutes=29))
        assert is_in(client)

    clock.shift(timedelta(minutes=31))
    response = client.get("/admin/events/webinar/", follow=True)

    assert response.redirect_chain == [("/admin/login/?next=/admin/events/webinar/", 302)]
    assert "nothing had happened for a while" in response.content.decode()


def test_a_session_ends_some_hours_after_the_sign_in_whatever_happens(
    signed_in: Any, clock: Any, settings: Settings
) -> None:
    settings.STAFF_SESSION_HOURS = 2
    client = signed_in()
    for _visit in range(3):
        clock.shift(timedelta(minutes=39))
        assert is_in(client)

    clock.shift(timedelta(minutes=4))

    assert not is_in(client)


def test_a_visit_within_the_minute_writes_nothing(signed_in: Any, clock: Any) -> None:
    client = signed_in()
    client.get("/admin/")
    before = dict(client.session)

    clock.shift(timedelta(seconds=59))
    client.get("/admin/")

    assert dict(client.session) == before


def test_a_session_that_does_not_know_its_beginning_is_over(signed_in: Any) -> None:
    client = signed_in()
    session = client.session
    del session["signed_in_at"]
    session.save()

    assert not is_in(client)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}], ids=str)
def test_who_is_no_longer_of_the_staff_is_out_at_once(signed_in: Any, ana: User, change: dict[str, bool]) -> None:
    client = signed_in()
    User.objects.filter(pk=ana.pk).update(**change)

    answers = [client.get(address).status_code for address in ("/admin/", "/admin/login/")]

    assert answers == [302, 200]


def test_a_new_password_signs_out_everywhere_else(signed_in: Any, enter: Any) -> None:
    here, elsewhere = signed_in(), signed_in()

    page = here.get("/admin/password_change/").content.decode()
    response = here.post("/admin/password_change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert "at least 12 characters" in page
    assert response.url == "/admin/"
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert enter(Client(), "ana", PASSWORD).status_code == 200
    assert enter(Client(), "ana", NEW).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"), [("wrong", NEW, NEW), (PASSWORD, "short", "short"), (PASSWORD, NEW, NEW + "x")]
)
def test_a_password_is_changed_by_its_owner_and_to_a_good_one(
    signed_in: Any, ana: User, old: str, new: str, again: str
) -> None:
    response = signed_in().post("/admin/password_change/", {"oldpassword": old, "password1": new, "password2": again})

    assert response.status_code == 200
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_a_password_that_an_administrator_sets_signs_its_owner_out(signed_in: Any) -> None:
    rosa = User.objects.create_user("rosa", password=PASSWORD, is_staff=True)
    hers = signed_in(rosa)
    assert is_in(hers)

    data = {"usable_password": "true", "password1": NEW, "password2": NEW}
    assert signed_in().post(f"{USER}{rosa.pk}/password/", data).status_code == 302

    assert not is_in(hers)


# Proving again ------------------------------------------------------------------------------------------------------

GUARDED = [
    ("get", "user/add/"), ("get", "user/{rosa}/change/"), ("get", "user/{rosa}/password/"), ("get", "user/{rosa}/delete/"),
    ("get", "group/add/"), ("get", "group/1/change/"), ("get", "group/1/delete/"),
    ("post", "user/"), ("post", "user/add/"), ("post", "user/{rosa}/change/"), ("post", "user/{rosa}/password/"),
    ("post", "user/{rosa}/delete/"), ("post", "group/1/change/"), ("post", "group/"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "address"), GUARDED, ids=lambda part: part)
def test_accounts_and_roles_ask_for_the_proof_again(signed_in: Any, clock: Any, method: str, address: str) -> None:
    rosa = User.objects.create_user("rosa", password=PASSWORD, is_staff=True)
    address = f"/admin/auth/{address.format(rosa=rosa.pk)}"
    client = signed_in()
    at_once = getattr(client, method)(address)

    clock.shift(timedelta(minutes=61))
    later = getattr(client, method)(address, {"action": "delete_selected", "_selected_action": [rosa.pk]})

    assert not at_once.headers.get("Location", "").startswith("/admin/confirm/")
    assert later.url.startswith(f"/admin/confirm/?next={address.replace('/', '%2F')}")
    assert User.objects.filter(username="rosa").exists()


@pytest.mark.parametrize("address", ["user/", "group/"])
def test_the_lists_are_there_to_look_at(signed_in: Any, clock: Any, address: str) -> None:
    client = signed_in()
    clock.shift(timedelta(minutes=61))

    assert client.get(f"/admin/auth/{address}").status_code == 200


def test_the_proof_opens_the_form_and_a_form_that_took_its_time_is_still_saved(signed_in: Any, clock: Any) -> None:
    rosa = User.objects.create_user("rosa", password=PASSWORD, is_staff=True)
    client, address = signed_in(), f"{USER}{rosa.pk}/change/"
    clock.shift(timedelta(minutes=16))
    asked = client.get(address)

    assert client.post(asked.url, {"password": "wrong"}).status_code == 200
    proved = client.post(asked.url, {"password": PASSWORD, "next": address})
    assert (proved.status_code, proved.url) == (302, address)
    assert client.get(address).status_code == 200
    clock.shift(timedelta(minutes=50))
    saved = client.post(address, {"username": "rosa", "first_name": "Rosa", "is_active": "on", "is_staff": "on"})

    assert saved.url == USER
    rosa.refresh_from_db()
    assert rosa.first_name == "Rosa"


def test_a_form_that_came_too_late_is_told_so_and_kept_nowhere(signed_in: Any, clock: Any) -> None:
    client = signed_in()
    clock.shift(timedelta(minutes=61))

    page = client.post(f"{USER}add/", {"username": "new", "password1": NEW}, follow=True)

    assert "Nothing was saved" in page.content.decode()
    assert NEW not in repr(dict(client.session))


def test_whoever_has_just_come_in_need_not_prove_it_again(ana: User, enter: Any, client: Client) -> None:
    enter(client)

    assert client.get(f"{USER}add/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/en/"])
def test_the_proof_leads_nowhere_else(signed_in: Any, elsewhere: str) -> None:
    response = signed_in().post("/admin/confirm/", {"password": PASSWORD, "next": elsewhere})

    assert response.url == "/admin/"
