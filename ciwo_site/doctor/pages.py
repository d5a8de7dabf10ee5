"""Readers' pages that are kept: does the database tell of every change, so that none is shown as it was?"""

from collections import Counter
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection

from ciwo_site.doctor.finding import Finding, Findings, advice
from programs.change_triggers import EVENTS, NAME, tables_that_tell_readers

# One for each kind of change on SQLite, one for all of them on PostgreSQL.
SQLITE = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
POSTGRESQL = """
    SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = %s AND tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)
"""


def findings() -> Findings:
    if not settings.PAGE_CACHE:
        yield advice(
            "Each page is made anew for each reader, and none is there without the database.", "Unset PAGE_CACHE."
        )
        return
    with suppress(DatabaseError):  # which is said elsewhere
        triggers, wanted = _triggers(), len(EVENTS) if connection.vendor == "sqlite" else 1
        if silent := [table for table in tables_that_tell_readers() if triggers[table] != wanted]:
            yield Finding(
                f"The database does not tell of changes in {len(silent)} tables, such as {silent[0]}: "
                "readers may see pages as they were.",
                "Run manage.py migrate, which makes the triggers anew.",
            )


def _triggers() -> Counter[str]:
    """How many each table has."""
    question, name = (SQLITE, f"{NAME}_%") if connection.vendor == "sqlite" else (POSTGRESQL, NAME)
    with connection.cursor() as cursor:
        cursor.execute(question, [name])
        return Counter(table for (table,) in cursor.fetchall())
