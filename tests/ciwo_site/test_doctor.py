"""Each thing that `doctor` can find is made wrong once, and found; what is well is passed over in silence."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from smtplib import SMTPAuthenticationError
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.cache import cache as site_cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from ciwo_site.doctor import (
    cache,
    clock,
    configuration,
    database,
    disk,
    files,
    headers,
    jobs,
    mail,
    pages,
    pictures,
    search,
    staff,
    strings,
)
from ciwo_site.doctor.examination import examine
from ciwo_site.doctor.finding import Finding, Findings, Weight
from ciwo_site.doctor.headers import Answer, from_inside, of_a_proxy, of_an_answer, of_staffs_pages
from ciwo_site.storages.local import LocalFiles
from ciwo_site.storages.problems import StorageUnreachable
from events.models import AccessRequest
from programs.models import SignInEvent
from programs.search.index import bring_in_step
from tests.factories import make_guide_edition, make_past_event

pytestmark = pytest.mark.django_db

KEY = "kX9-a-key-that-is-long-enough-and-has-many-letters-0123456789"


def only(found: Findings) -> Finding:
    """The one finding; its cure is a sentence too."""
    (finding,) = found
    assert finding.words[-1] == finding.cure[-1] == "."
    return finding


def words(found: Findings) -> str:
    return only(found).words


# Settings -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_deployed(settings: Settings) -> Settings:
    settings.ALLOWED_HOSTS = ["wins.example.org"]
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECRET_KEY = KEY
    settings.STAFF_SECOND_FACTOR = "required"
    return settings


def test_settings_of_a_deployment_are_well(as_deployed: Settings) -> None:
    assert list(configuration.findings()) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", ["*"], "takes every name"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "only this machine’s own names"),
        ("SECRET_KEY", "short", "SECRET_KEY is shorter"),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY is shorter"),
        ("HTTPS", False, "HTTPS is off"),
        ("SECURE_PROXY_SSL_HEADER", None, "every page redirects to itself"),
        ("METRICS_TOKEN", "guess", "METRICS_TOKEN is shorter"),
        ("MAINTENANCE", True, "MAINTENANCE is on"),
        ("STAFF_SECOND_FACTOR", "optional", "password alone"),
        ("X_FRAME_OPTIONS", "SAMEORIGIN", "X_FRAME_OPTIONS"),  # one of Django's own checks
    ],
)
def test_a_setting_that_is_wrong_is_found(as_deployed: Settings, name: str, value: Any, said: str) -> None:
    setattr(as_deployed, name, value)

    assert said in words(configuration.findings())


# Database -------------------------------------------------------------------------------------------------------------


def test_a_database_that_does_not_answer_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "pending_migrations", failing(OperationalError("password=secret")))

    assert words(database.findings()) == "The database does not answer (OperationalError)."


def test_pending_migrations_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "pending_migrations", lambda: ["events.0099_later"])
    monkeypatch.setattr(database, "_sqlite", list)
    monkeypatch.setattr(database, "_postgresql", list)

    assert words(database.findings()) == "Migrations are pending: events.0099_later."


WELL: dict[str, dict[str, Any]] = {
    "sqlite": {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": 2,
        "PRAGMA foreign_keys": 1,
        "PRAGMA busy_timeout": 20000,
        "PRAGMA quick_check(1)": "ok",
    },
    "postgresql": {
        "SHOW server_version_num": "150004",
        "SHOW server_encoding": "UTF8",
        "SHOW fsync": "on",
        "SHOW full_page_writes": "on",
        "SHOW synchronous_commit": "on",
    },
}


@pytest.mark.parametrize(
    ("vendor", "question", "answer", "said"),
    [
        ("sqlite", "PRAGMA journal_mode", "delete", "no write-ahead log"),
        ("sqlite", "PRAGMA synchronous", 1, "does not wait for the disk"),
        ("sqlite", "PRAGMA foreign_keys", 0, "foreign keys"),
        ("sqlite", "PRAGMA busy_timeout", 4000, "less than five seconds"),
        ("sqlite", "PRAGMA quick_check(1)", "row 7 missing from index", "file is damaged: row 7"),
        ("postgresql", "SHOW server_version_num", "130011", "older than 14"),
        ("postgresql", "SHOW server_encoding", "SQL_ASCII", "SQL_ASCII"),
        ("postgresql", "SHOW fsync", "off", "fsync off"),
        ("postgresql", "SHOW synchronous_commit", "off", "synchronous_commit off"),
    ],
)
def test_a_database_that_keeps_less_than_it_is_given_is_found(
    monkeypatch: pytest.MonkeyPatch, vendor: str, question: str, answer: Any, said: str
) -> None:
    look = {"sqlite": database._sqlite, "postgresql": database._postgresql}[vendor]
    monkeypatch.setattr(database, "_ask", WELL[vendor].get)
    before = list(look())
    monkeypatch.setattr(database, "_ask", {**WELL[vendor], question: answer}.get)

    assert before == []
    assert said in words(look())


@pytest.mark.database
def test_the_sites_own_database_can_be_asked() -> None:
    said = " ".join(finding.words for finding in database.findings())

    # The tests' own PostgreSQL is quick rather than safe; the tests' SQLite is as shipped.
    assert "off: a power cut" in said if connection.vendor == "postgresql" else said == ""


# Cache, files, strings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backend", "is_well"),
    [
        ("ciwo_site.caches.machine.MachineCache", True),
        ("ciwo_site.caches.shared.SharedCache", True),
        ("django.core.cache.backends.locmem.LocMemCache", False),
        ("django.core.cache.backends.dummy.DummyCache", False),
    ],
)
def test_a_cache_of_each_process_alone_is_found(backend: str, is_well: bool) -> None:
    assert (list(cache.findings({"BACKEND": backend})) == []) is is_well


def test_a_cache_that_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_cache, "get", lambda *_arguments: None)

    assert "does not answer" in words(cache.findings({"BACKEND": "SharedCache"}))


def test_a_storage_that_keeps_files_is_well_and_holds_none_of_the_doctors(tmp_path: Path) -> None:
    storage = LocalFiles(tmp_path)

    assert list(files.findings(storage)) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_storage_that_is_away_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = LocalFiles(tmp_path)
    monkeypatch.setattr(storage, "save", failing(StorageUnreachable("s3://key:secret@host")))

    assert words(files.findings(storage)) == "A file cannot be kept and fetched again (StorageUnreachable)."


def test_a_storage_that_gives_back_another_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "open_part", lambda *_arguments: [b"another"])

    assert "came back as another" in words(files.findings(LocalFiles(tmp_path)))


def test_uploads_among_static_files_are_found(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"

    assert "served to everybody" in words(files.findings(LocalFiles(tmp_path)))


def test_files_that_rows_name_and_nobody_has_are_found(tmp_path: Path) -> None:
    edition = make_guide_edition()

    assert edition.file.name in words(files.findings(LocalFiles(tmp_path)))


def test_strings_that_are_not_compiled_or_not_complete_are_found(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Guide"\nmsgstr ""\n'
    )
    settings.LOCALE_PATHS, settings.STATIC_HASHED = [tmp_path], False

    found = list(strings.findings())

    assert ["not compiled" in found[0].words, "not complete" in found[1].words, len(found)] == [True, True, 2]


def test_static_files_that_are_not_collected_are_found(settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS, settings.STATIC_HASHED, settings.STATIC_ROOT = [], True, tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    assert words(strings.findings()) == "The static files are not collected."


def test_static_files_older_than_their_sources_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    manifest = tmp_path / "staticfiles.json"
    manifest.write_text("{}")
    os.utime(manifest, (0, 0))
    stored = SimpleNamespace(stored_name=lambda name: name, exists=lambda name: True)
    monkeypatch.setattr(strings, "staticfiles_storage", stored)

    assert "newer than what was collected" in words(strings._static_files(manifest))


# Headers --------------------------------------------------------------------------------------------------------------


def test_what_the_site_answers_is_well() -> None:
    assert list(of_an_answer(from_inside())) == []


@pytest.mark.parametrize("name", [*headers.WANTED])
def test_a_header_that_was_lost_on_the_way_is_found(name: str) -> None:
    answer = from_inside()
    kept = {key: value for key, value in answer.headers.items() if key.lower() != name.lower()}

    assert name in words(of_an_answer(Answer(200, kept, answer.text)))


def test_a_cookie_for_readers_is_found() -> None:
    answer = from_inside()

    assert "sets a cookie" in words(of_an_answer(Answer(200, {**answer.headers, "Set-Cookie": "a=b"}, answer.text)))


def test_https_without_its_promise_is_found(settings: Settings) -> None:
    answer = from_inside()
    settings.HTTPS = True

    assert "Strict-Transport-Security" in words(of_an_answer(answer))


def test_maintenance_is_not_taken_for_a_page_that_fails(settings: Settings) -> None:
    settings.MAINTENANCE = True

    assert from_inside().status == 503
    assert list(headers.findings()) == []


def test_a_first_page_that_fails_is_found() -> None:
    assert words(of_an_answer(Answer(500, {}, ""))) == "The first page answers 500."


AT = datetime(2026, 3, 10, 15, 0, 0, tzinfo=UTC)
OUTSIDE = '<link rel="canonical" href="https://wins.example.org/en/">'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(200, {}, OUTSIDE.replace("https:", "http:")), "does not know that readers call it https://wins.example.org"),
        (Answer(200, {"server": "nginx/1.22.1"}, OUTSIDE), "tells everybody what it is (nginx/1.22.1)"),
        (Answer(200, {"Date": "Tue, 10 Mar 2026 15:01:00 GMT"}, OUTSIDE), "clock"),
    ],
)  # fmt: skip
def test_a_proxy_that_stands_in_the_way_is_found(answer: Answer, said: str) -> None:
    assert said in words(of_a_proxy(answer, "https://wins.example.org/", AT))


def test_an_error_is_not_taken_for_a_page_of_another_name() -> None:
    assert list(of_a_proxy(Answer(502, {}, "<h1>Bad gateway</h1>"), "https://wins.example.org", AT)) == []


def test_a_good_proxy_is_passed_over() -> None:
    answer = Answer(200, {"Server": "", "Date": "Tue, 10 Mar 2026 15:00:01 GMT"}, OUTSIDE)

    assert list(of_a_proxy(answer, "https://wins.example.org", AT)) == []


def test_a_proxy_that_packs_what_is_secret_is_found() -> None:
    assert "compresses the pages of staff" in words(of_staffs_pages(Answer(200, {"content-encoding": "gzip"}, "")))
    assert list(of_staffs_pages(Answer(200, {}, ""))) == []


def test_a_site_is_asked_through_its_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def answer(*arguments: str) -> Answer:
        asked.append(arguments)
        return Answer(200, from_inside().headers | {"Server": ""}, OUTSIDE)

    monkeypatch.setattr(headers, "from_outside", answer)

    assert list(headers.findings("https://wins.example.org", AT)) == []
    assert [path for _address, *path in asked] == [[], ["/admin/login/", "br, gzip"]]


def test_an_address_where_nobody_answers_is_found() -> None:
    assert "does not answer" in words(headers.findings("http://127.0.0.1:9"))


# Mail, clock, disk, timers, staff -------------------------------------------------------------------------------------


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


# Readers' pages and search --------------------------------------------------------------------------------------------


@pytest.mark.database
def test_a_table_whose_changes_nobody_hears_of_is_found(settings: Settings) -> None:
    settings.PAGE_CACHE = True
    well = list(pages.findings())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute('DROP TRIGGER "tells_readers_events_event_update"')
        else:
            cursor.execute("ALTER TABLE events_event DISABLE TRIGGER tells_readers")

    assert well == []
    assert words(pages.findings()).startswith(
        "The database does not tell of changes in 1 tables, such as events_event: readers may see pages as they were"
    )


def test_pages_that_are_not_kept_are_advice(settings: Settings) -> None:
    settings.PAGE_CACHE = False

    assert only(pages.findings()).weight == Weight.ADVICE


@pytest.mark.database
def test_an_index_of_search_that_is_out_of_step_is_found() -> None:
    make_past_event(title_en="Sharing stories")
    said = words(search.findings())  # the transaction of this test is not over
    bring_in_step()

    assert "1 entries and 0 words are out of step" in said
    assert list(search.findings()) == []


def test_a_picture_without_its_copies_is_found() -> None:
    drawn = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(drawn, "PNG")
    event = make_past_event(image=ContentFile(drawn.getvalue(), "a.png"), image_description_en="People at a table")
    well = list(pictures.findings())
    event.image.storage.delete(event.image._process_context(event.image.field.formats["small_avif"]).name)
    lacking = words(pictures.findings())
    event.image.storage.delete(event.image.name)

    assert well == []
    assert lacking.startswith(f"1 pictures lack copies that pages offer, such as {event.image.name}")
    assert list(pictures.findings()) == []


# The command ----------------------------------------------------------------------------------------------------------


def test_a_part_that_cannot_be_looked_at_does_not_hide_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "findings", failing(RuntimeError("secret")))

    found = dict(examine())

    assert words(found["clock"]) == "This could not be looked at (RuntimeError)."
    assert "staff" in found


def test_the_command_fails_where_something_needs_a_cure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert "  ! Nobody can manage the accounts of staff. Run manage.py createsuperuser.\n" in said
    assert "disk: well\n" in said or "MB left" in said


def failing(problem: Exception) -> Callable[..., Any]:
    def fail(*_arguments: Any, **_names: Any) -> None:
        raise problem

    return fail
