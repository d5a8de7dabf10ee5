"""What is written down of accounts and changes, and that nobody of the staff can change it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ciwo_site.sign_in.happenings import Happening, tell
from programs.models import SignInEvent
from tests.ciwo_site.sign_in.conftest import PASSWORD

RECORDS = ["/admin/programs/signinevent/", "/admin/admin/logentry/"]


@pytest.fixture
def luz(db: None) -> User:
    """Somebody of the staff who has done something."""
    luz = User.objects.create_user("luz", password=PASSWORD, is_staff=True)
    LogEntry.objects.log_actions(luz.pk, [luz], 2, change_message="Changed the title.", single_object=True)
    tell(Happening.SIGNED_IN, luz)
    return luz


@pytest.fixture(params=["Administrator", "superuser"])
def keeper(request: pytest.FixtureRequest, db: None) -> Client:
    """Whoever keeps accounts: nobody has more rights in the admin."""
    user = User.objects.create_user("keeper", password=PASSWORD, is_staff=True)
    if request.param == "superuser":
        user.is_superuser = True
        user.save()
    else:
        user.groups.add(Group.objects.get(name=request.param))
    client = Client()
    client.force_login(user)
    return client


def test_coming_and_going_is_written_down(ana: User, enter: Any, app: Any, happened: Any, client: Client) -> None:
    enter(client, "ana", "wrong")
    enter(client, "nobody", "wrong")
    enter(client)
    client.post("/admin/login/second-step/", {"code": app()})
    client.post("/admin/logout/")

    assert happened() == [
        ("refused", "ana", ""),
        ("refused", "", ""),
        ("signed_in", "ana", "totp"),
        ("signed_out", "ana", ""),
    ]


def test_a_new_browser_is_marked(ana: User, enter: Any, client: Client) -> None:
    for _time in range(2):
        enter(client)
        client.post("/admin/logout/")

    signed_in = SignInEvent.objects.filter(happening="signed_in").order_by("pk")
    assert [event.is_new_device for event in signed_in] == [True, False]


def test_there_is_no_place_for_an_address_nor_for_what_was_typed() -> None:
    names = {field.name for field in SignInEvent._meta.get_fields()}

    assert names == {"id", "happening", "user", "name", "method", "is_new_device", "by", "happened_at"}


def test_a_flood_fills_no_table(ana: User, enter: Any, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "100/m/ip", "login_failed": "100/m/ip", "record_refused": "3/h/key"}

    for number in range(8):
        enter(Client(), f"name-{number}", "wrong")

    assert SignInEvent.objects.count() == 3


def test_what_is_old_is_forgotten(luz: User, settings: Settings) -> None:
    settings.SIGN_IN_RECORD_DAYS = 400
    SignInEvent.objects.update(happened_at=timezone.now() - timedelta(days=401))

    tell(Happening.SIGNED_OUT, luz)

    assert [event.happening for event in SignInEvent.objects.all()] == ["signed_out"]


@pytest.mark.parametrize("record", RECORDS)
def test_keepers_of_accounts_read_it(keeper: Client, luz: User, record: str) -> None:
    page = keeper.get(record)

    assert page.status_code == 200
    assert "luz" in page.content.decode()


@pytest.mark.parametrize("role", ["Editor", "Translator", "Language-access coordinator", ""])
@pytest.mark.parametrize("record", RECORDS)
def test_nobody_else_reads_it(luz: User, record: str, role: str) -> None:
    if role:
        luz.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(luz)

    assert client.get(record).status_code == 403
    assert record not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("record", RECORDS)
def test_nobody_of_the_staff_writes_changes_or_deletes_it(keeper: Client, luz: User, record: str) -> None:
    rows = (SignInEvent if "signin" in record else LogEntry).objects
    stored = rows.values().get()
    number = stored["id"]
    data = {"action": "delete_selected", "_selected_action": [number], "post": "yes", "name": "x", "object_repr": "x"}

    answers = [keeper.post(record + address, data) for address in ("add/", f"{number}/change/", f"{number}/delete/")]
    keeper.post(record, data)

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert rows.values().get(pk=number) == stored


def test_an_account_with_a_history_is_not_deleted(keeper: Client, luz: User) -> None:
    from_form = keeper.post(f"/admin/auth/user/{luz.pk}/delete/", {"post": "yes"})
    selected = {"action": "delete_selected", "_selected_action": [luz.pk], "post": "yes"}
    from_list = keeper.post("/admin/auth/user/", selected)

    assert (from_form.status_code, from_list.status_code) == (403, 403)
    assert User.objects.filter(pk=luz.pk).exists()
    assert LogEntry.objects.filter(user=luz).count() == 1


def test_one_that_never_did_anything_is_deleted_and_its_sign_ins_stay(keeper: Client, luz: User) -> None:
    LogEntry.objects.all().delete()

    assert keeper.post(f"/admin/auth/user/{luz.pk}/delete/", {"post": "yes"}).status_code == 302

    assert not User.objects.filter(pk=luz.pk).exists()
    assert SignInEvent.objects.filter(name="luz", user=None).count() == 1
