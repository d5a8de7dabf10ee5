"""The second factor: an app, recovery codes, a rule that asks for one; passkeys are tested in a browser."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ciwo_site.sign_in.door import OPEN
from ciwo_site.sign_in.factors import qr_code
from ciwo_site.sign_in.sealed import Unreadable, seal, unseal
from tests.ciwo_site.sign_in.conftest import PASSWORD, SECRET, is_in
from tests.settings_alone import read_setting

pytestmark = pytest.mark.usefixtures("clock")

STEP = "/admin/login/second-step/"
PAGE = "/admin/second-factor/"


@pytest.fixture
def inside(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    return client


# Signing in ---------------------------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing_where_there_is_an_app(client: Client, enter: Any, app: Any) -> None:
    assert enter(client, next="/admin/events/webinar/").url == STEP
    assert not is_in(client)

    page = client.get(STEP).content.decode()
    response = client.post(STEP, {"code": app()})

    assert "One more step" in page
    assert re.search(r'<input[^>]* name="code"[^>]* autofocus', page)  # nobody has to look for it
    assert "Use a passkey" not in page
    assert response.url == "/admin/events/webinar/"
    assert is_in(client)


@pytest.mark.parametrize("shift", [-31, 31, 3600])
def test_a_code_of_another_minute_does_not_fit(client: Client, enter: Any, app: Any, shift: int) -> None:
    enter(client)

    page = client.post(STEP, {"code": app(timezone.now().timestamp() + shift)}).content.decode()

    assert "did not fit" in page
    assert not is_in(client)


def test_a_code_works_once(enter: Any, app: Any) -> None:
    first, second = Client(), Client()
    enter(first)
    enter(second)

    for client in (first, second):
        client.post(STEP, {"code": app()})

    assert (is_in(first), is_in(second)) == (True, False)


@pytest.mark.usefixtures("app")
def test_five_wrong_codes_close_the_second_step_too(client: Client, enter: Any, app: Any, happened: Any) -> None:
    enter(client)
    for _attempt in range(5):
        client.post(STEP, {"code": "000000"})

    page = client.post(STEP, {"code": app()}).content.decode()

    assert "wait five minutes" in page
    assert not is_in(client)
    assert happened() == [("refused", "ana", "totp")] * 5


@pytest.mark.usefixtures("app")
def test_a_sign_in_that_stopped_half_way_can_start_over(client: Client, enter: Any) -> None:
    enter(client)
    assert client.get("/admin/login/").url == STEP

    assert client.post("/admin/login/start-over/").url == "/admin/login/"

    assert client.get("/admin/login/").status_code == 200
    assert client.get("/admin/login/start-over/").status_code == 405


def test_the_second_step_is_for_those_who_took_the_first(client: Client, app: Any) -> None:
    assert client.get(STEP).url == "/admin/login/"
    assert client.post(STEP, {"code": app()}).url == "/admin/login/"


# Setting up ---------------------------------------------------------------------------------------------------------


def test_an_app_is_added_by_a_code_that_it_shows_and_brings_recovery_codes(
    inside: Client, enter: Any, app: Any, happened: Any, django_capture_on_commit_callbacks: Any
) -> None:
    Authenticator.objects.all().delete()
    page = inside.get(f"{PAGE}app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]

    wrong = inside.post(f"{PAGE}app/", {"code": "000000"})
    with django_capture_on_commit_callbacks(execute=True):
        right = inside.post(f"{PAGE}app/", {"code": app(secret=secret)}, follow=True)

    assert "did not fit" in wrong.content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", right.content.decode())
    assert len(set(codes)) == 10
    assert [row[0] for row in happened()] == ["factor_added", "codes_made"]
    assert not re.search(r"<code>\d", inside.get(f"{PAGE}codes/").content.decode()), "shown a second time"
    for code, comes_in in ((codes[3], True), (codes[3], False), (codes[4], True)):
        client = Client()
        enter(client)
        client.post(STEP, {"code": code})
        assert is_in(client) is comes_in


def test_a_new_factor_signs_out_everywhere_else_who_came_in_without_it(
    inside: Client, ana: User, app: Any, administrator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    Authenticator.objects.all().delete()
    elsewhere = Client()
    elsewhere.force_login(ana)
    secret = re.search(r'class="secret">([A-Z2-7]+)<', inside.get(f"{PAGE}app/").content.decode())[1]

    with django_capture_on_commit_callbacks(execute=True):
        inside.post(f"{PAGE}app/", {"code": app(secret=secret)})

    assert [is_in(client) for client in (inside, elsewhere, administrator)] == [True, False, True]


def test_new_recovery_codes_end_the_old_ones(inside: Client, enter: Any, app: Any, ana: User) -> None:
    first, second = (
        re.findall(r"<code>(\d{8})</code>", inside.post(f"{PAGE}codes/new/", follow=True).content.decode())
        for _time in range(2)
    )

    tried = []
    for code in (first[0], second[0]):
        client = Client()
        enter(client)
        client.post(STEP, {"code": code})
        tried.append(is_in(client))

    assert tried == [False, True]


@pytest.mark.usefixtures("app")
def test_an_app_is_removed_and_its_codes_with_it(inside: Client, ana: User, happened: Any) -> None:
    inside.post(f"{PAGE}codes/new/")

    inside.post(f"{PAGE}app/remove/")

    assert not Authenticator.objects.exists()
    assert happened()[-1] == ("factor_removed", "ana", "totp")


@pytest.mark.parametrize(
    "address", ["app/", "app/remove/", "codes/", "codes/new/", "passkeys/add/", "passkeys/{key}/remove/"]
)
def test_whoever_finds_an_open_screen_changes_no_factor(
    inside: Client, ana: User, clock: Any, app: Any, address: str
) -> None:
    key = Authenticator.objects.create(user=ana, type="webauthn", data={"name": "Key", "credential": {}})
    Authenticator.objects.create(user=ana, type="recovery_codes", data={"seed": seal("seed"), "used_mask": 0})
    if address == "app/":
        Authenticator.objects.filter(type="totp").delete()
    clock.shift(timedelta(minutes=61))
    address, before = PAGE + address.format(key=key.pk), list(Authenticator.objects.order_by("pk").values())

    shown, sent = inside.get(address), inside.post(address, {"code": app()})

    assert shown.url.startswith("/admin/confirm/?next=")
    assert sent.status_code == 405 or sent.url.startswith("/admin/confirm/?next=")
    assert "REMOTE_ADDR" not in repr(dict(inside.session))
    assert list(Authenticator.objects.order_by("pk").values()) == before


def test_nobody_touches_the_factors_of_others(inside: Client, app: Any) -> None:
    rosa = User.objects.create_user("rosa", password=PASSWORD, is_staff=True)
    key = Authenticator.objects.create(user=rosa, type="webauthn", data={"name": "Key", "credential": {}})

    assert inside.post(f"{PAGE}passkeys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_picture_for_the_app_needs_no_style_of_its_own() -> None:
    picture = qr_code("otpauth://totp/ana?secret=X")

    assert picture.startswith("<svg ")
    assert "style" not in picture
    assert "<script" not in picture
    assert "ana" not in picture


# Where the settings ask for it ------------------------------------------------------------------------------------------


@pytest.fixture
def required(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = "required"


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize(
    "address",
    ["", "events/webinar/", "events/webinar/add/", "auth/user/", "intake/", "board/", "translations/", "patterns/",
     "guide/", "preview/event/1/en/", "files/material/1/", "autocomplete/"],
)  # fmt: skip
def test_whoever_has_no_second_factor_sets_one_up_before_anything_else(inside: Client, address: str) -> None:
    for answer in (inside.get(f"/admin/{address}"), inside.post(f"/admin/{address}")):
        assert (answer.status_code, answer.url) == (302, PAGE)


@pytest.mark.usefixtures("required")
def test_what_is_open_without_one_is_what_it_takes_to_set_it_up(inside: Client) -> None:
    assert [inside.get(PAGE + page).status_code for page in ("", "app/", "passkeys/add/")] == [200, 200, 200]
    assert {name for name in OPEN if not name.startswith(("mfa_", "account_"))} == {
        "admin:jsi18n",
        "admin:logout",
        "set_language",
    }


@pytest.mark.usefixtures("required", "app")
def test_with_a_second_factor_the_door_is_open(inside: Client) -> None:
    assert is_in(inside)


@pytest.mark.usefixtures("required")
def test_recovery_codes_alone_are_no_second_factor(inside: Client, ana: User) -> None:
    Authenticator.objects.create(user=ana, type="recovery_codes", data={"seed": seal("x"), "used_mask": 0})

    assert not is_in(inside)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "required"),
        ({"DEBUG": "on"}, "optional"),
        ({"STAFF_SECOND_FACTOR": "optional"}, "optional"),
        ({"DEBUG": "on", "STAFF_SECOND_FACTOR": "required"}, "required"),
        ({"STAFF_SECOND_FACTOR": "maybe"}, "STAFF_SECOND_FACTOR is “required” or “optional”."),
    ],
    ids=str,
)
def test_a_real_site_asks_for_it_unless_told_otherwise(environment: dict[str, str], said: str) -> None:
    run = read_setting("STAFF_SECOND_FACTOR", **{"SECRET_KEY": "x" * 60} | environment)

    assert said in run.stdout + run.stderr


# Sealed ---------------------------------------------------------------------------------------------------------------


def test_a_copy_of_the_database_holds_no_secret(app: Any) -> None:
    stored = repr(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in stored
    assert unseal(Authenticator.objects.get().data["secret"]) == SECRET


def test_an_old_key_of_the_site_still_opens_and_a_lost_one_does_not(settings: Settings) -> None:
    sealed = seal("secret")
    settings.SECRET_KEY, old = "a new key", settings.SECRET_KEY

    with pytest.raises(Unreadable):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == "secret"


@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_with_a_lost_key_no_code_fits_not_even_that_of_an_empty_secret(
    client: Client, enter: Any, app: Any, ana: User, settings: Settings, kind: str
) -> None:
    if kind == "recovery_codes":
        Authenticator.objects.create(user=ana, type=kind, data={"seed": seal("seed"), "used_mask": 0})
    settings.SECRET_KEY = "a new key"
    enter(client)

    answers = [client.post(STEP, {"code": code}) for code in (app(), app(secret=""), "")]

    assert {answer.status_code for answer in answers} == {200}
    assert not is_in(client)


# Lost -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(db: None) -> Client:
    rosa = User.objects.create_user("rosa", password=PASSWORD, is_staff=True)
    rosa.groups.add(Group.objects.get(name="Administrator"))
    client = Client()
    client.force_login(rosa)
    return client


def remove(client: Client, user: User) -> Any:
    return client.post("/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [user.pk]})


def test_an_administrator_takes_away_what_a_colleague_lost(administrator: Client, enter: Any, happened: Any) -> None:
    luz = User.objects.create_user("luz", password=PASSWORD, is_staff=True)
    Authenticator.objects.create(user=luz, type="totp", data={"secret": seal(SECRET)})

    remove(administrator, luz)

    client = Client()
    enter(client, "luz")
    assert is_in(client)
    assert happened()[0] == ("factor_removed", "luz", "")


def test_an_administrator_does_not_take_it_from_a_superuser(administrator: Client, ana: User, app: Any) -> None:
    remove(administrator, ana)

    assert Authenticator.objects.filter(user=ana).exists()


def test_an_editor_takes_it_from_nobody(administrator: Client, ana: User, app: Any) -> None:
    User.objects.get(username="rosa").groups.set([Group.objects.get(name="Editor")])

    assert remove(administrator, ana).status_code == 403
    assert Authenticator.objects.filter(user=ana).exists()


def test_the_list_of_accounts_says_who_has_one(administrator: Client, ana: User, app: Any) -> None:
    rows = administrator.get("/admin/auth/user/").context["cl"].result_list

    assert {user.username: user.has_second_factor for user in rows} == {"ana": True, "rosa": False}


def test_the_last_administrator_is_helped_at_the_server(ana: User, app: Any, capsys: Any) -> None:
    call_command("remove_second_factor", "ana")
    call_command("remove_second_factor", "ana")

    assert not Authenticator.objects.exists()
    assert capsys.readouterr().out.splitlines() == [
        "“ana” signs in with the password alone until a new second factor is set up.",
        "“ana” has no second factor.",
    ]
    with pytest.raises(CommandError, match="Nobody is called"):
        call_command("remove_second_factor", "nobody")
