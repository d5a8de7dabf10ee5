"""Work that a timer should have done, and the accounts of staff."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from ciwo_site.doctor import jobs, staff
from ciwo_site.doctor.finding import Weight
from events.models import AccessRequest
from programs.models import SignInEvent
from tests.ciwo_site.doctor.found import only, words
from tests.factories import make_past_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(tmp_path: Path, settings: Settings) -> Path:
    """A folder with a backup of last night."""
    settings.BACKUP_FOLDER = str(tmp_path)
    (tmp_path / "catalog.zip").write_bytes(b"")
    return tmp_path


def test_work_that_is_done_is_passed_over(kept: Path) -> None:
    assert list(jobs.findings()) == []


def test_requests_for_access_that_were_promised_to_be_gone_are_found(kept: Path, settings: Settings) -> None:
    now = timezone.now()
    ended = now - timedelta(days=settings.ACCESS_REQUEST_DAYS + 3)
    event = make_past_event(starts_at=ended - timedelta(hours=2))
    AccessRequest.objects.create(event=event, captions=True, written_in="en")

    assert words(jobs.findings(now)).startswith("1 requests for access are still kept")


def test_sign_ins_that_ended_long_ago_are_found(kept: Path) -> None:
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now() - timedelta(days=9))

    assert "Sign-ins that ended" in words(jobs.findings())


def test_a_record_of_sign_ins_that_is_kept_too_long_is_found_and_deleted(kept: Path, settings: Settings) -> None:
    for days in (1, 3):
        event = SignInEvent.objects.create(happening="signed_in", name="ana")
        happened_at = timezone.now() - timedelta(days=settings.SIGN_IN_RECORD_DAYS + days)
        SignInEvent.objects.filter(pk=event.pk).update(happened_at=happened_at)
    before = words(jobs.findings())

    call_command("delete_old_sign_ins", stdout=StringIO())

    assert before.startswith("The record of sign-ins goes back further than 400 days")
    assert list(jobs.findings()) == []
    assert not SignInEvent.objects.exists()


def test_a_backup_that_is_old_or_missing_is_found(kept: Path) -> None:
    in_two_days = words(jobs.findings(timezone.now() + timedelta(days=2)))
    (kept / "catalog.zip").unlink()

    assert in_two_days.startswith("The newest backup is of 20")
    assert words(jobs.findings()) == f"There is no backup in {kept}."


def test_backups_that_nobody_looks_for_are_advice(settings: Settings) -> None:
    settings.BACKUP_FOLDER = ""

    assert only(jobs.findings()).weight == Weight.ADVICE


def test_a_site_that_nobody_can_manage_is_found() -> None:
    before = words(staff.findings())
    administrator = User.objects.create_user("ana", is_staff=True)
    administrator.groups.add(Group.objects.get(name="Administrator"))

    assert (before, list(staff.findings())) == ("Nobody can manage the accounts of staff.", [])


def test_accounts_without_a_second_factor_are_advice(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = "required"
    people = [User.objects.create_user(name, is_staff=True, is_superuser=True) for name in ("ana", "luz", "rosa")]
    Authenticator.objects.create(user=people[0], type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=people[1], type=Authenticator.Type.RECOVERY_CODES, data={})
    User.objects.create_user("gone", is_staff=True, is_active=False)

    found = only(staff.findings())

    assert found.words.startswith("2 accounts of staff have no second factor yet")
    assert found.weight == Weight.ADVICE
