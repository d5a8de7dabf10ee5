"""The database notes every change of what readers are told, in the transaction that makes it.

Triggers and not signals: a form, an import, a bulk operation, a restored backup and a hand in `psql` are all the same
to them, and nothing is noted that was rolled back. They are made anew after every `migrate`, because SQLite forgets
them when it rebuilds a table; a model that readers never hear of says `TELLS_READERS = False`.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from programs.models.catalog_change import CatalogChange

NAME = "tells_readers"
NOTED = CatalogChange._meta.db_table
EVENTS = ("INSERT", "UPDATE", "DELETE")

_SQLITE = """CREATE TRIGGER IF NOT EXISTS "{trigger}" AFTER {event} ON "{table}" BEGIN
    INSERT INTO {noted} (at) VALUES (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW'));
END"""

_POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {noted} (at) VALUES (CLOCK_TIMESTAMP());
    RETURN NULL;
END $$"""

_POSTGRESQL = """CREATE OR REPLACE TRIGGER "{trigger}" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""


def tables_that_tell_readers() -> list[str]:
    """Tables of the catalog, the links between them too, in the order of their names."""
    found: list[type[models.Model]] = list(apps.get_models(include_auto_created=True))
    return sorted(
        {
            model._meta.db_table
            for model in found
            if model._meta.app_label in settings.CATALOG_APPS and getattr(model, "TELLS_READERS", True)
        }
    )


def make_triggers(using: str = "default", **options: Any) -> None:
    """After `migrate`: a trigger on every table that is there.

    And a new name for the catalog: while a table had none, a migration or somebody who saved may have changed it.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if NOTED not in present:
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection, [name for name in tables_that_tell_readers() if name in present]):
            cursor.execute(statement)
        cursor.execute(f"INSERT INTO {NOTED} DEFAULT VALUES")


def _statements(connection: BaseDatabaseWrapper, tables: list[str]) -> Iterator[str]:
    words = {"name": NAME, "noted": NOTED}
    if connection.vendor == "sqlite":
        for table in tables:
            for event in EVENTS:
                yield _SQLITE.format(trigger=f"{NAME}_{table}_{event.lower()}", table=table, event=event, **words)
    else:
        yield _POSTGRESQL_FUNCTION.format(**words)
        for table in tables:
            yield _POSTGRESQL.format(trigger=NAME, table=table, **words)


def drop_triggers(using: str = "default", **options: Any) -> None:
    """Before `migrate`: SQLite rebuilds no table that a trigger elsewhere still names."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{NAME}_%"])
        for (trigger,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}"')
