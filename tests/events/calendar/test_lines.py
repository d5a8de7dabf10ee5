"""What a line of a calendar looks like, whatever the words in it are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from events.calendar.lines import clean, day_line, folded, line, moment_line, one_line, text_line, texts_line, utc
from tests.events.calendar.readers import assert_well_formed

NEW_YORK = ZoneInfo("America/New_York")
AWKWARD = "One; two, three\\four\\nfive\nsix\r\nseven\reight 🎉👩🏽‍🌾 ñ\x00\x07\x0b\x1c\x7f\x85\u2028\ufeff"
texts = st.text(max_size=300) | st.text(alphabet='ab ;,\\\n\r\t\x00\x1b\x85\u2028ñ🎉:"', max_size=200)


def read_back(content: bytes, name: str) -> str:
    event = b"BEGIN:VEVENT\r\n%b" + b"END:VEVENT\r\n"
    return str(Calendar.from_ical(event % content)[name])


@given(texts)
@example(AWKWARD)
@example("ñ" * 300)
@example("🎉" * 100)
@example("Un" + "a" * 298)
def test_any_words_come_back_from_a_line_as_they_went_in(text: str) -> None:
    content = text_line("SUMMARY", text, LANGUAGE="es")

    assert_well_formed(content)
    assert read_back(content, "SUMMARY") == clean(text)


@given(texts)
def test_words_are_one_property_and_never_another(text: str) -> None:
    unfolded = text_line("SUMMARY", f"{text}\r\nBEGIN:VALARM").replace(b"\r\n ", b"")

    assert unfolded.count(b"\r\n") == 1
    assert unfolded.startswith(b"SUMMARY:")


@given(st.text(max_size=400).map(str.encode))
def test_folding_loses_nothing_and_cuts_no_character(content: bytes) -> None:
    pieces = folded(content).removesuffix(b"\r\n").split(b"\r\n ")

    assert "".join(piece.decode() for piece in pieces) == content.decode()
    assert len(pieces[0]) <= 75
    assert max([0, *map(len, pieces[1:])]) <= 74  # and the space before it


def test_a_line_is_folded_at_seventy_five_octets() -> None:
    assert folded(b"a" * 75) == b"a" * 75 + b"\r\n"
    assert folded(b"a" * 76) == b"a" * 75 + b"\r\n a\r\n"
    assert folded(b"a" * 74 + "ñb".encode()) == b"a" * 74 + b"\r\n " + "ñb".encode() + b"\r\n"
    assert folded(b"a" * 75 + b"b" * 74 + b"c").split(b"\r\n ")[2] == b"c\r\n"


def test_every_kind_of_line_break_is_one() -> None:
    assert clean("a\r\nb\rc\nd\x85e\u2028f\x0bg") == "a\nb\nc\nd\ne\nf\ng"
    assert clean("a\x00b\x1bc\x7fd\ufeffe\tf") == "abcde\tf"
    assert one_line("  a\r\n b\t c ") == "a b c"


def test_several_texts_keep_their_commas_apart() -> None:
    assert texts_line("CATEGORIES", ["a,b", "c;d"], LANGUAGE="en") == b"CATEGORIES;LANGUAGE=en:a\\,b,c\\;d\r\n"


def test_an_address_is_written_as_it_is() -> None:
    assert line("URL", "https://example.org/a,b;c") == b"URL:https://example.org/a,b;c\r\n"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 3, 8, 6, 30, tzinfo=UTC), b"X;TZID=America/New_York:20260308T013000\r\n"),
        (datetime(2026, 3, 8, 7, 30, tzinfo=UTC), b"X;TZID=America/New_York:20260308T033000\r\n"),
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), b"X;TZID=America/New_York:20261101T013000\r\n"),
        # The second half past one of that night: on the clock it would mean the first.
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), b"X:20261101T063000Z\r\n"),
        (datetime(2026, 11, 1, 7, 30, tzinfo=UTC), b"X;TZID=America/New_York:20261101T023000\r\n"),
    ],
)
def test_a_moment_is_written_on_the_clock_unless_the_clock_shows_it_twice(moment: datetime, written: bytes) -> None:
    assert moment_line("X", moment, NEW_YORK) == written


def test_moments_in_utc_and_days_need_no_zone() -> None:
    moment = datetime(2026, 1, 9, 23, 5, 7, 999999, tzinfo=UTC)

    assert moment_line("X", moment, ZoneInfo("UTC")) == b"X:20260109T230507Z\r\n"
    assert utc(moment.astimezone(NEW_YORK)) == "20260109T230507Z"
    assert day_line("X", date(2028, 2, 29)) == b"X;VALUE=DATE:20280229\r\n"
    assert utc(datetime(987, 1, 2, tzinfo=UTC)) == "09870102T000000Z"
