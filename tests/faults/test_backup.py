"""What was saved on one database stands on the other, row by row and file by file; compared without the code that did it."""

import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Generator, Iterable
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import boto3
import psycopg
import pytest

from tests.faults.conftest import Large
from tests.faults.objects import names
from tests.faults.processes import Site, wait_until
from tests.faults.visitor import Visitor
from tests.least import least

# Not part of a backup (who is signed in; by which name one database knows its states), or not of the catalog (which
# migrations ran when).
# What came with later releases, and must not be empty for the comparison to say something.
NEWER = (
    "events_eventchange",
    "events_withdrawal",
    "programs_searchentry",
    "programs_searchword",
    "programs_signinevent",
)
NOT_COMPARED = {"django_session", "django_migrations", "programs_catalogchange", "sqlite_sequence"}
Rows = dict[str, list[tuple[Any, ...]]]


SECONDS_OF_A_WRITER = 2


WRITTEN_SINCE = "Written after the backup"


@pytest.fixture(scope="module")
def kept_before(large_site: Large, catalog: SimpleNamespace) -> str:
    """The address of a page that was changed after the backup, and is kept."""
    large_site.is_well()
    reader = Visitor(large_site.web.port)
    with psycopg.connect(large_site.database.address) as database:
        database.execute(f"UPDATE programs_resourceguide SET title_en = '{WRITTEN_SINCE}'")  # noqa: S608
    address = reader.get(catalog.guide_address).headers["Location"]
    assert reader.get(address).heading == WRITTEN_SINCE
    return address


@pytest.fixture(scope="module")
def restored(large_site: Large, catalog: SimpleNamespace, kept_before: str) -> Large:
    """Made by restoring an archive of SQLite; other modules changed it since, so it is restored anew."""
    large_site.site.run("restore", catalog.archive, "--replace")
    return large_site


@pytest.fixture(scope="module")
def back(restored: Large, catalog: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """From PostgreSQL to SQLite again, in the place of a catalog that has no files."""
    folder = tmp_path_factory.mktemp("back")
    shutil.copy(catalog.original.folder / "catalog.sqlite3", folder)
    restored.site.run("backup", folder / "postgresql.zip", "--verify")
    site = Site(folder)
    site.run("restore", folder / "postgresql.zip", "--replace")
    return site


def test_a_backup_of_sqlite_stands_on_postgresql_and_comes_back(
    restored: Large, back: Site, catalog: SimpleNamespace
) -> None:
    on_sqlite = rows_of_sqlite(catalog.original)

    assert rows_of_postgresql(restored) == on_sqlite
    assert rows_of_sqlite(back) == on_sqlite
    assert sum(map(len, on_sqlite.values())) > 500
    assert [table for table in NEWER if not on_sqlite[table]] == []
    assert files_of_store(restored) == files_of_folder(catalog.original) == files_of_folder(back)
    assert len(files_of_folder(back)) > 20


def test_what_was_restored_is_searched_and_watched_like_any_other_catalog(restored: Large, back: Site) -> None:
    """The index is in step, and each database notes the next change in the catalog."""
    change = "UPDATE programs_topic SET id = id"
    counted = "SELECT max(id) FROM programs_catalogchange"

    # The other's index is the same, row by row.
    assert restored.site.run("index_search", "--check").stdout == "The index is in step.\n"
    with psycopg.connect(restored.database.address) as database:
        noted = [database.execute(counted).fetchone(), database.execute(change), database.execute(counted).fetchone()]
    with closing(sqlite3.connect(back.folder / "catalog.sqlite3")) as database:
        told = [database.execute(counted).fetchone(), database.execute(change), database.execute(counted).fetchone()]

    assert noted[0] < noted[2]
    assert told[0] < told[2]


def test_a_restored_catalog_is_read_at_once_and_not_as_it_was_kept(
    restored: Large, catalog: SimpleNamespace, kept_before: str
) -> None:
    reader = Visitor(restored.web.port)

    assert reader.get(kept_before).headers["Location"] == catalog.guide_address
    assert reader.get(catalog.guide_address).heading not in ("", WRITTEN_SINCE)


def test_after_a_restore_new_rows_get_numbers_that_nobody_had(restored: Large) -> None:
    """Of the programs, the one with the highest number was deleted before the backup."""
    with psycopg.connect(restored.database.address) as database:
        largest = database.execute("SELECT max(id) FROM programs_program").fetchone()[0]
        following = database.execute("SELECT nextval(pg_get_serial_sequence('programs_program', 'id'))").fetchone()[0]

    assert following == largest + 2


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_a_backup_holds_one_moment_and_keeps_nobody_from_writing(
    restored: Large, back: Site, tmp_path: Path, database: str
) -> None:
    site = restored.site if database == "postgresql" else back
    archive = tmp_path / "a.zip"

    def longest_of_a_writer() -> float:
        archive.unlink(missing_ok=True)
        with writing_in_two_places(restored if database == "postgresql" else back) as written:
            site.run("backup", archive, "--verify")
        topics, programs = (rows_of_archive(archive, label) for label in ("programs.Topic", "programs.Program"))
        saved = {row["name_en"] for row in topics} | {row["title_en"] for row in programs}
        assert len(saved) == 1
        assert 0 < int(saved.pop()) < len(written)
        return max(written)

    assert least(longest_of_a_writer, enough=SECONDS_OF_A_WRITER) < SECONDS_OF_A_WRITER


@contextmanager
def writing_in_two_places(place: Large | Site) -> Generator[list[float]]:
    """The same number into two tables, in one transaction after the other; how long each of them took."""
    written: list[float] = []
    over = Event()
    writer = Thread(target=write, args=(place, written, over))
    writer.start()
    try:
        wait_until(lambda: len(written) > 10, what="somebody who writes")
        yield written
        count = len(written)
        wait_until(lambda: len(written) > count, what="somebody who goes on writing")
    finally:
        over.set()
        writer.join()


def write(place: Large | Site, written: list[float], over: Event) -> None:
    with ExitStack() as stack:
        if isinstance(place, Large):
            database: Any = stack.enter_context(psycopg.connect(place.database.address, autocommit=True))
        else:
            file = place.folder / "catalog.sqlite3"
            database = stack.enter_context(closing(sqlite3.connect(file, isolation_level=None, timeout=60)))
        programs = database.execute("SELECT id, title_en FROM programs_program").fetchall()
        topics = database.execute("SELECT id, name_en FROM programs_topic").fetchall()
        while not over.is_set():
            began, number = time.monotonic(), len(written)
            database.execute("BEGIN")
            database.execute(f"UPDATE programs_program SET title_en = '{number}'")  # noqa: S608 -- a number
            database.execute(f"UPDATE programs_topic SET name_en = '{number}'")  # noqa: S608
            database.execute("COMMIT")
            written.append(time.monotonic() - began)
        mark = "%s" if isinstance(place, Large) else "?"
        for number, title in programs:  # as they were, for the tests that compare
            database.execute(f"UPDATE programs_program SET title_en = {mark} WHERE id = {mark}", (title, number))  # noqa: S608
        for number, name in topics:
            database.execute(f"UPDATE programs_topic SET name_en = {mark} WHERE id = {mark}", (name, number))  # noqa: S608


def rows_of_archive(path: Path, label: str) -> list[dict[str, Any]]:
    with ZipFile(path) as archive:
        columns = json.loads(archive.read("manifest.json"))["tables"][label]["columns"]
        lines = archive.read(f"rows/{label}.jsonl").splitlines()
    return [dict(zip(columns, json.loads(line), strict=True)) for line in lines]


# Reading, in each database's own language -----------------------------------------------------------------------------


def rows_of_sqlite(site: Site) -> Rows:
    database = sqlite3.connect(site.folder / "catalog.sqlite3")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for table in set(tables) - NOT_COMPARED:
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        found[table] = plain(columns, database.execute(everything(table)).fetchall())
    database.close()
    return found


def rows_of_postgresql(large: Large) -> Rows:
    with psycopg.connect(large.database.address) as database:
        tables = [name for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        found = {}
        for table in set(tables) - NOT_COMPARED:
            cursor = database.execute(everything(table))
            found[table] = plain([column.name for column in cursor.description], cursor.fetchall())
    return found


def everything(table: str) -> str:
    return f'SELECT * FROM "{table}"'  # noqa: S608 -- a name that the database told


def plain(columns: list[str], rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """In the order of the columns' names and of the rows, since neither is promised."""
    order = sorted(range(len(columns)), key=lambda place: columns[place])
    return sorted((tuple(plain_value(row[place]) for place in order) for row in rows), key=repr)


def plain_value(value: Any) -> Any:
    """One form for what the two databases keep in different ones: truth, moments, dates, UUIDs and JSON."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    if isinstance(value, str):
        if value[:1] in ("{", "["):
            try:
                return json.dumps(json.loads(value), sort_keys=True)
            except ValueError:
                return value
        if len(value) in (19, 26) and value[4:5] == "-" and value[10:11] == " ":
            return datetime.fromisoformat(value).isoformat(sep=" ")
    return value


def files_of_folder(site: Site) -> dict[str, str]:
    media = Path(site.environment["MEDIA_ROOT"])
    found = (path for path in media.rglob("*") if path.is_file())
    return {str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def files_of_store(large: Large) -> dict[str, str]:
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{large.store.port}",
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    found = {name: client.get_object(Bucket="catalog", Key=name)["Body"].read() for name in names(large.store.port)}
    return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
