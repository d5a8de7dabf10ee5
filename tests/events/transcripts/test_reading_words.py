"""Who speaks, and plain texts."""

import pytest

from events.transcripts.parts import Paragraph
from events.transcripts.reading import read
from tests.events.transcripts.texts import cues, vtt_file


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["00:01.000 --> 00:02.000\nAna Torres: Hello"], [("Ana Torres", "Hello")]),
        (["00:01.000 --> 00:02.000\nMODERATOR: Hello"], [("MODERATOR", "Hello")]),
        (["00:01.000 --> 00:02.000\nSpeaker 1: Hello"], [("Speaker 1", "Hello")]),
        (["00:01.000 --> 00:02.000\nMaría de la Luz: Hola"], [("María de la Luz", "Hola")]),
        (["00:01.000 --> 00:02.000\n>> Ana: Hello"], [("Ana", "Hello")]),
        (["00:01.000 --> 00:02.000\n>> Hello"], [("", "Hello")]),
        (
            [
                "00:01.000 --> 00:02.000\nAna: Hello",
                "00:02.000 --> 00:03.000\nand so on",
                "00:03.000 --> 00:04.000\nAna: x",
            ],
            [("Ana", "Hello"), ("Ana", "and so on"), ("Ana", "x")],
        ),
        (['1 "Ana Torres" (4025)\n00:01.000 --> 00:02.000\nHello'], [("Ana Torres", "Hello")]),
        (["00:01.000 --> 00:02.000\n<v Ana>Hello</v>\n<v Luz>Hi</v>"], [("Ana", "Hello"), ("Luz", "Hi")]),
        (["00:01.000 --> 00:02.000\nRemember: write the date"], [("", "Remember: write the date")]),
        (["00:01.000 --> 00:02.000\nhttps://ciwo.example/ is ours"], [("", "https://ciwo.example/ is ours")]),
        (["00:01.000 --> 00:02.000\nthe rule is this: ask"], [("", "the rule is this: ask")]),
    ],
)
def test_a_name_in_front_of_the_words_is_who_speaks(blocks: list[str], expected: list) -> None:
    assert [(who, text) for _at, who, text in cues(read(vtt_file(*blocks)))] == expected


def test_a_plain_text_is_read_in_blocks() -> None:
    text = (
        "The first evening\n\nAna Torres:\nGood evening.\nWe were four.\n\nThe rest is\nanother block.\n\nLuz: And I?\n"
    )

    assert read(text).paragraphs == [
        Paragraph(None, "", "The first evening"),
        Paragraph(None, "Ana Torres", "Good evening. We were four."),
        Paragraph(None, "Ana Torres", "The rest is another block."),
        Paragraph(None, "Ana Torres", "Luz: And I?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:05] Ana Torres: Good evening.\n[00:01:10] Luz Vega: Good evening to you.",
        "00:05 Ana Torres: Good evening.\n\n01:10 Luz Vega: Good evening to you.",
        "Ana Torres  0:05\nGood evening.\n\nLuz Vega  1:10\nGood evening to you.",
        "(0:05) ANA TORRES: Good evening.\n(1:10) LUZ VEGA: Good evening to you.",
    ],
)
def test_times_and_names_in_a_plain_text_are_found(text: str) -> None:
    found = [(row.at, row.speaker.title(), row.text) for row in read(text).paragraphs]

    assert found == [(5, "Ana Torres", "Good evening."), (70, "Luz Vega", "Good evening to you.")]


def test_an_hour_that_somebody_speaks_of_is_no_time_of_the_recording() -> None:
    assert read("12:30 is when we broke for lunch.").paragraphs == [
        Paragraph(None, "", "12:30 is when we broke for lunch.")
    ]


def test_an_arrow_in_a_plain_text_is_no_time() -> None:
    assert [row.text for row in read("Click Start --> Settings\n\nThen 3 -> 4").paragraphs] == [
        "Click Start --> Settings",
        "Then 3 -> 4",
    ]


def test_long_lines_without_an_empty_one_are_paragraphs() -> None:
    line = "We were four around a kitchen table, and each of us had another idea of what the flyer was for. " * 2

    assert [row.text for row in read(f"{line}\n{line}\n").paragraphs] == [line.strip()] * 2
