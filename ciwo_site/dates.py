"""Dates and times in a reader's words.

Everything here is a pure function of its arguments: no model, no clock, no active language. What each language needs
for it is in `time_words`, the names of zones are in `zones`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from re import match
from zoneinfo import ZoneInfo

from babel.lists import format_list
from babel.units import format_unit
from django.conf import settings

from ciwo_site.time_words import babel_locale, time_words, unbroken
from ciwo_site.zones import yearly_zone_name


@dataclass(frozen=True, slots=True)
class When:
    """When an event happens, in its own zone: ready parts for a card, and the whole sentence in `text`.

    `time` and `zone` are empty for an event whose hour is not known; the iso values are then dates without a time.
    """

    date: str
    time: str
    zone: str
    text: str
    start_iso: str
    end_iso: str | None
    weekday: str
    day: str
    month_short: str
    month_name: str
    year: str


@dataclass(frozen=True, slots=True)
class ZoneTime:
    """The same event on the clocks of another zone.

    `day_shift` is how many days its beginning falls later (or, when negative, earlier) than in the event's own zone;
    when it is not zero, `text` starts with the weekday.
    """

    text: str
    time: str
    zone: str
    weekday: str
    date: str
    day_shift: int
    start_iso: str


def when(starts_at: datetime, ends_at: datetime | None, *, all_day: bool, time_zone: str, language: str) -> When:
    """Say when an event happens, as its own zone's clocks and calendars show it.

    Both moments must be aware. `all_day` means that the date is known and the hour is not: hours are then ignored, and
    `ends_at`, when given, falls on the last day (that day is included).
    """
    _refuse_naive(starts_at)
    zone = ZoneInfo(time_zone)
    words = time_words(language)
    start = starts_at.astimezone(zone)
    end = ends_at.astimezone(zone) if ends_at is not None else None
    first_day = start.date()
    date_text = words.format_date(words.full_date, first_day)
    if all_day:
        last_day = end.date() if end is not None else first_day
        if last_day > first_day:
            date_text = words.date_range.format(start=date_text, end=words.format_date(words.full_date, last_day))
        text, time_text, zone_text = date_text, "", ""
        start_iso = first_day.isoformat()
        end_iso = last_day.isoformat() if end is not None else None
    else:
        end_date = words.format_date(words.full_date, end.date()) if end is not None and _ends_later(start, end) else ""
        time_text = words.time(start, end, end_date)
        zone_text = yearly_zone_name(time_zone, start.year, language)
        text = words.date_and_time.format(
            date=date_text, time=words.time_and_zone.format(time=time_text, zone=zone_text)
        )
        start_iso = start.isoformat(timespec="minutes")
        end_iso = end.isoformat(timespec="minutes") if end is not None else None
    return When(
        date=date_text,
        time=time_text,
        zone=zone_text,
        text=text,
        start_iso=start_iso,
        end_iso=end_iso,
        weekday=words.days[first_day.weekday()],
        day=str(first_day.day),
        month_short=words.months_short[first_day.month],
        month_name=words.months[first_day.month],
        year=str(first_day.year),
    )


def other_zone(
    starts_at: datetime, ends_at: datetime | None, *, time_zone: str, shown_in: str, language: str
) -> ZoneTime:
    """Say the hours of an event of `time_zone` as the clocks of `shown_in` show them. Not for one without an hour."""
    _refuse_naive(starts_at)
    words = time_words(language)
    zone = ZoneInfo(shown_in)
    start = starts_at.astimezone(zone)
    end = ends_at.astimezone(zone) if ends_at is not None else None
    day_shift = (start.date() - starts_at.astimezone(ZoneInfo(time_zone)).date()).days
    weekday = words.days[start.weekday()]
    end_day = words.days[end.weekday()] if end is not None and _ends_later(start, end) else ""
    time_text = words.time(start, end, end_day)
    zone_text = yearly_zone_name(shown_in, start.year, language)
    text = words.time_and_zone.format(time=time_text, zone=zone_text)
    return ZoneTime(
        text=words.date_and_time.format(date=weekday, time=text) if day_shift else text,
        time=time_text,
        zone=zone_text,
        weekday=weekday,
        date=words.format_date(words.full_date, start.date()),
        day_shift=day_shift,
        start_iso=start.isoformat(timespec="minutes"),
    )


def full_date(day: date, language: str) -> str:
    """A date with its weekday: "Tuesday, February 27, 2024"."""
    words = time_words(language)
    return words.format_date(words.full_date, day)


def long_date(day: date, language: str) -> str:
    """A date without its weekday: "February 27, 2024"."""
    words = time_words(language)
    return words.format_date(words.long_date, day)


def short_date(day: date, language: str) -> str:
    """A date with a short month: "Feb 27, 2024"."""
    words = time_words(language)
    return words.format_date(words.short_date, day)


def month_heading(year: int, month: int, language: str) -> str:
    """A month of a year, for a heading: "February 2024"."""
    words = time_words(language)
    return words.format_date(words.month_and_year, date(year, month, 1))


def zone_name(time_zone: str, at: datetime, language: str) -> str:
    """What readers call a zone's time, in summer and winter alike: "ET", "Mexico City time"."""
    return yearly_zone_name(time_zone, at.year, language)


def duration(minutes: int, language: str) -> str:
    """A length of time in hours and minutes: "1 h 30 min"."""
    words = time_words(language)
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(words.hours.format(hours=hours))
    if rest or not hours:
        parts.append(words.minutes.format(minutes=rest))
    return unbroken(" ".join(parts))


def join_words(words: Sequence[str], language: str) -> str:
    """Join words as a sentence does: "a, b, and c".

    Some languages change the conjunction before certain sounds. That is spelling, not translation, so neither CLDR nor
    a catalog can say it: `settings.LIST_CONJUNCTIONS` names, per language, the pattern of a last word that asks for
    another conjunction, the usual one, and the one that takes its place.
    """
    if not words:
        return ""
    joined: str = format_list(list(words), locale=babel_locale(language))
    rules: Mapping[str, tuple[str, str, str]] = getattr(settings, "LIST_CONJUNCTIONS", {})
    follows, usual, instead = rules.get(language, ("", "", ""))
    ending = usual + words[-1]
    if usual and joined.endswith(ending) and match(follows, words[-1]):
        return joined.removesuffix(ending) + instead + words[-1]
    return joined


def file_size(size: int, language: str) -> str:
    """A file's size, given in bytes, in decimal units: "340 kB", "1.2 MB". Zero only for a file that holds nothing."""
    unit, amount = "digital-kilobyte", size / 1000
    for larger in ("digital-megabyte", "digital-gigabyte"):
        if amount < 999.5:
            break
        unit, amount = larger, amount / 1000
    if unit == "digital-kilobyte":
        amount = max(round(amount), min(size, 1))
    else:
        amount = round(amount, 1 if amount < 9.95 else None)
    return unbroken(format_unit(amount, unit, length="short", locale=babel_locale(language)))


def _ends_later(start: datetime, end: datetime) -> bool:
    """Is the end on a later day, as people count days? Midnight still belongs to the evening before it."""
    return end.date() > start.date() and (end - timedelta(minutes=1)).date() > start.date()


def _refuse_naive(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone could be any hour.")
