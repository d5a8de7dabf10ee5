"""One event as a VEVENT (RFC 5545 §3.6.1), in the active language. Pure: gives lines.

The same record gives the same octets. There is no alarm, no place on a map and no private link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ciwo_site.i18n import LocalText, entry_address
from events.calendar.lines import day_line, line, moment_line, one_line, text_line, texts_line, utc
from events.calendar.rows import CalendarRow, EventColumns
from events.calendar.words import description_of, location_of, summary_of, title_of
from events.enums import EventKind, Occurrence

STATUS = {
    Occurrence.SCHEDULED: "CONFIRMED",
    Occurrence.POSTPONED: "TENTATIVE",
    Occurrence.CANCELLED: "CANCELLED",
}
BEGIN, END = line("BEGIN", "VEVENT"), line("END", "VEVENT")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EntryStyle:
    """How events are written into one calendar."""

    language: str  # the active one
    pages: str  # the absolute address of an event's page, with `{}` for the part that names the event
    is_discreet: bool = False
    is_subscription: bool = False  # a list of what there is, which takes nobody's time


def entry_lines(row: CalendarRow, at: datetime, style: EntryStyle) -> Iterator[bytes]:
    yield BEGIN
    yield line("UID", str(row.uid))
    stamp = utc(row.revised_at(at))
    yield line("DTSTAMP", stamp)
    yield line("LAST-MODIFIED", stamp)
    yield line("SEQUENCE", str(row.sequence))
    yield line("STATUS", STATUS[Occurrence(row.occurrence)])
    yield from _time_lines(row)
    if style.is_subscription or row.occurrence != Occurrence.SCHEDULED:
        yield line("TRANSP", "TRANSPARENT")
    yield from discreet_lines(row, style) if style.is_discreet else told_lines(row, at, style)
    yield END


def told_lines(row: CalendarRow, at: datetime, style: EntryStyle) -> Iterator[bytes]:
    """What the event is. Each text says the language that it is in."""
    language = style.language
    title = title_of(row, language)
    page = style.pages.format(entry_address(row, language=language))
    yield text_line("SUMMARY", summary_of(title.text, row.occurrence), LANGUAGE=title.language)
    yield text_line("DESCRIPTION", description_of(row, at, page, language), LANGUAGE=language)
    if location := location_of(row, at, language):
        yield text_line("LOCATION", location.text, LANGUAGE=location.language)
    yield line("URL", page)
    kind = LocalText(str(EventKind(row.kind).label), language, language)
    names = [kind, *(one.name(language) for one in row.belongs if one.is_named)]
    for spoken, texts in groupby(names, key=lambda name: name.language):
        yield texts_line("CATEGORIES", [one_line(text.text) for text in texts], LANGUAGE=spoken)


def discreet_lines(row: CalendarRow, style: EntryStyle) -> Iterator[bytes]:
    """What somebody may see who looks over a shoulder, or reads the calendar of an account that an employer keeps.

    No title, place, language or kind, and no address of the page, because the site's name alone says whose it is. The
    number is enough to find the event by the short link, for whoever knows the site. Times and changes are true.
    """
    language = style.language
    yield text_line("SUMMARY", summary_of(_("Appointment"), row.occurrence), LANGUAGE=language)
    yield text_line("DESCRIPTION", _("No. %(number)s") % {"number": row.pk}, LANGUAGE=language)
    yield line("CLASS", "PRIVATE")


def _time_lines(row: CalendarRow) -> Iterator[bytes]:
    """Without an end where nobody knows it, or where it is that of the day."""
    zone = ZoneInfo(row.time_zone)
    if row.all_day:
        yield day_line("DTSTART", row.local_date)
        if (following := day_after(row)) > row.local_date + DAY:
            yield day_line("DTEND", following)
        return
    yield moment_line("DTSTART", row.starts_at, zone)
    if row.ends_at is not None:
        yield moment_line("DTEND", row.ends_at, zone)


def day_after(row: EventColumns) -> date:
    """The first day on which a dated event is no more: its end, as calendars write it."""
    return (row.over_at - timedelta(minutes=1)).astimezone(ZoneInfo(row.time_zone)).date() + DAY
