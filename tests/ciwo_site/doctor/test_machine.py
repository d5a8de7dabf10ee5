"""Mail, clock and disk."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPAuthenticationError
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from ciwo_site.doctor import clock, disk, mail
from ciwo_site.doctor.finding import Weight
from tests.ciwo_site.doctor.found import failing, only, words

pytestmark = pytest.mark.django_db


def test_no_mail_is_advice(settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = False

    assert only(mail.findings()).weight == Weight.ADVICE


@pytest.mark.parametrize(
    "problem", [ConnectionRefusedError(), SMTPAuthenticationError(535, b"no")], ids=["gone", "refused"]
)
def test_a_mail_server_that_takes_nothing_is_found(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    settings.MAIL_IS_CONFIGURED, settings.DEFAULT_FROM_EMAIL = True, "catalog@example.org"
    monkeypatch.setattr(mail, "get_connection", lambda: SimpleNamespace(open=failing(problem)))

    assert "does not take us in" in words(mail.findings())


def test_mail_from_nobody_is_found(settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED, settings.DEFAULT_FROM_EMAIL = True, "catalog@localhost"

    assert "nobody’s address" in words(mail.findings())


def test_a_clock_that_is_right_is_passed_over() -> None:
    assert list(clock.findings()) == []


def test_a_clock_that_is_behind_the_newest_migration_is_found() -> None:
    newest = max(one.applied for one in MigrationRecorder(connection).applied_migrations().values())

    said = [finding.words for finding in clock.findings(newest - timedelta(days=2))]

    assert "The clock is behind" in said[-1]


def test_a_zone_that_the_machine_does_not_know_is_found(settings: Settings) -> None:
    settings.EVENT_TIME_ZONES = ["America/New_York", "America/Nowhere"]

    assert words(clock.findings()) == "This machine knows no time zone America/Nowhere."


@pytest.mark.parametrize(("total", "free", "is_well"), [(100, 50, True), (100, 0.5, False), (1000, 40, False)])
def test_a_disk_that_is_almost_full_is_found(tmp_path: Path, total: float, free: float, is_well: bool) -> None:
    usage = SimpleNamespace(total=total * 1024**3, free=free * 1024**3)

    assert (list(disk.findings({"files": tmp_path / "not" / "there"}, lambda _folder: usage)) == []) is is_well


def test_a_folder_that_cannot_be_written_to_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_arguments: False)  # root may write everywhere

    assert "cannot be written to" in words(
        disk.findings({"files": tmp_path}, lambda _folder: shutil._ntuple_diskusage(9, 0, 9 * 1024**4))
    )
