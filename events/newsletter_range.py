"""Which stretch of time a newsletter tells of: the next four weeks, or one month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.utils.translation import gettext as _

from ciwo_site.dates import long_date, month_heading
from ciwo_site.i18n import active_language
from ciwo_site.promises import today_at
from events.querysets import EventQuerySet

WEEKS = 4  # the page of the newsletter says so in words
_MONTH = re.compile(r"(2[0-9]{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class NewsletterRange:
    """`month` is the first day of a month; without one, the weeks that follow `today` are meant."""

    today: date
    month: date | None = None

    @classmethod
    def read(cls, value: str, at: datetime) -> Self:
        """Anything that is no month means the next weeks."""
        month = _MONTH.fullmatch(value)
        return cls(today_at(at), date(int(month[1]), int(month[2]), 1) if month else None)

    @property
    def value(self) -> str:
        return f"{self.month:%Y-%m}" if self.month else ""

    @property
    def end(self) -> date:
        """The first day that no longer belongs to it."""
        if self.month is None:
            return self.today + timedelta(weeks=WEEKS)
        return (self.month + timedelta(days=31)).replace(day=1)

    @property
    def words(self) -> str:
        """“December 2026”, or the first and the last day, in the active language."""
        language = active_language()
        if self.month:
            return month_heading(self.month.year, self.month.month, language)
        last = self.end - timedelta(days=1)
        # Translators: a stretch of time, as in “November 22, 2026 to December 19, 2026”.
        return _("%(start)s to %(end)s") % {"start": long_date(self.today, language), "end": long_date(last, language)}

    def of(self, events: EventQuerySet, at: datetime) -> EventQuerySet:
        """Of these events, those that a newsletter of this time tells of: none that is over."""
        found = events.upcoming(at).filter(local_date__lt=self.end)
        return found.filter(local_date__gte=self.month) if self.month else found


def months_of(days: Iterable[date]) -> list[date]:
    """The months in which something happens, soonest first."""
    return sorted({day.replace(day=1) for day in days})
