"""Writing what can be written another time: a reader's page must not wait for somebody who saves."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def if_nobody_writes(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """What is in this block is done at once or not at all. SQLite has one writer at a time, others would wait for seconds."""
    if connection.vendor != "sqlite":
        with suppress(DatabaseError):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            with suppress(DatabaseError):
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
