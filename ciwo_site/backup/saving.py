"""Making an archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from django.core.files.storage import Storage
from django.db import connection

from ciwo_site.backup import files
from ciwo_site.backup.archive import Manifest, Refused, Table, Writing, file_member, rows_member, writing
from ciwo_site.backup.numbers import next_number
from ciwo_site.backup.rows import lines
from ciwo_site.backup.snapshot import snapshot
from ciwo_site.backup.tables import applied_migrations, columns, tables
from ciwo_site.pending_migrations import pending_migrations


@dataclass(frozen=True, slots=True)
class Saved:
    rows: int
    files: int
    missing: tuple[str, ...]  # files that rows name and the storage does not have


def save(path: Path, storage: Storage, at: datetime) -> Saved:
    """Write the whole catalog into a new file. Raises `Refused`; an older file is never written over."""
    if path.exists():
        raise Refused(f"There is a file {path} already. Give the archive a name of its own, such as one with the date.")
    if pending := pending_migrations():
        raise Refused(f"Migrations are pending: {', '.join(pending)}. Run manage.py migrate first.")
    manifest = Manifest(made_at=at.isoformat(), database=connection.vendor, migrations=applied_migrations())
    with writing(path, manifest) as archive:
        with snapshot():
            for label, model in tables().items():
                table = manifest.tables[label] = Table([field.attname for field in columns(model)])
                archive.add(rows_member(label), _counting(lines(model), table), compressed=True)
                table.next = next_number(model)
            named = set(files.named_by_rows())
        _save_files(archive, storage)
    missing = tuple(sorted(named - manifest.files.keys()))
    return Saved(sum(table.rows for table in manifest.tables.values()), len(manifest.files), missing)


def _counting(found: Iterable[bytes], table: Table) -> Iterator[bytes]:
    for line in found:
        table.rows += 1
        yield line


def _save_files(archive: Writing, storage: Storage) -> None:
    """After the rows: a file that a row names is there before the row, and is not taken away."""
    for name in files.names(storage):
        found = files.chunks(storage, name)
        try:
            first = next(found, b"")  # before its member is begun, which could not be taken back
        except FileNotFoundError:
            continue  # deleted since it was listed
        archive.manifest.files[name] = archive.add(file_member(name), chain([first], found), compressed=False)
