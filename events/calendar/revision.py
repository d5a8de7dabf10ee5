"""Whether anything has changed that a calendar says: one query that reads a row or two of each table.

Asked again and again by programs that hold the calendar already. It does not look at the calendar's own events, which
would cost the more the more there are; so a change anywhere among what readers see renews every calendar. What they do
not see (drafts, embargoed entries) renews none.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b

from django.db import connection
from django.db.models import Model
from django.utils.http import http_date

from ciwo_site.enums import Publication
from ciwo_site.freshness import SETTLES_IN
from ciwo_site.release import release_print
from events.enums import ChangeKind
from events.models import Event, EventChange, Series, Withdrawal
from events.querysets import CANCELLED_STAYS
from programs.models import Program

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
EXPIRED = "expired.at"
PUBLISHED = f"publication = '{Publication.PUBLISHED.value}'"


@dataclass(frozen=True, slots=True)
class Revision:
    """How far the catalog has come, as far as readers see it.

    Two changes may fall into one second, and a transaction may end after a later one. So for some seconds after a change
    both validators are those of a state of its own, and whoever asked in that time is given the calendar once more.
    """

    moments: tuple[tuple[str, datetime], ...]  # the last one of each sort
    at: datetime

    @property
    def changed_at(self) -> datetime:
        return max((moment for _name, moment in self.moments), default=NEVER)

    @property
    def is_settled(self) -> bool:
        return self.at - self.changed_at >= SETTLES_IN

    @property
    def etag(self) -> str:
        told = [f"{name} {moment.isoformat()}" for name, moment in self.moments]
        told += [release_print(), "" if self.is_settled else "unsettled"]
        digest = blake2b("\n".join(told).encode(), digest_size=16).hexdigest()
        return f'"{digest}"'

    @property
    def last_modified(self) -> int:
        """Seconds, as HTTP counts them."""
        return max(0, int(self.changed_at.timestamp()) - (0 if self.is_settled else 1))

    @property
    def headers(self) -> dict[str, str]:
        return {"ETag": self.etag, "Last-Modified": http_date(self.last_modified)}


def revision(at: datetime) -> Revision:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_question(), {"at": adapt(at), "expiry": adapt(at - CANCELLED_STAYS), "yes": True})
        found = {name: _moment(value) for name, value in cursor.fetchall() if value is not None}
    if EXPIRED in found:
        found[EXPIRED] += CANCELLED_STAYS
    return Revision(tuple(found.items()), at)


@cache
def _question() -> str:
    """Written once, because Django's own way of writing it takes longer than the answer."""
    entries = (Event, Series, Program)
    parts = [
        *(
            _newest(model, "updated_at", f"{PUBLISHED} AND (publish_at IS NULL OR publish_at <= %(at)s)")
            for model in entries
        ),
        *(_newest(model, "publish_at", f"{PUBLISHED} AND publish_at <= %(at)s") for model in entries),
        _newest(Event, "over_at", f"{PUBLISHED} AND listed = %(yes)s AND over_at <= %(at)s"),
        _newest(EventChange, "at", f"kind = '{ChangeKind.CANCELLED.value}' AND at <= %(expiry)s", "expired"),
        _newest(Withdrawal, "at", "at <= %(at)s"),
    ]
    return " UNION ALL ".join(parts)


def _newest(model: type[Model], moment: str, condition: str, name: str = "") -> str:
    """The latest of a column's moments, which the index of that column ends with."""
    table = model._meta.db_table
    newest = f"SELECT {moment} FROM {table} WHERE {condition} ORDER BY {moment} DESC LIMIT 1"  # noqa: S608 -- our words
    return f"SELECT '{name or table}.{moment}', ({newest})"


def _moment(value: datetime | str) -> datetime:
    """SQLite keeps moments as words without a zone, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
