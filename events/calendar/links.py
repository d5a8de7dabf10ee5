"""Where other calendar programs take an event or a calendar from. Pure: makes addresses.

The two other websites are named here and nowhere else; a reader goes there by choice, and the page says so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ciwo_site.frame import shorten
from ciwo_site.i18n import LocalText, active_language, entry_address, text_in
from events.calendar.choice import CalendarChoice
from events.calendar.entry import day_after
from events.calendar.lines import one_line, utc
from events.calendar.rows import EventColumns
from events.calendar.words import location_of, title_of
from events.enums import Occurrence
from events.models import Event
from events.timeline import UNKNOWN_END

GOOGLE = "https://calendar.google.com/calendar"
OUTLOOK = "https://outlook.live.com/calendar/0"
DETAILS_LENGTH = 400  # characters: an address has to fit into what browsers and these websites take


@dataclass(frozen=True, slots=True)
class Subscription:
    """The same calendar for programs that know such links, for two websites, and to copy."""

    label: LocalText
    address: str  # https, to copy
    webcal: str
    google: str
    outlook: str


@dataclass(frozen=True, slots=True)
class EventCalendar:
    """Links by which one event goes into a reader's calendar."""

    file: str  # a path
    discreet_file: str
    google: str
    outlook: str
    subscribe: str


def subscription(label: LocalText, address: str, name: str) -> Subscription:
    """`address` is absolute; `name` is what a website calls the calendar that it adds."""
    webcal = f"webcal:{address.partition(':')[2]}"
    return Subscription(
        label=label,
        address=address,
        webcal=webcal,
        google=f"{GOOGLE}/r?{_query(cid=webcal)}",
        outlook=f"{OUTLOOK}/addfromweb?{_query(url=address, name=name)}",
    )


def event_calendar(event: Event, at: datetime, origin: str) -> EventCalendar | None:
    """For an event whose date holds and is not over; in the active language. `origin` is our scheme and host."""
    if event.occurrence != Occurrence.SCHEDULED or event.is_over(at) or not event.is_published(at):
        return None
    language = active_language()
    page, file = f"{origin}{event.address()}", reverse("event-calendar", kwargs={"entry": entry_address(event)})
    return EventCalendar(
        file=file,
        discreet_file=f"{file}?{CalendarChoice(discreet=True).query()}",
        google=google_event(event, at, page, language),
        outlook=outlook_event(event, at, page, language),
        subscribe=reverse("subscribe"),
    )


def google_event(row: EventColumns, at: datetime, page: str, language: str) -> str:
    if row.all_day:
        dates = f"{row.local_date:%Y%m%d}/{day_after(row):%Y%m%d}"
    else:
        dates = f"{utc(row.starts_at)}/{utc(_end(row))}"
    return f"{GOOGLE}/render?" + _query(
        action="TEMPLATE",
        text=one_line(title_of(row, language).text),
        dates=dates,
        ctz="" if row.all_day else row.time_zone,
        location=location_of(row, at, language).text,
        details=_details(row, page, language),
    )


def outlook_event(row: EventColumns, at: datetime, page: str, language: str) -> str:
    if row.all_day:
        times = {
            "startdt": row.local_date.isoformat(),
            "enddt": day_after(row).isoformat(),
            "allday": "true",
        }
    else:
        times = {"startdt": _iso(row.starts_at), "enddt": _iso(_end(row))}
    return f"{OUTLOOK}/deeplink/compose?" + _query(
        path="/calendar/action/compose",
        rru="addevent",
        subject=one_line(title_of(row, language).text),
        **times,
        location=location_of(row, at, language).text,
        body=_details(row, page, language),
    )


def _details(row: EventColumns, page: str, language: str) -> str:
    summary = shorten(one_line(text_in(row, "summary", language).text), DETAILS_LENGTH)
    parts = [summary, page]
    if not row.all_day and row.ends_at is None:
        parts.insert(1, _("Nobody has said yet when it ends; two hours are set aside."))
    return "\n\n".join(filter(None, parts))


def _end(row: EventColumns) -> datetime:
    """These websites ask for an end; where nobody knows it, it is the one that the catalog reckons with."""
    return row.ends_at or row.starts_at + UNKNOWN_END


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _query(**values: str) -> str:
    return urlencode({name: value for name, value in values.items() if value}, quote_via=quote)
