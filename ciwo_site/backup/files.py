"""The files of the storage: listing them, reading and writing them in chunks, whatever keeps them."""

import hashlib
from collections.abc import Iterator
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import Storage
from django.db.models import FileField

from ciwo_site.backup.archive import CHUNK_BYTES, Refused
from ciwo_site.backup.tables import columns, rows, tables
from ciwo_site.downloads import open_part
from ciwo_site.storages.local import INCOMING


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file, in a fixed order; not those that are being written."""
    try:
        folders, found = storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever uploaded
    except OSError as error:
        raise Refused(f"The folder {folder or '/'} of the files cannot be read: {error.strerror}.") from error
    yield from (f"{folder}{name}" for name in sorted(found))
    for inner in sorted(folders):
        if folder or inner != INCOMING:
            yield from names(storage, f"{folder}{inner}/")


def named_by_rows() -> Iterator[str]:
    """The files that the database knows of."""
    for model in tables().values():
        for field in columns(model):
            if isinstance(field, FileField):
                yield from rows(model).exclude(**{field.attname: ""}).values_list(field.attname, flat=True).iterator()


def chunks(storage: Storage, name: str) -> Iterator[bytes]:
    """Raises `FileNotFoundError` where it is gone, `Refused` where it cannot be read."""
    try:
        yield from open_part(storage, name, range(storage.size(name)))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refused(f"The file {name} cannot be read: {error.strerror or type(error).__name__}.") from error


def checksum(storage: Storage, name: str) -> str:
    digest = hashlib.sha256()
    for chunk in chunks(storage, name):
        digest.update(chunk)
    return digest.hexdigest()


def put(storage: Storage, name: str, source: IO[bytes], size: int, expected: str) -> bool:
    """Store a file under exactly this name. Says whether it had to be written: the same file may be there already."""
    if storage.exists(name):
        if storage.size(name) == size and checksum(storage, name) == expected:
            return False
        storage.delete(name)
    stored = storage.save(name, PassingFile(source, name, size))
    if stored != name:
        storage.delete(stored)
        raise Refused(f"The storage would call {name} something else.")
    return True


class PassingFile(File):
    """A file that can be read once, from its beginning to its end."""

    def __init__(self, source: IO[bytes], name: str, size: int) -> None:
        super().__init__(source, name)
        self.size = size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        while chunk := self.read(chunk_size or CHUNK_BYTES):
            yield chunk

    def seekable(self) -> bool:
        return False

    def seek(self, *_place: Any) -> int:
        return 0  # asked only at the beginning
