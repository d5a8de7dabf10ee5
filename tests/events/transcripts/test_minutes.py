"""Every minute of a transcript has an anchor, whatever stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from events.transcripts.minutes import PART_CHARACTERS, minutes_of, part_at, parts
from events.transcripts.parts import Paragraph
from events.transcripts.times import anchor, clock, stamp


def at(*seconds: int | None, text: str = "Hello") -> list[Paragraph]:
    return [Paragraph(second, "", text) for second in seconds]


def test_a_minute_leads_to_the_first_paragraph_that_begins_in_it() -> None:
    assert minutes_of(at(0, 20, 61, 119, 120)) == [(0,), (), (1,), (), (2,)]


def test_a_minute_in_which_nothing_begins_leads_to_what_is_being_said() -> None:
    assert minutes_of(at(30, 200, 240)) == [(0, 1, 2), (3,), (4,)]


def test_a_transcript_that_begins_late_has_its_first_minutes_there() -> None:
    assert minutes_of(at(130)) == [(0, 1, 2)]


def test_without_times_there_are_no_minutes() -> None:
    assert minutes_of(at(None, None)) == [(), ()]
    assert minutes_of(at(None, 65, None)) == [(), (0, 1), ()]
    assert part_at(parts(at(None)), 60) is None


@given(st.lists(st.integers(0, 7200), min_size=1, max_size=60).map(sorted))
def test_every_minute_has_one_anchor(seconds: list[int]) -> None:
    minutes = [minute for row in minutes_of(at(*seconds)) for minute in row]

    assert minutes == list(range(seconds[-1] // 60 + 1))


def test_parts_are_as_long_as_a_page_bears_and_lose_nothing() -> None:
    rows = at(*range(0, 6000, 30), text="a" * 1000)

    found = parts(rows)

    assert [row for part in found for row in part.paragraphs] == rows
    assert max(sum(len(row.text) for row in part.paragraphs) for part in found) <= PART_CHARACTERS
    assert len(found) == 4
    assert len(parts([])) == 1


def test_a_moment_is_found_in_its_part() -> None:
    found = parts(at(*range(0, 6000, 30), text="a" * 1000))

    assert part_at(found, 0) == (1, 0)
    assert part_at(found, 59) == (1, 0)
    assert part_at(found, 3000) == (3, 50)
    assert part_at(found, 10**6) == (4, 99)


def test_times_are_written_for_readers_players_and_addresses() -> None:
    assert [clock(seconds) for seconds in (7, 65, 3723)] == ["0:07", "1:05", "1:02:03"]
    assert [stamp(seconds) for seconds in (0, 65.5, 3723.0004)] == ["00:00:00.000", "00:01:05.500", "01:02:03.000"]
    assert anchor(12) == "t-12m"
