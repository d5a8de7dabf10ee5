"""Days of the year as English and Spanish flyers write them, and the year they fall in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from re import Match
from re import compile as pattern

from events.intake.guesses import Gap, Guess
from events.intake.word_sets import word_list

MONTHS_EN = word_list("January February March April May June July August September October November December")
MONTHS_ES = word_list("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_ES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of each month, in its longest year

# English months need their capital: “may” and “march” are verbs.
_FULL_EN = "|".join(f"{name}|{name.upper()}" for name in MONTHS_EN)
_SHORT_EN = "|".join(rf"{name[:3]}\.?|{name[:3].upper()}\.?" for name in MONTHS_EN) + r"|Sept\.?|SEPT\.?"
_MONTH_EN = f"(?P<month>{_FULL_EN}|{_SHORT_EN})"
_FULL_ES = "|".join([*MONTHS_ES, "setiembre"])
_SHORT_ES = "|".join(rf"{name[:3]}\.?" for name in MONTHS_ES) + r"|sept\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d-])"
_WEEKDAY_EN = r"(?:(?P<weekday>(?i:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?i:day)?)\.?,? )?"
_WEEKDAY_ES = r"(?:(?P<weekday>lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo),? )?"
_NTH = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
_NOT_AN_HOUR = r"(?! ?[ap]\.? ?m\b)(?![\d:])"
_DASH = r" ?[-–—] ?"

PATTERNS = (
    (
        "en",
        pattern(
            rf"(?<!\w){_WEEKDAY_EN}{_MONTH_EN} (?P<day>\d{{1,2}}){_NTH}(?![\d:])"
            rf"(?:(?:{_DASH}| and | to | & )(?P<last>\d{{1,2}}){_NTH}{_NOT_AN_HOUR})?(?:,? {_YEAR})?"
        ),
    ),
    (
        "en",
        pattern(
            rf"(?<!\w){_WEEKDAY_EN}(?P<day>\d{{1,2}}){_NTH}(?:{_DASH}(?P<last>\d{{1,2}}){_NTH})? (?:of )?{_MONTH_EN}"
            rf"(?!\w)(?:,? {_YEAR})?"
        ),
    ),
    (
        "es",
        pattern(
            rf"(?i)(?<!\w){_WEEKDAY_ES}(?:el )?(?P<day>\d{{1,2}}|primero)(?:º|°|ro|\.º)?"
            rf"(?:(?:{_DASH}| y | al | a )(?P<last>\d{{1,2}}))? "
            rf"(?:de (?P<month>{_FULL_ES}|{_SHORT_ES})|(?P<month_alone>{_FULL_ES}))(?!\w)(?:,? (?:del? )?{_YEAR})?"
        ),
    ),
    ("", pattern(r"(?<![\w/-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")),
    ("", pattern(r"(?<![\w/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>20\d\d)(?![\w/])")),
)
# A web page's copy runs the image's caption into the date: “webinarJanuary 9th”.
GLUED_MONTH = pattern(rf"(?<=[a-záéíóúñ])(?=(?:{'|'.join(MONTHS_EN)}) \d)")
# The day of something else: a deadline, a beginning long ago, the day a page was written.
ELSEWHERE = pattern(
    r"(?i)\b(?:by|before|until|deadline|since|desde|antes|hasta|tardar|updated|posted|published|publicado|límite)"
    r"(?: (?:the|el|de|del|on|for|is|es|no later than)){0,3}[: ]{0,2}$"
)
MONTH_HEADING = pattern(rf"(?i)^(?P<month>{'|'.join(MONTHS_EN)}|{_FULL_ES}),?(?: de)? (?P<year>(?:19|20)\d\d)$")
ANY_YEAR = pattern(r"(?<![\w-])20\d\d(?![\w-])")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of some year, or of none in particular, and where in its line it stands (`begins`, `ends`).

    `weekday` counts from Monday, 0. `last` is the last day of several. `is_announced` tells it from a deadline.
    """

    month: int
    day: int
    year: int | None
    weekday: int | None
    language: str
    evidence: str
    begins: int
    ends: int
    last: int | None = None
    is_announced: bool = True
    month_was_second: bool | None = None  # “25/10/2024”; None where words say which number is the month

    def same_day(self, other: Day | None) -> bool:
        return other is not None and (self.month, self.day) == (other.month, other.day)

    def in_year(self, year: int) -> date | None:
        """None for a year without this day (February 29), or one that no calendar has."""
        if not MINYEAR <= year <= MAXYEAR:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def find_days(line: str) -> list[Day]:
    """Every day that a line names, in order."""
    found: list[Day] = []
    taken: set[int] = set()  # places in the line; one day is read by one pattern
    for language, shape in PATTERNS:
        for match in shape.finditer(line):
            day = _read(match, language, line)
            if day is not None and taken.isdisjoint(range(day.begins, day.ends)):
                found.append(day)
                taken.update(range(day.begins, day.ends))
    return sorted(found, key=lambda day: day.begins)


def is_month_heading(line: str) -> bool:
    return MONTH_HEADING.match(line) is not None


def heading_years(lines: Iterable[str]) -> dict[int, Guess[int]]:
    """The year that a heading such as “February 2024” gives to the days of that month; none where two disagree."""
    found: dict[int, Guess[int]] = {}
    for line in lines:
        if match := MONTH_HEADING.match(line):
            month = _month(match["month"])
            known = found.get(month)
            year = int(match["year"])
            found[month] = Guess(year if known is None or known.value == year else 0, line, "guessed")
    return {month: guess for month, guess in found.items() if guess.value}


def settle_year(
    days: Sequence[Day], *, given: int | None, headings: dict[int, Guess[int]], lines: Iterable[str]
) -> tuple[Guess[int] | None, list[Gap]]:
    """The year of a day that the text may name more than once, and what is wrong with it.

    The text's own year comes first, then a heading's, then the one given; last, the one year of the text whose
    calendar has this day on the weekday that is named.
    """
    first = days[0]
    named = next((day for day in days if day.weekday is not None), None)
    written = next((day for day in days if day.year is not None), None)
    year: Guess[int] | None = None
    if written is not None and written.year is not None:
        year = Guess(written.year, written.evidence)
    elif first.month in headings:
        year = headings[first.month]
    elif given is not None:
        year = Guess(given, "", "guessed")
    elif named is not None:
        year = _by_weekday(named, lines)
    if year is None:
        return None, [Gap("year", "year_missing")]
    day = first.in_year(year.value)
    if day is None:
        return None, [Gap("year", "no_such_day", f"{year.value}")]
    if named is not None and named.weekday != day.weekday():
        return year, [Gap("date", "weekday_disagrees", named.evidence)]
    return year, []


def _by_weekday(day: Day, lines: Iterable[str]) -> Guess[int] | None:
    years = {int(text) for line in lines for text in ANY_YEAR.findall(line)}
    fitting = [year for year in sorted(years) if (on := day.in_year(year)) and on.weekday() == day.weekday]
    return Guess(fitting[0], day.evidence, "guessed") if len(fitting) == 1 else None


def _read(match: Match[str], language: str, line: str) -> Day | None:
    part = match.groupdict()
    month_was_second = None
    if part.get("first") is not None:
        first, second = int(part["first"]), int(part["second"])
        # The United States write the month first; only a number over 12 says otherwise.
        month_was_second = first > 12
        month, day = (second, first) if month_was_second else (first, second)
    else:
        month = _month(part.get("month") or part.get("month_alone") or "")
        day = 1 if not part["day"].isdecimal() else int(part["day"])
    if not 1 <= month <= 12 or not 1 <= day <= LONGEST[month - 1]:
        return None
    last = int(part["last"]) if part.get("last") else None
    return Day(
        month,
        day,
        int(part["year"]) if part.get("year") else None,
        _weekday(part.get("weekday") or ""),
        language,
        match[0].strip(),
        match.start(),
        match.end(),
        last if last is not None and day < last <= LONGEST[month - 1] else None,
        ELSEWHERE.search(line[max(0, match.start() - 40) : match.start()]) is None,
        month_was_second,
    )


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    start = word.casefold()[:3]
    for names in (MONTHS_EN, MONTHS_ES):
        for number, name in enumerate(names, start=1):
            if name.casefold().startswith(start):
                return number
    return 9 if start == "set" else 0


def _weekday(word: str) -> int | None:
    start = word.casefold().replace("é", "e").replace("á", "a")[:3]
    for names in (DAYS_EN, DAYS_ES):
        for number, name in enumerate(names):
            if start and name.replace("é", "e").replace("á", "a").startswith(start):
                return number
    return None
