"""Hours as flyers write them: “5PM CT/6PM ET”, “12-1:30 PM ET”, “de 8:00 a 9:30am, hora del este”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from re import Match
from re import compile as pattern
from zoneinfo import ZoneInfo

from events.intake.zones import WORDS, zone_named

ANY_LEAP_YEAR = 2024  # for a day without a year: it has every day, and neighbouring zones change their clocks together
_HALF = r"[ap]\.? ?m\b\.?|de la mañana|de la tarde|de la noche|del mediodía|noon\b"


def _clock(name: str) -> str:
    return (
        rf"(?:(?P<{name}word>noon|midnight|mediodía|medianoche)(?!\w)"
        rf"|(?P<{name}hour>\d{{1,2}})(?![\d%])(?:(?P<{name}mark>[:.h])(?P<{name}minute>[0-5]\d)(?!\d)| ?h(?:rs?\.?|oras)?(?!\w))?"
        rf"(?: ?(?P<{name}half>{_HALF}))?)"
    )


STRETCH = pattern(
    rf"(?i)(?<![\w:.$#€+-]){_clock('start_')}(?:,? ?\(?(?P<start_zone>{WORDS})\)?)?"
    rf"(?:(?: ?[-–—] ?| to | a | until | till | hasta )(?:las? |el )?{_clock('end_')}(?:,? ?\(?(?P<end_zone>{WORDS})\)?)?)?"
    r"(?![\w%])"
)
WORD_HOURS = {"noon": 12, "mediodía": 12, "midnight": 0, "medianoche": 0}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours on a wall, and where in the line they stand. `zone` is an IANA name, or empty where none is written.

    `certain` is false where the half of the day was inferred; `half_missing` where nothing said it at all.
    """

    start: time
    end: time | None
    zone: str
    zone_words: str
    evidence: str
    begins: int
    ends: int
    certain: bool = True
    half_missing: bool = False


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: str  # "am", "pm" or nothing
    exact: bool  # minutes, a half or a word: more than a bare number


def find_stretches(line: str) -> list[Stretch]:
    """Every hour or pair of hours that a line names, in order."""
    return [stretch for match in STRETCH.finditer(line) for stretch in _read(match)]


def moments_agree(day: date | None, month: int, day_of_month: int, stretches: Sequence[Stretch]) -> bool:
    """Do hours that are written for several zones mean the same moment? Those without a zone take no part."""
    on = day or date(ANY_LEAP_YEAR, month, day_of_month)
    starts = {_moment(on, stretch.start, stretch.zone) for stretch in stretches if stretch.zone}
    ends = {_moment(on, stretch.end, stretch.zone) for stretch in stretches if stretch.zone and stretch.end}
    return len(starts) <= 1 and len(ends) <= 1


def _moment(on: date, hour: time, zone: str) -> tuple[int, int]:
    """Minutes of the day in universal time, and none other: zones may see the same moment on two days."""
    try:
        moment = datetime.combine(on, hour, ZoneInfo(zone)).astimezone(UTC)
    except (OverflowError, ValueError):  # the first and last days of the calendar
        return hour.hour, hour.minute
    return moment.hour, moment.minute


def _read(match: Match[str]) -> list[Stretch]:
    start, end = _clock_of(match, "start_"), _clock_of(match, "end_")
    if start is None or (match["end_hour"] and end is None):
        return []
    words = [match["start_zone"] or "", match["end_zone"] or ""]
    if not (start.exact or any(words) or (end is not None and end.exact)):
        return []
    if end is not None and words[0] and words[1] and zone_named(words[0]) != zone_named(words[1]):
        cut = match.end("start_zone")
        return [
            _stretch(start, None, words[0], match, match.start(), cut),
            _stretch(end, None, words[1], match, cut, match.end()),
        ]
    return [_stretch(start, end, words[1] or words[0], match, match.start(), match.end())]


def _stretch(start: _Clock, end: _Clock | None, words: str, match: Match[str], begins: int, ends: int) -> Stretch:
    first, last, certain = _halves(start, end)
    evidence = match.string[begins:ends].strip(" -–—,(")
    if evidence.endswith(")") and "(" not in evidence:
        evidence = evidence[:-1]
    return Stretch(
        first,
        last,
        zone_named(words) if words else "",
        words,
        evidence,
        begins,
        ends,
        certain,
        not (start.half or (end is not None and end.half)) and 1 <= start.hour <= 12 and not certain,
    )


def _clock_of(match: Match[str], name: str) -> _Clock | None:
    if word := match[f"{name}word"]:
        hour = WORD_HOURS[word.casefold()]
        return _Clock(hour, 0, "pm" if hour else "am", True)
    if not match[f"{name}hour"]:
        return None
    hour, minute = int(match[f"{name}hour"]), int(match[f"{name}minute"] or 0)
    half = _half(match[f"{name}half"] or "")
    if hour > 23 or (match[f"{name}mark"] == "." and not half):
        return None
    return _Clock(hour, minute, half, bool(half or match[f"{name}minute"]))


def _half(words: str) -> str:
    words = words.casefold()
    if not words:
        return ""
    return "am" if words.startswith("a") or words.endswith("mañana") else "pm"


def _halves(start: _Clock, end: _Clock | None) -> tuple[time, time | None, bool]:
    """Both hours on a 24-hour clock, and whether the text says the halves of the day.

    “6:00-8:00pm” says both; “11-1pm” leaves the first to be thought of.
    """
    if end is None:
        if start.half or _has_24_hours(start):
            return _wall(start, start.half), None, True
        return _wall(start, _likely_half(start)), None, False
    if start.half and end.half:
        return _wall(start, start.half), _wall(end, end.half), True
    if end.half:
        same = _wall(start, end.half) < _wall(end, end.half) or _has_24_hours(start)
        return _wall(start, end.half if same else _other(end.half)), _wall(end, end.half), same
    if _has_24_hours(start) or _has_24_hours(end):
        return _wall(start, start.half), _wall(end, ""), True
    half = start.half or _likely_half(start)
    first = _wall(start, half)
    last = _wall(end, half)
    if last <= first:
        last = _wall(end, _other(half))
    return first, last, False


def _has_24_hours(clock: _Clock) -> bool:
    return clock.hour == 0 or clock.hour > 12


def _likely_half(clock: _Clock) -> str:
    """Nobody calls a webinar for three in the morning."""
    return "am" if 8 <= clock.hour <= 11 else "pm"


def _other(half: str) -> str:
    return "am" if half == "pm" else "pm"


def _wall(clock: _Clock, half: str) -> time:
    hour = clock.hour
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour % 24, clock.minute)
