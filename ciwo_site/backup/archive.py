"""The archive as a file: members that are written and read in chunks, and a manifest that vouches for each."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

FORMAT = 1  # rises when an older version of the site could not read what a newer one writes
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
CHUNK_BYTES = 256 * 1024


class Refused(Exception):
    """Why an archive cannot be made or restored, in a sentence for whoever asked."""


@dataclass
class Table:
    """`next` is the number that the next new row gets, where the database counts."""

    columns: list[str]
    rows: int = 0
    next: int | None = None


@dataclass
class Manifest:
    made_at: str
    database: str
    migrations: list[str]
    tables: dict[str, Table] = field(default_factory=dict)  # by label, as in "events.Event"
    files: dict[str, int] = field(default_factory=dict)  # by name in the storage; bytes
    checksums: dict[str, str] = field(default_factory=dict)  # by member; SHA-256, hexadecimal
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        found = json.loads(text)
        if found.get("format") != FORMAT:
            raise Refused(
                f"The archive has the format {found.get('format')}, and this version of the site reads {FORMAT}."
            )
        tables = {label: Table(**table) for label, table in found.pop("tables").items()}
        return cls(**found, tables=tables)


def rows_member(label: str) -> str:
    return f"rows/{label}.jsonl"


def file_member(name: str) -> str:
    return f"files/{name}"


class Writing:
    """Adds members; what is written is remembered in the manifest's checksums."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive, self.manifest = archive, manifest

    def add(self, member: str, chunks: Iterable[bytes], *, compressed: bool) -> int:
        """Write one member, and say how many bytes it has."""
        info = zipfile.ZipInfo(member)
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.manifest.checksums[member] = digest.hexdigest()
        return size


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writing]:
    """The file has its name when all of it is on the disk; what went wrong leaves nothing behind."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)  # of a run that was cut off
        descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Writing(archive, manifest)
                text = manifest.as_json()
                archive.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED)
                archive.writestr(SEAL, hashlib.sha256(text).hexdigest())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


class Reading:
    """An archive whose manifest is whole and of a format that this version reads."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members = set(archive.namelist())
        if not {MANIFEST, SEAL} <= self.members:
            raise Refused("The archive has no manifest: it is not whole, or not one of this site’s.")
        text = archive.read(MANIFEST)
        if hashlib.sha256(text).hexdigest() != archive.read(SEAL).decode(errors="replace"):
            raise Refused("The archive’s manifest was changed or damaged.")
        self.manifest = Manifest.from_json(text)

    def open(self, member: str) -> IO[bytes]:
        return self._archive.open(member)

    def lines(self, label: str) -> Iterator[list[Any]]:
        with self.open(rows_member(label)) as file:
            for line in file:
                yield json.loads(line)

    def checksum(self, member: str) -> str:
        digest = hashlib.sha256()
        with self.open(member) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest()


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Raises `Refused` for what is no archive, and for one that breaks off while it is read."""
    try:
        with _opened(path) as archive:
            yield Reading(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(f"{path} is damaged, or no archive of this site.") from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise Refused(f"There is no file {path}.") from error
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
