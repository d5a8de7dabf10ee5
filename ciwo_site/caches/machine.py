"""The cache of a site on one machine: a file of SQLite that all its processes share.

Django's own choices do not fit: its memory cache counts in each process alone, so that limits are as many times as wide as
there are processes; its file cache forgets when a count began at every step, and two steps at once make one; its database
cache fills the database, and is gone with it. Here a count is one statement, nothing is ever waited for longer than a
moment, and what is lost in a power cut was only a cache.
"""

import os
import pickle
import random
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import local
from time import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from ciwo_site.breaker import Breaker
from ciwo_site.caches.quiet import quietly

SECONDS_TO_WAIT = 0.2
SECONDS_BETWEEN_ATTEMPTS = 2.0
MAX_ENTRIES = 20_000
MAX_BYTES = 256 * 1024 * 1024
LARGE = 1024  # bytes: a page or a picture. Attempts to sign in are counted in far less
WRITES_BETWEEN_CLEANINGS = 500  # on average

SCHEMA = "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value, expires REAL NOT NULL) WITHOUT ROWID"
PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", SCHEMA)
FOREVER = float("inf")
DAMAGED = ("malformed", "not a database", "no such table", "no such column")

quiet = quietly(sqlite3.Error, OSError)
_breaker = Breaker(SECONDS_BETWEEN_ATTEMPTS)


class MachineCache(BaseCache):
    """`LOCATION` is the file; only the user who runs the site may read it, since what it holds is unpickled."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__({**params, "OPTIONS": {"MAX_ENTRIES": MAX_ENTRIES, **params.get("OPTIONS", {})}})
        self.path = Path(location)
        self.breaker = _breaker
        self._open = local()

    @quiet
    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """One process alone is told that it was first."""
        statement = (
            "INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET value = excluded.value, expires = excluded.expires WHERE expires <= ?"
        )
        return self._write(statement, [*self._row(key, value, timeout, version), time()]) > 0

    @quiet
    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = self._one("SELECT value FROM entry WHERE key = ? AND expires > ?", [self._key(key, version), time()])
        return default if found is None else _loaded(found)

    @quiet
    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", self._row(key, value, timeout, version))

    @quiet
    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        arguments = [self._expires(timeout), self._key(key, version), time()]
        return self._write("UPDATE entry SET expires = ? WHERE key = ? AND expires > ?", arguments) > 0

    @quiet
    def delete(self, key: str, version: int | None = None) -> bool:
        arguments = [self._key(key, version), time()]
        return self._write("DELETE FROM entry WHERE key = ? AND expires > ?", arguments) > 0

    @quiet
    def has_key(self, key: str, version: int | None = None) -> bool:
        arguments = [self._key(key, version), time()]
        return self._one("SELECT 1 FROM entry WHERE key = ? AND expires > ?", arguments) is not None

    @quiet
    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The count ends when it would have ended; raises ValueError where there is none."""
        statement = "UPDATE entry SET value = value + ? WHERE key = ? AND expires > ? RETURNING value"
        counted = self._one(statement, [delta, self._key(key, version), time()])
        if counted is None:
            raise ValueError(f"Key {key!r} not found")
        return counted

    @quiet
    def clear(self) -> None:
        self._write("DELETE FROM entry", [])

    # Parts ----------------------------------------------------------------------------------------------------------

    def _key(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _row(self, key: str, value: Any, timeout: Any, version: int | None) -> list[Any]:
        return [self._key(key, version), _dumped(value), self._expires(timeout)]

    def _expires(self, timeout: Any) -> float:
        ends = self.get_backend_timeout(timeout)
        return FOREVER if ends is None else ends

    def _one(self, statement: str, arguments: Iterable[Any]) -> Any:
        row = self._execute(statement, arguments).fetchone()
        return row[0] if row else None

    def _write(self, statement: str, arguments: Iterable[Any]) -> int:
        """How many entries it changed."""
        changed = self._execute(statement, arguments).rowcount
        if random.randrange(WRITES_BETWEEN_CLEANINGS) == 0:  # noqa: S311 -- nothing secret depends on it
            self.clean()
        return changed

    def clean(self) -> None:
        """Take out what is over, and of too much first what is large, and of that what ends first.

        Else somebody who asks for a page under thousands of addresses would push out the counts that hold her back.
        """
        self._execute("DELETE FROM entry WHERE expires <= ?", [time()])
        while too_many := self._too_many():
            first = "SELECT key FROM entry ORDER BY length(value) > ? DESC, expires LIMIT ?"
            self._execute(f"DELETE FROM entry WHERE key IN ({first})", [LARGE, too_many])  # noqa: S608 -- our own words

    def _too_many(self) -> int:
        """How many entries have to go; a tenth of them, as often as it takes, where they are too large together."""
        entries, size = self._execute("SELECT count(*), coalesce(sum(length(value)), 0) FROM entry", []).fetchone()
        return max(0, entries - self._max_entries, -(-entries // 10) if size > MAX_BYTES else 0)

    def _execute(self, statement: str, arguments: Iterable[Any]) -> sqlite3.Cursor:
        try:
            return self._connection().execute(statement, tuple(arguments))
        except sqlite3.DatabaseError as error:
            self._forget(is_damaged=any(words in str(error) for words in DAMAGED))
            raise

    def _connection(self) -> sqlite3.Connection:
        """One for each thread; a new one where the file was taken away."""
        connection: sqlite3.Connection | None = getattr(self._open, "connection", None)
        if connection is None or self._open.file != self._file():
            self._forget(is_damaged=False)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            file = self._file()
            connection = sqlite3.connect(self.path, timeout=SECONDS_TO_WAIT, isolation_level=None)
            for statement in PRAGMAS:
                connection.execute(statement)
            self._open.connection, self._open.file = connection, file
        return connection

    def _file(self) -> tuple[int, int] | None:
        """Which file has the name: another one after somebody took it away, or found it damaged and began it anew."""
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def _forget(self, *, is_damaged: bool) -> None:
        if connection := getattr(self._open, "connection", None):
            connection.close()
            self._open.connection = None
        if is_damaged:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self.path.with_name(f"{self.path.name}{ending}").unlink()


def _dumped(value: Any) -> Any:
    """Whole numbers as such, so that a count is one statement."""
    return value if type(value) is int and abs(value) < 2**62 else pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _loaded(stored: Any) -> Any:
    return stored if isinstance(stored, int) else pickle.loads(stored)  # noqa: S301 -- only this site's user can write it
