"""The database: does it answer, has it the right shape, and does it keep what it is given?"""

from typing import Any

from django.db import DatabaseError, connection

from ciwo_site.doctor.finding import Finding, Findings
from ciwo_site.pending_migrations import pending_migrations

OLDEST_POSTGRESQL = 140000
SHORTEST_WAIT = 5000  # milliseconds that a writer of SQLite waits for another
FULL, ON = 2, 1


def findings() -> Findings:
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        yield Finding(
            f"The database does not answer ({type(error).__name__}).",
            "Look whether it runs, and whether DATABASE_URL names it rightly.",
        )
        return
    if pending:
        yield Finding(f"Migrations are pending: {', '.join(pending)}.", "Run manage.py migrate.")
    yield from _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _sqlite() -> Findings:
    cure = "Use the settings of this site as they are; ciwo_site/databases/address.py has them."
    if _ask("PRAGMA journal_mode") not in ("wal", "memory"):
        yield Finding("SQLite keeps no write-ahead log: readers wait for writers.", cure)
    if _ask("PRAGMA synchronous") < FULL:
        yield Finding("SQLite does not wait for the disk: a power cut can lose what was saved.", cure)
    if _ask("PRAGMA foreign_keys") != ON:
        yield Finding("SQLite does not look after foreign keys.", cure)
    if _ask("PRAGMA busy_timeout") < SHORTEST_WAIT:
        yield Finding("A writer of SQLite gives up after less than five seconds.", cure)
    if (state := _ask("PRAGMA quick_check(1)")) != "ok":
        yield Finding(f"The database’s file is damaged: {state}.", "Restore the newest backup: manage.py restore.")


def _postgresql() -> Findings:
    if int(_ask("SHOW server_version_num")) < OLDEST_POSTGRESQL:
        yield Finding("PostgreSQL is older than 14.", "Upgrade the database server.")
    if (encoding := _ask("SHOW server_encoding")) != "UTF8":
        yield Finding(f"The database’s encoding is {encoding}, in which some names cannot be written.", "Make it UTF8.")
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if _ask(f"SHOW {name}") == "off":
            yield Finding(
                f"PostgreSQL runs with {name} off: a power cut can lose what was saved.", f"Switch {name} on."
            )


def _ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
