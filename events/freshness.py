"""When what feeds tell of events last changed."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from ciwo_site.freshness import latest_moment, latest_of
from events.models import Event, Series, Withdrawal
from programs.models import Program


def last_change(at: datetime) -> datetime | None:
    """The moment since which a list of events says what it says now: one query.

    What appears by itself (`publish_at`) and what becomes past by itself (`over_at`) changes a list too, and so does
    what nobody may see any more; so every row counts, not only those that are public. What hangs on an event moves its
    `updated_at`.
    """
    return latest_moment(_moments(at))


def _moments(at: datetime) -> Iterator[QuerySet]:
    for model in (Event, Series, Program):
        yield latest_of(model._base_manager.all(), "updated_at")
        yield latest_of(model._base_manager.filter(publish_at__lte=at), "publish_at")
    yield latest_of(Event._base_manager.filter(over_at__lte=at), "over_at")
    yield latest_of(Withdrawal._base_manager.all(), "at")
