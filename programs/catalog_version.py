"""What the catalog's state is called: a name that is another one after every change, whichever door it came through.

One short query, which costs the same for any catalog. Pages, feeds and calendars that carry the same name say the
same, until time alone changes them.
"""

from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from programs.models.catalog_change import CatalogChange

KEPT_ROWS = 20
TOO_MANY_ROWS = 100

_TABLE = CatalogChange._meta.db_table
# A transaction that ends late adds rows beneath the last one, so the number of rows and the sum of their numbers belong to
# the name; the moment of the last change, because a restored catalog may count from an earlier number again.
_QUESTION = f"SELECT COUNT(*), MAX(id), SUM(id), MAX(at) FROM {_TABLE}"  # noqa: S608 -- a name of our own


def catalog_version(asked: BaseDatabaseWrapper | Any = connection) -> str:
    """The name of the state that the next query will see, or of an earlier one: ask *before* reading what it is for.

    Equal names, equal content; names have no order. `asked` is the connection to ask on.
    """
    with asked.cursor() as cursor:
        cursor.execute(_QUESTION)
        return ".".join(map(str, cursor.fetchone()))


def forget_old_changes() -> int:
    """Delete all but the newest rows once there are many; returns how many went. The catalog gets a new name.

    A row is added, too: a transaction that ends late must not bring back the name of a state before it.
    """
    if CatalogChange.objects.count() <= TOO_MANY_ROWS:
        return 0
    with transaction.atomic():
        CatalogChange.objects.create()
        kept = CatalogChange.objects.order_by("-pk").values_list("pk", flat=True)
        oldest = kept[KEPT_ROWS - 1 : KEPT_ROWS].get()
        return CatalogChange.objects.filter(pk__lt=oldest).delete()[0]
