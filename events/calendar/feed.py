"""A whole calendar, as a stream of octets. Pure but for the rows that it is given.

A calendar of ten thousand events is never in memory at once; it is written while it is sent.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Max, Min
from django.utils import translation
from django.utils.translation import gettext as _

from ciwo_site.i18n import LocalText, active_language
from events.calendar.entry import EntryStyle, entry_lines
from events.calendar.lines import line, one_line, text_line
from events.calendar.rows import CalendarRow, plain
from events.calendar_zones import zone_of_years
from events.querysets import EventQuerySet

PRODUCT, DISCREET_PRODUCT = "-//CIWO//Catalog//EN", "-//Calendar//EN"
REFRESHED_EVERY = "PT6H"
ENTRIES = 50  # written at a time
DAY = timedelta(days=1)

_NAMES = uuid.UUID("6f0f5b6e-0f0c-4a43-9d5a-9a1d5d0a7d42")


@dataclass(frozen=True, slots=True)
class ZoneYears:
    """A time zone, and the years in which its clocks are needed."""

    name: str
    first: int
    last: int


def zones_of(events: EventQuerySet) -> list[ZoneYears]:
    """The zones on whose clocks the events are written: one query. A day without an hour needs none."""
    rows = plain(events.order_by()).filter(all_day=False).exclude(time_zone="UTC").values_list("time_zone")
    found = rows.annotate(Min("starts_at"), Max("over_at"))
    return [ZoneYears(name, (first - DAY).year, (last + DAY).year) for name, first, last in sorted(found)]


def zones_of_row(row: CalendarRow) -> list[ZoneYears]:
    if row.all_day or row.time_zone == "UTC":
        return []
    return [ZoneYears(row.time_zone, (row.starts_at - DAY).year, (row.over_at + DAY).year)]


def calendar(
    rows: Iterable[CalendarRow], zones: Iterable[ZoneYears], head: Iterable[bytes], style: EntryStyle, at: datetime
) -> Iterator[bytes]:
    """The calendar in pieces."""
    yield b"".join(
        [
            *opening(is_discreet=style.is_discreet),
            *head,
            *(zone_of_years(zone.name, zone.first, zone.last) for zone in zones),
        ]
    )
    remaining = iter(rows)
    while several := list(islice(remaining, ENTRIES)):
        with translation.override(style.language):  # not across pieces: between them the thread does other work
            piece = b"".join(text for row in several for text in entry_lines(row, at, style))
        yield piece
    yield line("END", "VCALENDAR")


def opening(*, is_discreet: bool) -> Iterator[bytes]:
    yield line("BEGIN", "VCALENDAR")
    yield line("VERSION", "2.0")
    yield line("PRODID", DISCREET_PRODUCT if is_discreet else PRODUCT)
    yield line("CALSCALE", "GREGORIAN")


def subscription_head(label: LocalText, address: str, page: str, *, is_discreet: bool) -> Iterator[bytes]:
    """What a calendar that renews itself says of itself (RFC 7986 §5), and by the older names that programs read.

    `address` is its own, `page` that of the page where readers choose; both absolute. A discreet one tells neither.
    """
    language = active_language()
    if is_discreet:
        name = LocalText(_("Appointments"), language, language)
    else:
        name = LocalText(_("CIWO: %(calendar)s") % {"calendar": one_line(label.text)}, label.language, language)
    yield line("UID", str(uuid.uuid5(_NAMES, address)))
    yield text_line("NAME", name.text, LANGUAGE=name.language)
    yield text_line("X-WR-CALNAME", name.text)
    yield line("REFRESH-INTERVAL", REFRESHED_EVERY, VALUE="DURATION")
    yield line("X-PUBLISHED-TTL", REFRESHED_EVERY)
    if not is_discreet:
        yield line("SOURCE", address, VALUE="URI")
        yield line("URL", page, VALUE="URI")
