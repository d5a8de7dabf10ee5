"""From captions to paragraphs."""

from itertools import pairwise

from events.transcripts.reading import read
from events.transcripts.times import stamp
from tests.events.transcripts.texts import vtt_file


def test_captions_become_paragraphs_that_end_with_a_sentence() -> None:
    sentence = "We were four around a table, and nobody wrote a word"
    blocks = [f"{stamp(n * 4)} --> {stamp(n * 4 + 4)}\n{sentence}{'.' if n % 3 == 2 else ','}" for n in range(30)]

    found = read(vtt_file(*blocks)).paragraphs

    assert [row.at for row in found] == [0, 36, 72, 108]
    assert all(row.text.endswith(".") for row in found)
    assert sum(row.text.count("four") for row in found) == 30


def test_a_machine_that_writes_no_full_stop_still_gets_paragraphs() -> None:
    blocks = [f"{stamp(n * 4)} --> {stamp(n * 4 + 4)}\nand then we went on and on" for n in range(60)]

    found = read(vtt_file(*blocks)).paragraphs

    assert max(len(row.text) for row in found) < 1000
    assert all(later.at - earlier.at <= 80 for earlier, later in pairwise(found))


def test_another_voice_or_a_silence_begins_a_paragraph() -> None:
    long = "We talked about that for an hour before anybody wrote a single word of it on paper. " * 2
    blocks = [
        f"00:00.000 --> 00:05.000\n<v Ana>{long}",
        "00:09.000 --> 00:10.000\n<v Ana>And then.",
        "00:10.000 --> 00:11.000\n<v Luz>Yes.",
        "00:11.000 --> 00:12.000\n<v Ana>Yes.",
    ]

    assert [(row.at, row.speaker) for row in read(vtt_file(*blocks)).paragraphs] == [
        (0, "Ana"), (9, "Ana"), (10, "Luz"), (11, "Ana"),
    ]  # fmt: skip


def test_a_wall_of_words_is_broken_up() -> None:
    found = read("We were four. " * 400).paragraphs

    assert len(found) > 5
    assert max(len(row.text) for row in found) < 1100
    assert " ".join(row.text for row in found) == ("We were four. " * 400).strip()


def test_a_word_without_an_end_is_broken_up_too() -> None:
    assert "".join(row.text for row in read("x" * 5000).paragraphs) == "x" * 5000
