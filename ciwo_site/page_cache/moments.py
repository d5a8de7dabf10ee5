"""The next moment at which time alone changes a page: something appears, begins, ends, opens or closes."""

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet, Value

from events.models import Event, InterpretationSlot, Series
from programs.models import Program, ResourceGuide

# Dates turn at midnight somewhere, and every midnight on earth falls on a full quarter of an hour in UTC.
QUARTER = timedelta(minutes=15)

MOMENTS = {
    Event: ("publish_at", "starts_at", "over_at", "registration_opens_at", "registration_closes_at"),
    InterpretationSlot: ("starts_at", "ends_at"),
    Series: ("publish_at",),
    Program: ("publish_at",),
    ResourceGuide: ("publish_at",),
}


def next_quarter(at: datetime) -> datetime:
    start = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
    return start + QUARTER


def next_moment(at: datetime) -> datetime:
    """The first moment after `at` at which a page may say something else though nobody changed anything. One query."""
    limit = next_quarter(at)
    first, *others = [_earliest(model, column, at, limit) for model, columns in MOMENTS.items() for column in columns]
    moments = [moment for (moment,) in first.union(*others, all=True) if moment is not None]
    return min([limit, *moments])


def _earliest(model: type, column: str, at: datetime, limit: datetime) -> QuerySet:
    rows = model._base_manager.filter(**{f"{column}__gt": at, f"{column}__lt": limit}).order_by()  # type: ignore[attr-defined]  # every model has one
    return rows.annotate(_one=Value(1)).values("_one").annotate(_earliest=Min(column)).values_list("_earliest")
