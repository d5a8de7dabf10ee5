"""Archives: what is in them, and what is refused. Restoring onto the other database: tests/faults/test_backup.py."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from ciwo_site import backup
from ciwo_site.backup import Refused, files
from ciwo_site.backup.archive import MANIFEST, SEAL
from ciwo_site.backup.rows import lines, store
from ciwo_site.backup.tables import tables
from ciwo_site.storages.local import INCOMING, LocalFiles
from ciwo_site.storages.problems import StorageFull
from events.models import AccessRequest, Event
from programs.catalog_version import catalog_version
from programs.models import SearchEntry, SearchWord, SignInEvent, Topic
from programs.search.index import out_of_step
from tests.factories import make_event, make_guide_edition, make_slot, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path: Path) -> Storage:
    storage = LocalFiles(tmp_path / "media")
    storage.save("guides/ab/ab.pdf", ContentFile(b"a guide"))
    storage.save("images/cd/cd.png", ContentFile(b"a picture"))
    return storage


@pytest.fixture
def archive(media: Storage, tmp_path: Path) -> Path:
    make_event(title_en="Sharing stories", title_es="Compartiendo historias", topics=[make_topic()])
    path = tmp_path / "catalog.zip"
    backup.save(path, media, timezone.now())
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The same archive with other members."""
    with zipfile.ZipFile(path) as found:
        members = {name: found.read(name) for name in found.namelist()}
    change(members)
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return other


@pytest.mark.database
def test_rows_come_back_as_they_were_stored() -> None:
    make_slot(make_event(title_en="“Ñandú”; \\ \n]]>", title_es="", topics=[make_topic()], image_description_es=None))
    make_guide_edition()
    before = {label: list(lines(model)) for label, model in tables().items()}
    models = list(tables().values())

    for model in models:
        model._base_manager.all()._raw_delete(model._base_manager.db)
    for label, model in tables().items():
        store(model, (json.loads(line) for line in before[label]))

    assert {label: list(lines(model)) for label, model in tables().items()} == before


@pytest.mark.database
def test_a_restored_catalog_is_the_saved_one(archive: Path, media: Storage, tmp_path: Path) -> None:
    event = Event.objects.get()
    event.title_en = "Changed since"
    event.save()
    Topic.objects.create(name_en="New since", name_es="Nuevo desde entonces")
    empty = LocalFiles(tmp_path / "other")

    restored = backup.restore(archive, empty, replace=True)

    event.refresh_from_db()
    assert (event.title_en, Topic.objects.count(), restored.files) == ("Sharing stories", 1, 2)
    assert list(files.names(empty)) == ["guides/ab/ab.pdf", "images/cd/cd.png"]
    assert b"".join(files.chunks(empty, "guides/ab/ab.pdf")) == b"a guide"


@pytest.mark.database
def test_a_number_that_was_given_is_not_given_again(media: Storage, tmp_path: Path) -> None:
    deleted = make_topic()
    number = deleted.pk
    deleted.delete()
    backup.save(tmp_path / "a.zip", media, timezone.now())

    backup.restore(tmp_path / "a.zip", media, replace=True)

    assert make_topic().pk == number + 1


@pytest.mark.database
def test_a_restored_catalog_is_never_taken_for_an_earlier_one(archive: Path, media: Storage) -> None:
    """Readers' pages are kept under the catalog's version, perhaps in a cache that several databases had in turn."""
    versions = [catalog_version()]
    for _time in range(2):
        backup.restore(archive, media, replace=True)
        versions.append(catalog_version())
    Event.objects.update(title_en="Changed after it")
    versions.append(catalog_version())

    assert len(set(versions)) == 4
    assert "programs.CatalogChange" not in backup.verify(archive).tables


@pytest.mark.database
def test_what_was_not_indexed_yet_when_it_was_saved_is_found_when_it_is_restored(
    media: Storage, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    make_event(title_en="Sharing stories")
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    backup.save(tmp_path / "a.zip", media, timezone.now())

    call_command("restore", tmp_path / "a.zip", replace=True, stdout=StringIO())

    assert SearchEntry.objects.count() == 1
    assert not out_of_step()


def test_what_was_due_to_be_forgotten_does_not_stay_when_it_comes_back(
    media: Storage, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    long_ago = timezone.now() - timedelta(days=settings.SIGN_IN_RECORD_DAYS + 1)
    SignInEvent.objects.create(name="clara")
    SignInEvent.objects.update(happened_at=long_ago)
    event = make_event(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    AccessRequest.objects.create(event=event, captions=True, written_in="en")
    backup.save(tmp_path / "a.zip", media, timezone.now())

    call_command("restore", tmp_path / "a.zip", replace=True, stdout=StringIO())

    assert not SignInEvent.objects.exists()
    assert not AccessRequest.objects.exists()


def test_files_of_the_replaced_catalog_go_and_those_that_stay_are_left_alone(archive: Path, media: LocalFiles) -> None:
    media.save("images/ef/ef.png", ContentFile(b"uploaded since"))
    before = Path(media.path("guides/ab/ab.pdf")).stat().st_mtime_ns

    restored = backup.restore(archive, media, replace=True)

    assert restored.removed == 1
    assert list(files.names(media)) == ["guides/ab/ab.pdf", "images/cd/cd.png"]
    assert Path(media.path("guides/ab/ab.pdf")).stat().st_mtime_ns == before


def test_nobodys_session_is_saved_and_a_restored_site_asks_again(archive: Path, media: Storage) -> None:
    Session.objects.create(session_key="k", session_data="secret", expire_date=timezone.now())

    backup.restore(archive, media, replace=True)

    assert not Session.objects.exists()
    with zipfile.ZipFile(archive) as found:
        assert not [name for name in found.namelist() if "ession" in name]


def test_a_file_that_is_being_written_is_no_part_of_it(media: LocalFiles, tmp_path: Path) -> None:
    (tmp_path / "media" / INCOMING / "half").write_bytes(b"half a file")

    assert INCOMING not in " ".join(files.names(media))


def test_a_file_that_a_row_names_and_nobody_has_is_said(tmp_path: Path) -> None:
    edition = make_guide_edition()

    saved = backup.save(tmp_path / "a.zip", LocalFiles(tmp_path / "empty"), timezone.now())

    assert saved.missing == (edition.file.name,)


def test_a_file_that_is_deleted_while_it_is_made_is_left_out_and_the_rest_can_be_restored(
    tmp_path: Path, media: LocalFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen_and_deleted(storage: Storage) -> list[str]:
        storage.delete("guides/ab/ab.pdf")
        return ["guides/ab/ab.pdf", "images/cd/cd.png"]

    monkeypatch.setattr("ciwo_site.backup.saving.files.names", seen_and_deleted)
    backup.save(tmp_path / "a.zip", media, timezone.now())

    assert backup.verify(tmp_path / "a.zip").files == {"images/cd/cd.png": 9}


def test_an_older_archive_is_never_written_over(archive: Path, media: Storage) -> None:
    before = archive.read_bytes()

    with pytest.raises(Refused, match="already"):
        backup.save(archive, media, timezone.now())

    assert archive.read_bytes() == before


def test_an_archive_is_for_its_owner_alone_and_a_failed_one_leaves_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ciwo_site.backup.saving._save_files", fail)
    with pytest.raises(Refused, match="No space left on device"):
        backup.save(tmp_path / "new.zip", LocalFiles(tmp_path / "media"), timezone.now())

    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalog.zip", "media"]


def test_an_archive_vouches_for_every_byte(archive: Path) -> None:
    manifest = backup.verify(archive)

    assert manifest.tables["events.Event"].rows == 1
    assert manifest.files == {"guides/ab/ab.pdf": 7, "images/cd/cd.png": 9}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda members: members.update({"files/guides/ab/ab.pdf": b"another"}), "files/guides/ab/ab.pdf was changed"),
        (lambda members: members.update({"rows/events.Event.jsonl": b""}), "rows/events.Event.jsonl was changed"),
        (lambda members: members.pop("files/images/cd/cd.png"), "lacks files/images/cd/cd.png"),
        (lambda members: members.update({"files/strange.exe": b""}), "has files/strange.exe"),
        (lambda members: members.update({MANIFEST: members[MANIFEST] + b" "}), "manifest was changed"),
        (lambda members: members.pop(SEAL), "has no manifest"),
    ],
)
def test_what_was_changed_or_is_missing_is_found_and_nothing_is_restored(
    archive: Path, media: Storage, change: Callable[[dict[str, bytes]], object], words: str
) -> None:
    Event.objects.update(title_en="As it is now")
    damaged = changed(archive, change)

    with pytest.raises(Refused, match=words):
        backup.verify(damaged)
    with pytest.raises(Refused, match=words):
        backup.restore(damaged, media, replace=True)

    assert Event.objects.get().title_en == "As it is now"


def test_packed_rows_that_were_damaged_on_the_disk_are_refused_in_words(archive: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        following = found.getinfo("rows/auth.User.jsonl").header_offset
        begun = following - found.getinfo("rows/auth.Permission.jsonl").compress_size
    content = bytearray(archive.read_bytes())
    content[begun] = 0xFF  # no kind of block that a packed text can begin with
    archive.write_bytes(content)

    with pytest.raises(Refused, match="damaged"):
        backup.verify(archive)


def test_half_an_archive_is_none(archive: Path) -> None:
    half = archive.with_name("half.zip")
    half.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])

    with pytest.raises(Refused, match="damaged, or no archive"):
        backup.verify(half)


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (lambda here: [*here, "events.9999_later"], "newer version .* lacks events.9999_later"),
        (lambda here: here[:-1], "older version of the site, from before"),
    ],
)
def test_an_archive_of_another_version_is_refused(
    archive: Path, media: Storage, there: Callable[[list[str]], list[str]], words: str
) -> None:
    def alter(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        seal(members, {**manifest, "migrations": there(manifest["migrations"])})

    with pytest.raises(Refused, match=words):
        backup.restore(changed(archive, alter), media, replace=True)


def seal(members: dict[str, bytes], manifest: dict[str, object]) -> None:
    """As this site would have, so that nothing but the manifest's own words is left to refuse."""
    members[MANIFEST] = json.dumps(manifest).encode()
    members[SEAL] = hashlib.sha256(members[MANIFEST]).hexdigest().encode()


def miscounted(archive: Path) -> Path:
    """Every byte is right, and the database stops at the last table."""

    def alter(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        manifest["tables"]["reversion.Version"]["rows"] += 1
        seal(members, manifest)

    return changed(archive, alter)


@pytest.mark.database
def test_rows_that_are_refused_leave_rows_files_and_next_numbers_as_they_were(archive: Path, media: LocalFiles) -> None:
    topic = make_topic()
    Path(media.path("guides/ab/ab.pdf")).write_bytes(b"as it is now")

    with pytest.raises(Refused, match=r"rows of reversion\.Version"):
        backup.restore(miscounted(archive), media, replace=True)

    assert b"".join(files.chunks(media, "guides/ab/ab.pdf")) == b"as it is now"
    assert make_topic().pk == topic.pk + 1


@pytest.mark.database
def test_rows_whose_files_cannot_be_stored_are_taken_back(
    archive: Path, media: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StorageFull("The disk is full.")

    Event.objects.update(title_en="As it is now")
    monkeypatch.setattr("ciwo_site.backup.restoring.files.put", full)
    monkeypatch.setattr("ciwo_site.management.commands.restore.default_storage", media)

    with pytest.raises(CommandError, match="The disk is full"):
        call_command("restore", archive, replace=True)

    assert Event.objects.get().title_en == "As it is now"


def test_files_beside_an_empty_catalog_are_left_alone_unless_it_is_to_be_replaced(
    archive: Path, media: LocalFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may be somebody else’s: a folder or a bucket that was named by mistake."""
    media.save("somebody/else.txt", ContentFile(b"not ours"))
    monkeypatch.setattr("ciwo_site.backup.restoring.is_empty", lambda: True)

    restored = backup.restore(archive, media, replace=False)

    assert (restored.removed, media.exists("somebody/else.txt")) == (0, True)


def test_a_format_of_the_future_is_refused(archive: Path) -> None:
    later = changed(archive, lambda members: seal(members, {**json.loads(members[MANIFEST]), "format": 99}))

    with pytest.raises(Refused, match="has the format 99"):
        backup.verify(later)


def test_a_file_that_cannot_be_read_is_named_and_is_not_taken_for_one_that_cannot_be_written(
    tmp_path: Path, media: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "open_part", broken)
    with pytest.raises(Refused, match=r"The file guides/ab/ab\.pdf cannot be read: Input/output error\."):
        backup.save(tmp_path / "new.zip", media, timezone.now())

    assert not (tmp_path / "new.zip").exists()


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, media: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(folder: str) -> tuple[list[str], list[str]]:
        if folder:
            raise PermissionError(13, "Permission denied")
        return ["lost+found"], []

    monkeypatch.setattr(media, "listdir", forbidden)
    with pytest.raises(Refused, match=r"The folder lost\+found/ of the files cannot be read: Permission denied\."):
        backup.save(tmp_path / "new.zip", media, timezone.now())


def test_a_catalog_that_is_not_empty_is_replaced_only_when_asked(archive: Path, media: Storage) -> None:
    with pytest.raises(Refused, match="Add --replace"):
        backup.restore(archive, media, replace=False)


def test_the_commands_say_in_a_sentence_what_they_refuse(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("restore", tmp_path)
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", tmp_path / "nothing.zip")
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("backup", tmp_path / "nowhere" / "a.zip")
