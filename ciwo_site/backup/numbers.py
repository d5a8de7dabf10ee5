"""The next number of each table. A number that was given once is not given again, even when its row was deleted.

Addresses hold it, and so does the history, from which a deleted entry can be brought back.
"""

from django.db import connection
from django.db.models import AutoField, Max, Model

from ciwo_site.backup.tables import rows


def next_number(model: type[Model]) -> int | None:
    """None for a table whose rows the database does not count."""
    if not isinstance(model._meta.pk, AutoField):
        return None
    largest = rows(model).order_by().aggregate(found=Max("pk"))["found"] or 0
    return max(largest, _counted(model)) + 1


def set_next_number(model: type[Model], number: int) -> None:
    """A part of the transaction, which PostgreSQL's own `setval` would not be."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"ALTER SEQUENCE {sequence} RESTART WITH {int(number)}")
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1])


def _counted(model: type[Model]) -> int:
    """The largest number that the database remembers having given."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 -- PostgreSQL quoted the name
            last, is_given = cursor.fetchone()
            return last if is_given else last - 1
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        return found[0] if found else 0
