"""When something last changed, among rows of several tables."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet, Value

SETTLES_IN = timedelta(seconds=10)


def latest_of(rows: QuerySet, moment: str) -> QuerySet:
    """The latest of a column's moments, as a query of one row."""
    return rows.order_by().annotate(_one=Value(1)).values("_one").annotate(_latest=Max(moment)).values_list("_latest")


def latest_moment(queries: Iterable[QuerySet]) -> datetime | None:
    """The latest of what `latest_of` asks for, in one query altogether; None where there is nothing."""
    first, *others = queries
    return max((moment for (moment,) in first.union(*others, all=True) if moment is not None), default=None)


def latest_known(*moments: datetime | None) -> datetime | None:
    """The latest of some moments; None where none is known."""
    return max((moment for moment in moments if moment is not None), default=None)


def latest(known: datetime, *others: datetime | None) -> datetime:
    """The latest of a moment and of others that may not be known."""
    return latest_known(known, *others) or known


def settled(changed_at: datetime | None, at: datetime) -> datetime | None:
    """The moment of a change as `Last-Modified` may give it, which counts whole seconds.

    Another change may fall into the same second, and a transaction may end after a later one. So whoever asks in the
    first seconds is given a moment before the change, and with it the whole document once more afterwards.
    """
    if changed_at is not None and at - changed_at < SETTLES_IN:
        return changed_at - timedelta(seconds=1)
    return changed_at
