"""What the catalog's state is called: a name that is another one after every change, whichever door it came through.

One query of a few microseconds. Pages, feeds and calendars that carry the same name say the same, until time alone
changes them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from programs.models.catalog_change import CatalogChange

KEPT_ROWS = 100
TOO_MANY_ROWS = 1000

_TABLE = CatalogChange._meta.db_table
_QUESTION = f"SELECT COUNT(*), MAX(id), MAX(at) FROM {_TABLE}"  # noqa: S608 -- a name of our own


@dataclass(frozen=True, slots=True)
class CatalogVersion:
    """A state of the catalog. Equal names, equal content; names have no order."""

    name: str
    rows: int
    changed_at: datetime | None  # when the change was noted, UTC; None for a catalog that never changed


def catalog_version() -> CatalogVersion:
    """The state that the next query will see, or an earlier one: ask *before* reading what is kept under the name.

    The number of rows belongs to the name, because transactions may end in another order than they began.
    """
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        rows, last, at = cursor.fetchone()
    return CatalogVersion(f"{rows}.{last or 0}", rows, _moment(at))


def _moment(value: Any) -> datetime | None:
    """SQLite gives back what its trigger wrote: a text in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def forget_old_changes(version: CatalogVersion) -> int:
    """Delete all but the newest rows once there are many; returns how many went. The catalog gets a new name."""
    if version.rows <= TOO_MANY_ROWS:
        return 0
    kept = CatalogChange.objects.order_by("-pk").values_list("pk", flat=True)
    oldest = kept[KEPT_ROWS - 1 : KEPT_ROWS].get()
    return CatalogChange.objects.filter(pk__lt=oldest).delete()[0]
