"""What a calendar says of an event in words, in the active language, which is given besides. Pure.

Programs show some of it alone: a line, a place, a page of text without its address. So each says enough by itself.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ciwo_site.dates import long_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, text_in
from events.calendar.lines import one_line
from events.calendar.rows import CalendarRow, CalendarSlot, EventColumns, SpokenLanguage
from events.enums import AttendanceMode, Occurrence
from events.language_access import Hours, Line, notes, other_services

_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
ANY_HOURS = Hours(_ONCE, None, _ONCE, "UTC")  # where no service has hours of its own, the event's say nothing of it


def title_of(row: EventColumns, language: str) -> LocalText:
    return text_in(row, "title", language)


def summary_of(title: str, occurrence: str) -> str:
    """The line that every program shows, with what somebody must not overlook."""
    words = {"title": one_line(title) or _("(no title yet)")}
    if occurrence == Occurrence.CANCELLED:
        return _("Cancelled: %(title)s") % words
    if occurrence == Occurrence.POSTPONED:
        return _("Postponed: %(title)s") % words
    return words["title"]


def location_of(row: EventColumns, at: datetime, language: str) -> LocalText:
    """Where one has to be, for programs that show nothing else; never a private link."""
    if row.attendance_mode == AttendanceMode.ONLINE:
        return LocalText(_online(row, at), language, language)
    place = text_in(row, "place", language)
    here = ", ".join(filter(None, (one_line(row.venue), one_line(place.text))))
    if row.attendance_mode == AttendanceMode.IN_PERSON:
        return LocalText(here, place.language, place.wanted)
    text = _("%(place)s; also online") % {"place": here} if here else _online(row, at)
    return LocalText(text, place.wanted, place.wanted)


def _online(row: EventColumns, at: datetime) -> str:
    if takes_registrations(row, at):
        return _("Online; register at %(link)s") % {"link": row.registration_link}
    return _("Online")


def takes_registrations(row: EventColumns, at: datetime) -> bool:
    """Is there something to register for? When it opens and closes is said beside it, whenever that is."""
    return bool(row.registration_link) and row.occurrence == Occurrence.SCHEDULED and row.over_at > at


def description_of(row: CalendarRow, at: datetime, page: str, language: str) -> str:
    """The text of the entry; `page` is the absolute address of the event's page."""
    parts = (
        _what_happens(row, language),
        _what_it_is(row, language),
        _when(row, at, language),
        _languages(row, at, language),
        _registration(row, at, language),
    )
    blocks = ["\n".join(part) for part in parts]
    return "\n\n".join([*filter(None, blocks), page])


def _what_happens(row: CalendarRow, language: str) -> Iterator[str]:
    if row.occurrence == Occurrence.SCHEDULED:
        return
    sentence = {
        Occurrence.CANCELLED: _("This event is cancelled."),
        Occurrence.POSTPONED: _("This event is postponed."),
    }[Occurrence(row.occurrence)]
    yield sentence
    yield from _marked(text_in(row, "occurrence_note", language))


def _what_it_is(row: CalendarRow, language: str) -> Iterator[str]:
    title = title_of(row, language)
    if title.is_borrowed:
        yield _("This title exists only in %(name)s.") % {"name": language_name(title.language)}
    yield from _marked(text_in(row, "summary", language))


def _marked(text: LocalText) -> Iterator[str]:
    """A text; before one that is borrowed, the language that it is in."""
    if text.is_borrowed:
        yield _("In %(language)s: %(text)s") % {"language": language_name(text.language), "text": text.text.strip()}
    elif text:
        yield text.text.strip()


def _when(row: CalendarRow, at: datetime, language: str) -> Iterator[str]:
    before = row.previous_starts_at
    if before is not None and before != row.starts_at:
        yield _("It was first announced for %(date)s.") % {"date": _date(before, row, language)}
    if row.over_at <= at or row.occurrence != Occurrence.SCHEDULED:
        return
    if row.all_day:
        yield _("The time is not announced yet.")
    elif row.ends_at is None:
        yield _("Nobody has said yet when it ends.")


def _languages(row: CalendarRow, at: datetime, language: str) -> Iterator[str]:
    if row.occurrence == Occurrence.CANCELLED:
        return
    hours = row.hours if any(slot.has_hours for slot in row.slots) else ANY_HOURS
    yield from access_words(row.languages, row.slots, hours, row.over_at <= at, language)


@lru_cache(maxsize=1000)
def access_words(
    floor: tuple[SpokenLanguage, ...], slots: tuple[CalendarSlot, ...], hours: Hours, is_over: bool, language: str
) -> tuple[str, ...]:
    """In which languages one can follow, as sentences.

    Kept, because most events of a catalog have the same services.
    """
    told = notes(floor, slots, hours, is_over=is_over, materials=None)
    return (
        *(f"{note.name}: {' '.join(map(_sentence, note.lines))}" for note in told),
        *map(_sentence, other_services(slots, hours, is_over=is_over)),
    )


def _sentence(line: Line) -> str:
    return f"{line.text} {line.detail}".rstrip()


def _registration(row: CalendarRow, at: datetime, language: str) -> Iterator[str]:
    if row.over_at <= at or row.occurrence == Occurrence.CANCELLED:
        return
    if row.occurrence == Occurrence.POSTPONED:
        yield _("Registration will be announced with the new date.")
        return
    if not takes_registrations(row, at):
        return
    yield _("Register: %(link)s") % {"link": row.registration_link}
    if row.registration_opens_at is not None:
        yield _("Registration opens on %(date)s.") % {"date": _date(row.registration_opens_at, row, language)}
    if row.registration_closes_at is not None:
        yield _("Registration closes on %(date)s.") % {"date": _date(row.registration_closes_at, row, language)}


def _date(moment: datetime, row: CalendarRow, language: str) -> str:
    return long_date(moment.astimezone(ZoneInfo(row.time_zone)).date(), language)
