"""Whatever is pasted is read, or refused, at once."""

import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.intake import LIMIT, MOST_PASSAGES, Gap, gap_sentence, read_flyer
from events.intake.passages import read_lines
from tests.events.intake.reading import codes, hours, read_one


def test_nothing_is_found_in_nothing() -> None:
    assert read_flyer("") == []
    assert read_flyer(" \n\u200b\x00\n") == []


def test_a_text_without_an_event_has_gaps_and_no_guesses_of_time() -> None:
    found = read_one("hello")

    assert hours(found) == (None, None, None)
    assert {("date", "date_missing"), ("year", "year_missing"), ("start", "start_missing")} <= codes(found)


def test_a_novel_is_refused_at_once() -> None:
    begin = clock.process_time()
    (found,) = read_flyer("It was the best of times. " * 40_000)

    assert clock.process_time() - begin < 2
    assert found.is_refused
    assert found.gaps == (Gap("text", "too_long", str(LIMIT)),)


@pytest.mark.parametrize(
    "unit",
    ["Aa ", "(", "(Aa Bb) ", "5-", "5PM CT/", "January 9th ", "January 9th, 5PM CT\nTitle of it\n", "a.b@c.", "Aa, Director of Bb, ",
     "Speakers:\n- Aa Bb\n", "Program (AB) ", "Co-hosted by Aa and ", "titled “", "in Aa Bb ", "interpretation in Spanish ", "\n"],
)  # fmt: skip
def test_no_text_within_the_limit_takes_long(unit: str) -> None:
    begin = clock.process_time()
    read_flyer((unit * (LIMIT // len(unit) + 1))[:LIMIT])

    assert clock.process_time() - begin < 20  # a slow machine's measure: a second is usual, backtracking takes minutes


def test_too_many_events_are_refused() -> None:
    (found,) = read_flyer(
        "\n".join(f"Call - {month} {day}" for month in ("May", "July") for day in range(1, MOST_PASSAGES))
    )

    assert [gap.code for gap in found.gaps] == ["too_many"]


PIECES = st.sampled_from(
    ["January 9th", "27 de febrero", "Thursday,", "5PM CT", "/6PM ET", "-", " ", "\n", "Dr. ", "Ana Paz", "(", ")", "Director of",
     "CIWO", ", ", " and ", " y ", "Speakers:", "Únase a ", "2024", "interpretation in Spanish", "ASL", "Register here.", "by ",
     "Co-hosted by ", " program", " Series", "“", "”", "in Syracuse, New York", "February 29", "5/6/2024", "12", ":", "https://x.y"]
)  # fmt: skip


@given(st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join), st.none() | st.integers())
def test_any_text_is_read_without_an_error_and_every_guess_shows_its_words(text: str, year: int | None) -> None:
    proposals = read_flyer(text, year=year)

    words = " ".join(line.text for line in read_lines(text))
    for proposal in proposals:
        for gap in proposal.gaps:
            assert gap_sentence(gap)
        for guess in (proposal.day, proposal.start, proposal.end, proposal.time_zone, *proposal.titles.values()):
            assert guess is None or (guess.evidence and guess.evidence in words)
