"""Putting an archive in the place of a catalog: all of its rows or none."""

from dataclasses import dataclass
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.storage import Storage
from django.db import DatabaseError, connection, transaction

from ciwo_site.backup import files
from ciwo_site.backup.archive import Manifest, Reading, Refused, file_member, reading
from ciwo_site.backup.numbers import set_next_number
from ciwo_site.backup.rows import store
from ciwo_site.backup.tables import applied_migrations, columns, is_empty, sessions, tables
from ciwo_site.backup.verifying import check


@dataclass(frozen=True, slots=True)
class Restored:
    rows: int
    files: int
    removed: int  # files of the catalog that was replaced


def restore(path: Path, storage: Storage, *, replace: bool) -> Restored:
    """Raises `Refused` before anything is changed, and whatever the database refuses leaves it and the files as they were.

    The archive is read twice: once to know that all of it is whole, and once to store it.
    """
    with reading(path) as archive:
        _refuse_another_shape(archive.manifest)
        if not replace and not is_empty():
            raise Refused("This database holds a catalog. Add --replace if the archive shall stand in its place.")
        check(archive)
        before = set(files.names(storage))
        with transaction.atomic():
            rows = _restore_rows(archive)
            _restore_files(archive, storage)
        ContentType.objects.clear_cache()
        removed = before - archive.manifest.files.keys() if replace else set()
        for name in removed:
            storage.delete(name)
        cache.clear()
        return Restored(rows, len(archive.manifest.files), len(removed))


def _refuse_another_shape(manifest: Manifest) -> None:
    here, there = set(applied_migrations()), set(manifest.migrations)
    if missing := sorted(there - here):
        raise Refused(
            f"The archive is of a newer version of the site: this database lacks {', '.join(missing)}. "
            "Use the version that made the archive, or run manage.py migrate."
        )
    if further := sorted(here - there):
        raise Refused(
            f"The archive is of an older version of the site, from before {', '.join(further)}. "
            "Restore it with the version that made it, then upgrade."
        )
    shapes = {label: [field.attname for field in columns(model)] for label, model in tables().items()}
    if shapes != {label: table.columns for label, table in manifest.tables.items()}:
        raise Refused("The archive’s tables have other columns than this version of the site.")


def _restore_rows(archive: Reading) -> int:
    """Within a transaction; foreign keys are looked at when all are there."""
    stored, at_work = 0, ""
    try:
        found = tables()
        for model in (*found.values(), *sessions()):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        for label, model in found.items():
            at_work, table = f"what the archive has of {label}", archive.manifest.tables[label]
            if (rows := store(model, archive.lines(label))) != table.rows:
                raise Refused(f"The archive has {rows} rows of {label}, and its manifest counts {table.rows}.")
            if table.next is not None:
                set_next_number(model, table.next)
            stored += rows
        at_work = "rows that name others which the archive lacks"
        connection.check_constraints()
    except DatabaseError as error:
        raise Refused(f"The database refuses {at_work} ({type(error).__name__}).") from error
    return stored


def _restore_files(archive: Reading, storage: Storage) -> None:
    """After the database took the rows, and before they count. Files that nobody names yet harm nobody, should it break off.

    Names are drawn at random (128 bits): what has the same name is the same file, or a damaged one that is put right.
    """
    for name, size in archive.manifest.files.items():
        member = file_member(name)
        with archive.open(member) as source:
            files.put(storage, name, source, size, archive.manifest.checksums[member])
