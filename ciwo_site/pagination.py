"""Pages of a list: an unknown page number leads to the nearest page there is."""

from dataclasses import dataclass
from math import ceil

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a list the reader is; pages are counted from one."""

    number: int
    count: int  # pages, at least one
    total: int  # rows in the whole list
    size: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.count else None

    @property
    def start(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        """How many rows come before the next page, were there one."""
        return self.start + self.size

    def slice(self, rows: QuerySet) -> QuerySet:
        return rows[self.start : self.stop]


def page_number(value: str | None) -> int:
    """The page that somebody asked for; the first one if that is no number."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 1


def pages_of(total: int, number: int, size: int) -> Pages:
    """The nearest page to `number` among `total` rows."""
    count = max(1, ceil(total / size))
    return Pages(min(max(1, number), count), count, total, size)
