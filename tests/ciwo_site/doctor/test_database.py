"""A database that is away, behind, or keeps less than it is given."""

from typing import Any

import pytest
from django.db import OperationalError, connection

from ciwo_site.doctor import database
from tests.ciwo_site.doctor.found import failing, words

pytestmark = pytest.mark.django_db


def test_a_database_that_does_not_answer_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "pending_migrations", failing(OperationalError("password=secret")))

    assert words(database.findings()) == "The database does not answer (OperationalError)."


def test_pending_migrations_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "pending_migrations", lambda: ["events.0099_later"])
    monkeypatch.setattr(database, "_sqlite", list)
    monkeypatch.setattr(database, "_postgresql", list)

    assert words(database.findings()) == "Migrations are pending: events.0099_later."


WELL: dict[str, dict[str, Any]] = {
    "sqlite": {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": 2,
        "PRAGMA foreign_keys": 1,
        "PRAGMA busy_timeout": 20000,
        "PRAGMA quick_check(1)": "ok",
    },
    "postgresql": {
        "SHOW server_version_num": "150004",
        "SHOW server_encoding": "UTF8",
        "SHOW fsync": "on",
        "SHOW full_page_writes": "on",
        "SHOW synchronous_commit": "on",
    },
}


@pytest.mark.parametrize(
    ("vendor", "question", "answer", "said"),
    [
        ("sqlite", "PRAGMA journal_mode", "delete", "no write-ahead log"),
        ("sqlite", "PRAGMA synchronous", 1, "does not wait for the disk"),
        ("sqlite", "PRAGMA foreign_keys", 0, "foreign keys"),
        ("sqlite", "PRAGMA busy_timeout", 4000, "less than five seconds"),
        ("sqlite", "PRAGMA quick_check(1)", "row 7 missing from index", "file is damaged: row 7"),
        ("postgresql", "SHOW server_version_num", "130011", "older than 14"),
        ("postgresql", "SHOW server_encoding", "SQL_ASCII", "SQL_ASCII"),
        ("postgresql", "SHOW fsync", "off", "fsync off"),
        ("postgresql", "SHOW synchronous_commit", "off", "synchronous_commit off"),
    ],
)
def test_a_database_that_keeps_less_than_it_is_given_is_found(
    monkeypatch: pytest.MonkeyPatch, vendor: str, question: str, answer: Any, said: str
) -> None:
    look = {"sqlite": database._sqlite, "postgresql": database._postgresql}[vendor]
    monkeypatch.setattr(database, "_ask", WELL[vendor].get)
    before = list(look())
    monkeypatch.setattr(database, "_ask", {**WELL[vendor], question: answer}.get)

    assert before == []
    assert said in words(look())


@pytest.mark.database
def test_the_sites_own_database_can_be_asked() -> None:
    said = " ".join(finding.words for finding in database.findings())

    # The tests' own PostgreSQL is quick rather than safe; the tests' SQLite is as shipped.
    assert "off: a power cut" in said if connection.vendor == "postgresql" else said == ""
