"""Files on this machine's disk: whole or not at all."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import TemporaryUploadedFile

from ciwo_site.storages.local import INCOMING, LocalFiles
from ciwo_site.storages.problems import StorageFull, StorageUnreachable


@pytest.fixture
def storage(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path / "media")


def test_a_file_is_kept_under_its_name_and_nothing_else_is_left(storage: LocalFiles, tmp_path: Path) -> None:
    name = storage.save("guides/ab/ab.pdf", ContentFile(b"content"))

    assert name == "guides/ab/ab.pdf"
    assert Path(storage.path(name)).read_bytes() == b"content"
    assert list((tmp_path / "media" / INCOMING).iterdir()) == []


def test_a_received_file_is_moved_and_may_be_read_by_the_site(storage: LocalFiles) -> None:
    with TemporaryUploadedFile("a.pdf", "application/pdf", 7, None) as received:
        received.write(b"content")
        received.flush()
        name = storage.save("a.pdf", received)

    assert Path(storage.path(name)).read_bytes() == b"content"
    assert Path(storage.path(name)).stat().st_mode & 0o777 == 0o644


def received() -> TemporaryUploadedFile:
    file = TemporaryUploadedFile("a.pdf", "application/pdf", 7, None)
    file.write(b"content")
    file.flush()
    return file


@pytest.mark.parametrize("make", [lambda: ContentFile(b"content"), received], ids=["in memory", "received"])
def test_a_file_is_on_the_disk_before_it_has_a_name_and_then_the_name_is(
    storage: LocalFiles, monkeypatch: pytest.MonkeyPatch, make: Callable[[], File]
) -> None:
    """Nothing but the order of the calls tells what a power cut would leave."""
    done: list[str] = []
    replace = Path.replace

    def settled(descriptor: int) -> None:
        found = os.fstat(descriptor)
        done.append("folder" if stat.S_ISDIR(found.st_mode) else f"{found.st_size} bytes")

    monkeypatch.setattr(os, "fsync", settled)
    monkeypatch.setattr(Path, "replace", lambda *paths: (done.append("name"), replace(*paths))[1])

    with make() as content:
        storage.save("guides/ab/ab.pdf", content)

    assert done == ["7 bytes", "name", "folder"]


class Breaking(ContentFile):
    """A file of which half can be read."""

    def chunks(self, chunk_size: int | None = None):
        yield b"half"
        raise self.problem


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EFBIG, StorageFull), (errno.EIO, StorageUnreachable)],
)  # fmt: skip
def test_half_a_file_is_no_file(storage: LocalFiles, tmp_path: Path, number: int, problem: type[Exception]) -> None:
    content = Breaking(b"whole")
    content.problem = OSError(number, "as the system says")

    with pytest.raises(problem):
        storage.save("images/ab/ab.png", content)

    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_a_file_that_is_not_there_is_no_outage_but_a_folder_that_is_gone_is_one(
    storage: LocalFiles, tmp_path: Path
) -> None:
    with pytest.raises(StorageUnreachable):
        storage.size("images/a.png")
    (tmp_path / "media").mkdir()

    for name in ("images/a.png", "images/" + "a" * 300 + ".png"):
        with pytest.raises(FileNotFoundError):
            storage.size(name)
        with pytest.raises(FileNotFoundError):
            storage.open(name)
