"""WebVTT and SubRip, read tolerantly."""

import pytest

from events.transcripts.parts import Note, Problem, Repair, Unreadable
from events.transcripts.reading import read
from tests.events.transcripts.texts import cues, vtt_file

HELLO = "00:01.000 --> 00:03.000\nHello"


def test_webvtt_is_read_with_its_times_voices_and_marks() -> None:
    text = vtt_file(
        "Kind: captions",
        "NOTE this is nobody’s business",
        "STYLE\n::cue { color: red }",
        "REGION\nid:fred",
        "intro\n00:00:01.500 --> 00:00:04.000 align:start position:0%\n<v.loud Ana Torres>Buenas <i>tardes</i> &amp; "
        "<c.big>bienvenidas</c></v>",
        "00:04.000 --> 00:06.250\n<v Ana Torres>Somos <00:05.000>cuatro",
        "01:00:00.000 --> 01:00:02.000\n<v Luz>Sí",
    ).replace("WEBVTT\n\nKind", "WEBVTT - a title\nKind")

    assert cues(read(text)) == [
        (1.5, "Ana Torres", "Buenas tardes & bienvenidas"),
        (4.0, "Ana Torres", "Somos cuatro"),
        (3600.0, "Luz", "Sí"),
    ]


def test_subrip_is_read_with_its_numbers_and_marks() -> None:
    text = (
        '1\r\n00:00:01,000 --> 00:00:02,500\r\n<font color="red">Hello</font>\r\n{\\an8}there\r\n\r\n'
        "2\r\n00:00:03,000 --> 00:00:04,000\r\n{i}Good{/i} evening\r\n"
    )

    found = read("\ufeff" + text)

    assert cues(found) == [(1.0, "", "Hello\nthere"), (3.0, "", "Good evening")]
    assert found.notes == []


@pytest.mark.parametrize(
    ("line", "at", "until"),
    [
        ("00:01.000 --> 00:03.000", 1, 3),
        ("00:00:01.000-->00:00:03.000", 1, 3),
        ("00:00:01,000 -> 00:00:03,000", 1, 3),
        ("0:01 --> 0:03", 1, 3),
        ("00:00:01.5 —> 00:00:03.25", 1.5, 3.25),
        ("00:00:01.000 → 00:00:03.000", 1, 3),
        ("00:01.000 --&gt; 00:03.000", 1, 3),
        ("  75:01.000 -->  75:03.000", 4501, 4503),
        ("00:01.000\t-->\t00:03.000\tline:90%", 1, 3),
        ("123:00:01.000 --> 123:00:03.000", 442801, 442803),
    ],
)
def test_times_that_can_be_understood_are(line: str, at: float, until: float) -> None:
    (cue,) = read(f"WEBVTT\n\n{line}\nHello").cues

    assert (cue.at, cue.until) == (at, until)


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("WEBVTT\n\n00:75:00.000 --> 00:76:00.000\nHello", Problem.TIMES, 3),
        ("WEBVTT\n\n00:00:61.000 --> 00:01:02.000\nHello", Problem.TIMES, 3),
        ("WEBVTT\n\n00:01.000 -->\nHello", Problem.TIMES, 3),
        ("WEBVTT\n\n--> 00:01.000\nHello", Problem.TIMES, 3),
        ("WEBVTT\n\nab:cd --> ef:gh\nHello", Problem.TIMES, 3),
        ("WEBVTT\n\n1 --> 2\nHello", Problem.TIMES, 3),
        (vtt_file(HELLO, "00:04.000 --> 00:0x.000\nmore"), Problem.TIMES, 6),
        ("WEBVTT\n\n99999:00:00.000 --> 99999:00:01.000\nHello", Problem.TIMES, 3),
        ("WEBVTT\r\n\r\n00:01.000 --> 00:03.000\r\nHello\r\n\r\n00:03.000 --> 0:0:0:4\r\nx", Problem.TIMES, 6),
        ("WEBVTT\n\nHello before any time\n\n00:01.000 --> 00:03.000\nHello", Problem.TEXT_WITHOUT_TIME, 3),
        (vtt_file("00:01.000 --> 00:03.000\nclick Start --> Settings"), Problem.TIMES, 4),
        ("A title\nand more\n00:01.000 --> 00:03.000\nHello", Problem.TEXT_WITHOUT_TIME, 1),
        ("WEBVTT", Problem.NO_TEXT, 0),
        ("WEBVTT\n\nNOTE nothing else", Problem.NO_TEXT, 0),
        ("WEBVTT\n\n00:01.000 --> 00:03.000\n\n00:03.000 --> 00:04.000\n<i></i>&nbsp;", Problem.NO_TEXT, 0),
        ("", Problem.NO_TEXT, 0),
        (" \n\ufeff\t\n", Problem.NO_TEXT, 0),
        ("\u200b\n", Problem.NO_TEXT, 0),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(text: str, problem: Problem, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)

    assert (refused.value.problem, refused.value.line) == (problem, line)


def test_captions_need_times() -> None:
    with pytest.raises(Unreadable) as refused:
        read("Hello, all of you.\n", is_captions=True)

    assert (refused.value.problem, refused.value.line) == (Problem.TEXT_WITHOUT_TIME, 1)


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        (vtt_file("00:04.000 --> 00:02.000\nHello"), [(4, "", "Hello")], [Note(Repair.ENDS_EARLY, 3)]),
        (
            vtt_file("00:04.000 --> 00:05.000\nsecond", "00:01.000 --> 00:02.000\nfirst"),
            [(1, "", "first"), (4, "", "second")],
            [Note(Repair.OUT_OF_ORDER, 6)],
        ),
        (vtt_file(HELLO, "all of you"), [(1, "", "Hello\nall of you")], [Note(Repair.JOINED, 6)]),
        (
            vtt_file(HELLO, "all of you\nand\n00:04.000 --> 00:05.000\nmore"),
            [(1, "", "Hello\nall of you"), (4, "", "more")],
            [Note(Repair.JOINED, 6)],
        ),
        (vtt_file("00:01.000 -> 00:03.000\nHello"), [(1, "", "Hello")], [Note(Repair.ARROW, 3)]),
    ],
)
def test_what_is_clear_is_mended_and_noted(text: str, expected: list, notes: list[Note]) -> None:
    found = read(text)

    assert (cues(found), found.notes) == (expected, notes)


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n00:01.000 --> 00:03.000\nHello\n00:04.000 --> 00:05.000\nmore",  # no empty line at all
        "WEBVTT\n\n1\n00:01.000 --> 00:03.000\nHello\n2\n00:04.000 --> 00:05.000\nmore",
        "WEBVTT\n\n1\n\n00:01.000 --> 00:03.000\nHello\n\n2\n\n00:04.000 --> 00:05.000\nmore",
        "WEBVTT\n\n\n\nfirst\n00:01.000 --> 00:03.000\nHello\n\n\n\nsecond\n00:04.000 --> 00:05.000\nmore\n\n\n",
        "WEBVTT\n\nNOTE\nmany lines\nof a note\n\n00:01.000 --> 00:03.000\nHello\n\nNOTE --> again\n\n"
        "00:04.000 --> 00:05.000\nmore",
        "1\n00:00:01.000 --> 00:00:03.000\nHello\n\n2\n00:00:04,000 --> 00:00:05,000\nmore",
        "WEBVTT\r\r00:01.000 --> 00:03.000\rHello\r\r00:04.000 --> 00:05.000\rmore",
        "WEBVTT\n\n00:01.000 --> 00:03.000\nHello\n\n00:04.000 --> 00:05.000\nmore\n\n00:06.000 --> 00:07.000",
    ],
)
def test_where_captions_begin_and_end_is_found_without_care(text: str) -> None:
    assert cues(read(text)) == [(1, "", "Hello"), (4, "", "more")]


def test_captions_that_roll_up_say_each_line_once() -> None:
    text = vtt_file(
        "00:00.000 --> 00:02.000\n \nwe<00:00.500><c> were</c><00:01.000><c> four</c>",
        "00:02.000 --> 00:02.010\nwe were four\n ",
        "00:02.010 --> 00:04.000\nwe were four\naround<00:03.000><c> a</c> table",
        "00:04.000 --> 00:04.010\naround a table\n ",
        "00:04.010 --> 00:06.000\naround a table\nand nobody wrote",
    )

    assert [text for _at, _who, text in cues(read(text))] == ["we were four", "around a table", "and nobody wrote"]


def test_what_somebody_says_twice_is_said_twice() -> None:
    text = vtt_file(
        "00:00.000 --> 00:02.000\nSí.", "00:02.000 --> 00:04.000\nSí.", "00:09.000 --> 00:11.000\nSí.\nClaro."
    )

    assert [text for _at, _who, text in cues(read(text))] == ["Sí.", "Sí.", "Sí.\nClaro."]
