"""Calendars read back by two programs that know nothing of ours: icalendar and vobject. They have to agree."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import vobject
from django.test import Client
from icalendar import Calendar, Event

UNFOLDED = re.compile("[^\r\n]*\r\n")


@dataclass(frozen=True)
class Entry:
    """What a calendar program knows of an event."""

    uid: str
    sequence: int
    status: str
    start: date  # a datetime in UTC where the hour is known
    end: date | None
    summary: str
    summary_language: str
    description: str
    description_language: str
    location: str
    url: str
    categories: tuple[str, ...]
    stamp: datetime
    modified: datetime


@dataclass(frozen=True)
class Read:
    """A calendar, and what two readers made of it."""

    text: str
    calendar: Calendar
    entries: list[Entry]

    @property
    def only(self) -> Entry:
        assert len(self.entries) == 1
        return self.entries[0]

    @property
    def raw(self) -> Event:
        """The one event, as icalendar has it."""
        assert len(self.calendar.events) == 1
        return self.calendar.events[0]

    def titles(self) -> list[str]:
        return [entry.summary for entry in self.entries]


def read(content: bytes | Iterable[bytes]) -> Read:
    """Read a calendar twice; fails where the lines break the standard or where the two readers disagree."""
    whole = content if isinstance(content, bytes) else b"".join(content)
    text = whole.decode()
    assert_well_formed(whole)
    calendar = Calendar.from_ical(text)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    assert calendar.get_missing_tzids() == set()
    found = [_from_icalendar(event) for event in calendar.events]
    vars(vobject.icalendar)["__tzidMap"].clear()  # it would remember the zones of the file before
    vobject.icalendar.registerTzid("UTC", vobject.icalendar.utc)
    other = vobject.readOne(text)
    other.validate()
    assert [_from_vobject(event) for event in getattr(other, "vevent_list", [])] == found
    return Read(text, calendar, found)


def fetch(client: Client, address: str, **headers: str) -> Read:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return read(b"".join(response))


def assert_well_formed(content: bytes) -> None:
    """RFC 5545 §3.1: lines end in CRLF, have at most 75 octets, and hold no control character."""
    assert UNFOLDED.sub("", content.decode()) == ""
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content) is None
    for line in content.split(b"\r\n"):
        line.decode()  # no character is cut in two


def _from_icalendar(event: Event) -> Entry:
    def words(name: str) -> str:
        return str(event.get(name, ""))

    def language(name: str) -> str:
        return str(event[name].params.get("LANGUAGE", "")) if name in event else ""

    categories = event.get("CATEGORIES", [])
    rows = categories if isinstance(categories, list) else [categories]
    return Entry(
        uid=words("UID"),
        sequence=int(event["SEQUENCE"]),
        status=words("STATUS"),
        start=_moment(event["DTSTART"].dt),
        end=_moment(event["DTEND"].dt) if "DTEND" in event else None,
        summary=words("SUMMARY"),
        summary_language=language("SUMMARY"),
        description=words("DESCRIPTION"),
        description_language=language("DESCRIPTION"),
        location=words("LOCATION"),
        url=words("URL"),
        categories=tuple(str(name) for row in rows for name in row.cats),
        stamp=event["DTSTAMP"].dt,
        modified=event["LAST-MODIFIED"].dt,
    )


def _from_vobject(event: vobject.base.Component) -> Entry:
    def value(name: str) -> str:
        return event.contents[name][0].value if name in event.contents else ""

    def language(name: str) -> str:
        return "".join(event.contents[name][0].params.get("LANGUAGE", [])) if name in event.contents else ""

    return Entry(
        uid=value("uid"),
        sequence=int(value("sequence")),
        status=value("status"),
        start=_moment(value("dtstart")),
        end=_moment(value("dtend")) if "dtend" in event.contents else None,
        summary=value("summary"),
        summary_language=language("summary"),
        description=value("description"),
        description_language=language("description"),
        location=value("location"),
        url=value("url"),
        categories=tuple(name for row in event.contents.get("categories", []) for name in row.value),
        stamp=value("dtstamp"),
        modified=value("last-modified"),
    )


def _moment(value: date) -> date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
