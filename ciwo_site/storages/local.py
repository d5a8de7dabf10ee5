"""Files on this machine's own disk: whole or not at all, and there after a power cut."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from ciwo_site.storages.problems import StorageFull, StorageUnreachable

INCOMING = "incoming"  # files that are being written; no address leads there
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_NAME = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EINVAL}  # nothing can be called that


@deconstructible(path="ciwo_site.storages.local.LocalFiles")
class LocalFiles(FileSystemStorage):
    """A file gets its name when all of it is on the disk, so that what a killed process leaves has no name that is served."""

    def _open(self, name: str, mode: str = "rb") -> File:
        with self._reaching():
            return super()._open(name, mode)  # type: ignore[misc]

    def size(self, name: str) -> int:
        with self._reaching():
            return super().size(name)

    def _save(self, name: str, content: File) -> str:
        with self._reaching():
            target = Path(self.path(name))
            part = Path(self.location, INCOMING, secrets.token_hex(16))
            for folder in (part.parent, target.parent):
                folder.mkdir(parents=True, exist_ok=True)
            try:
                _receive(content, part)
                if self.file_permissions_mode is not None:
                    part.chmod(self.file_permissions_mode)
                part.replace(target)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
            _settle(target.parent)
        return name.replace("\\", "/")

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Tell a full disk and an absent one from a file that is not there."""
        try:
            yield
        except FileNotFoundError as error:
            if os.path.isdir(self.location):
                raise
            raise StorageUnreachable("The folder of the files is gone.") from error
        except OSError as error:
            if error.errno in FULL:
                raise StorageFull("The disk is full.") from error
            if error.errno in NO_NAME:
                raise FileNotFoundError(error.errno, "No file has such a name.") from error
            raise StorageUnreachable("The disk refuses.") from error


def _receive(content: File, part: Path) -> None:
    if hasattr(content, "temporary_file_path"):
        with suppress(OSError):  # another disk: then it is copied
            os.rename(content.temporary_file_path(), part)
            return _settle(part)
    content.seek(0)
    with part.open("xb") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return None


def _settle(path: Path) -> None:
    """Until it is on the disk: a row in the database must not outlive its file in a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
