"""What each language needs to say a time: names from CLDR, patterns from the string catalog.

Adding a language is translating, not programming. What a language needs is read once and kept, because lists of events
spend most of their time here.

Spaces inside a time are U+00A0, so that a line never breaks between "6:00" and "p.m.". CLDR prefers the narrow U+202F,
which the subset fonts of many sites lack.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import parse_pattern
from django.conf import settings
from django.utils.translation import npgettext, override, pgettext

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What one language needs to say a time, made once. The `str.format` patterns come from the catalog."""

    locale: Locale
    days: Mapping[int, str]
    days_short: Mapping[int, str]
    months: Mapping[int, str]
    months_short: Mapping[int, str]
    months_alone: Mapping[int, str]
    full_date: str
    long_date: str
    short_date: str
    month_and_year: str
    twelve_hours: bool
    two_digits: bool
    before_noon: str
    after_noon: str
    noon: str
    midnight: str
    clock: str
    at: Sequence[str]
    range: str
    days_apart: str
    date_range: str
    date_and_time: str
    time_and_zone: str
    hours: str
    minutes: str
    place_time: str
    zones: Mapping[str, str]

    def format_date(self, pattern: str, day: date) -> str:
        """Fill a CLDR date pattern, of which this knows the fields that dates with a year use."""
        month = day.month
        return pattern % {
            "EEEE": self.days[day.weekday()],
            "EEE": self.days_short[day.weekday()],
            "d": day.day,
            "dd": f"{day.day:02}",
            "M": month,
            "MM": f"{month:02}",
            "MMM": self.months_short[month],
            "MMMM": self.months[month],
            "LLLL": self.months_alone[month],
            "y": day.year,
            "G": "",
        }

    def time(self, start: datetime, end: datetime | None, end_day: str) -> str:
        """The hours from `start` to `end`, with `end_day` in words when that is not the day of the start."""
        if end is None:
            return self.at[self._hour(start)].format(time=self._clock(start))
        if end_day:
            return self.days_apart.format(
                start=self.at[self._hour(start)].format(time=self._clock(start)),
                day=end_day,
                end=self.at[self._hour(end)].format(time=self._clock(end)),
            )
        if end.date() > start.date():
            # The only end on the next date that counts as the same day is midnight: call it so, or it reads as the
            # day's beginning.
            return self.range.format(start=self._clock(start), end=self._clock(end, twelve=self.midnight))
        same_half = (start.hour < 12) == (end.hour < 12)
        return self.range.format(start=self._digits(start) if same_half else self._clock(start), end=self._clock(end))

    def _hour(self, moment: datetime) -> int:
        return (moment.hour % 12 or 12) if self.twelve_hours else moment.hour

    def _digits(self, moment: datetime) -> str:
        hour = self._hour(moment)
        return f"{hour:02}:{moment.minute:02}" if self.two_digits else f"{hour}:{moment.minute:02}"

    def _clock(self, moment: datetime, twelve: str = "") -> str:
        """Digits and half of the day. Exactly noon says so, because few readers know which half 12:00 belongs to."""
        digits = self._digits(moment)
        if not self.twelve_hours:
            return digits
        half = self.before_noon if moment.hour < 12 else self.after_noon
        if moment.hour == 12 and moment.minute == 0:
            half = self.noon
        return self.clock.format(clock=digits, half=twelve or half)


@lru_cache
def babel_locale(language: str) -> Locale:
    return Locale.parse(settings.BABEL_LOCALES.get(language, language).replace("-", "_"))


@lru_cache
def time_words(language: str) -> TimeWords:
    """Read what a language needs. Until its catalog has these strings, the English ones stand in, on CLDR's names."""
    locale = babel_locale(language)
    with override(language):
        # Translators: a date pattern of CLDR letters, such as EEEE d 'de' MMMM 'de' y; "full" keeps CLDR's own.
        full_date = pgettext("date pattern", "full")
        return TimeWords(
            locale=locale,
            days=locale.days["format"]["wide"],
            days_short=locale.days["format"]["abbreviated"],
            months=locale.months["format"]["wide"],
            months_short=locale.months["format"]["abbreviated"],
            months_alone=locale.months["stand-alone"]["wide"],
            full_date=str((locale.date_formats["full"] if full_date == "full" else parse_pattern(full_date)).format),
            long_date=locale.date_formats["long"].format,
            short_date=locale.date_formats["medium"].format,
            month_and_year=locale.datetime_skeletons["yMMMM"].format,
            twelve_hours="h" in locale.time_formats["short"].pattern,
            two_digits="HH" in locale.time_formats["short"].pattern,
            before_noon=unbroken(pgettext("half of the day", "a.m.")),
            after_noon=unbroken(pgettext("half of the day", "p.m.")),
            # Translators: follows the digits, as in "12:00 noon".
            noon=unbroken(pgettext("after 12:00", "noon")),
            # Translators: the end of a day, as in "until 12:00 midnight".
            midnight=unbroken(pgettext("after 12:00", "midnight")),
            clock=unbroken(pgettext("digits and half of the day", "{clock} {half}")),
            # Translators: a time that stands alone. The number is the hour: "a la 1:00", "a las 6:00".
            at=[npgettext("time", "{time}", "{time}", hour) for hour in range(25)],
            range=pgettext("from one time to another", "{start}–{end}"),
            # Translators: "10:00 p.m. to Wednesday, February 28, 2024, 1:00 a.m."; the day may be a weekday alone.
            days_apart=pgettext("from one time to another on a later day", "{start} to {day}, {end}"),
            date_range=pgettext("from one date to another", "{start} – {end}"),
            date_and_time=pgettext("date or weekday, then time", "{date}, {time}"),
            time_and_zone=pgettext("time, then zone", "{time} {zone}"),
            hours=pgettext("duration", "{hours} h"),
            minutes=pgettext("duration", "{minutes} min"),
            # Translators: the time zone of a country or a city, as in "Mexico City time".
            place_time=pgettext("time zone", "{place} time"),
            zones={
                "America/New_York": pgettext("time zone", "ET"),
                "America/Chicago": pgettext("time zone", "CT"),
                "America/Denver": pgettext("time zone", "MT"),
                "America/Los_Angeles": pgettext("time zone", "PT"),
                "America/Phoenix": pgettext("time zone", "Arizona time"),
                "America/Anchorage": pgettext("time zone", "Alaska time"),
                "Pacific/Honolulu": pgettext("time zone", "Hawaii time"),
                "Europe/London": pgettext("time zone", "UK time"),
                "UTC": pgettext("time zone", "UTC"),
            },
        )


def unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)
