"""Captions and plain texts as people and programs write them: read, mended with a note, or refused with the line."""

import time
import tracemalloc
from contextlib import suppress
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from events.transcripts.cleaning import TAG, clean
from events.transcripts.parts import Note, Paragraph, Problem, Repair, Transcript, Unreadable
from events.transcripts.reading import read
from events.transcripts.times import stamp
from events.transcripts.words import problem_sentence, reading_words, refusal, repair_sentence
from events.transcripts.writing import vtt

UNSEEN = [
    chr(code) for code in (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x202E, 0xFEFF)
]


def cues(transcript: Transcript) -> list[tuple[float | None, str, str]]:
    return [(cue.at, cue.speaker, cue.text) for cue in transcript.cues]


def vtt_file(*blocks: str) -> str:
    return "\n\n".join(["WEBVTT", *blocks])


HELLO = "00:01.000 --> 00:03.000\nHello"


# Captions ---------------------------------------------------------------------------------------------------------------


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


# Who speaks -------------------------------------------------------------------------------------------------------------


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


# Plain texts ------------------------------------------------------------------------------------------------------------


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


# Paragraphs -------------------------------------------------------------------------------------------------------------


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


# Safety -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>Hello", "alert(1)Hello"),
        ("&lt;script&gt;Hello", "Hello"),
        ("&amp;lt;script&amp;gt;", "script"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("I <3 you", "I <3 you"),
        ("a<b", "a< b"),
        ("<<b>b>Hello", "< b>Hello"),
        ("<\u200bb>", "< b>"),
        ("AT&T &copy; 2024 &nosuch; R&D", "AT&T © 2024 R&D"),
        ("caf\u0065\u0301", "café"),
        ("a\u202eb\u200bc\u00add", "abcd"),
        ("a\x00b\x07c", "abc"),
        ("&#0;&#8;&#xD800;x", "x"),
        ("  a\u00a0 b\t\tc ", "a b c"),
        ("]]> -->", "]]> -->"),
        ("ñ 😀 ‘’ 한국어", "ñ 😀 ‘’ 한국어"),
    ],
)
def test_words_are_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\r\n", "\n\n", "00:01.000 --> 00:02.000\n", "00:00:01,5 -> 0:3", "-->", "<v Ana>", "<", ">", "</", "&lt;",
     "&#60;", "&amp;", "b>", "!--", "Ana: ", "NOTE ", "1\n", "[0:05] ", ">> ", "ñ", "\u202e", "\x00", "{\\an8}", " "]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join), st.booleans())
@example("<<v a>b>", False)
@example("WEBVTT\n\n00:01.000 --> 00:02.000\n<v <b>>x", True)
def test_any_text_is_a_clean_transcript_or_refused(text: str, is_captions: bool) -> None:
    try:
        found = read(text, is_captions=is_captions)
    except Unreadable as refused:
        refusal(refused)  # there is a sentence for it
        return

    said = [*(row.text for row in found.paragraphs), *(row.speaker for row in found.paragraphs)]
    assert found.paragraphs
    assert all(row.text.strip() for row in found.paragraphs)
    assert [words for words in said if TAG.search(words) or "\n" in words] == []
    assert [words for words in said if any(letter in words for letter in UNSEEN)] == []
    times = [row.at for row in found.paragraphs if row.at is not None]
    assert times == sorted(times) or not is_captions


@given(st.lists(st.tuples(st.integers(0, 3600), st.text(min_size=1, max_size=40)), min_size=1, max_size=10))
def test_captions_that_are_written_anew_say_the_same(said: list[tuple[int, str]]) -> None:
    said = sorted(said, key=lambda one: one[0])
    blocks = [f"{stamp(at)} --> {stamp(at + 2)}\n{clean(words) or 'x'}" for at, words in said]
    try:
        found = read(vtt_file(*blocks), is_captions=True)
    except Unreadable:
        return

    again = read("".join(vtt(found.cues)), is_captions=True)

    assert [(cue.at, cue.text.split()) for cue in again.cues] == [(cue.at, cue.text.split()) for cue in found.cues]


def test_captions_for_a_player_hold_words_and_times_alone() -> None:
    text = vtt_file(
        "STYLE\n::cue { background: url(//elsewhere.example/x) }",
        "00:00:01,5 -> 0:03\n<v Ana Torres>a < b & c > d",
        "00:04.000 --> 00:04.000\n<v Ana Torres>no end",
    )

    assert "".join(vtt(read(text).cues)) == (
        "WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nAna Torres: a &lt; b &amp; c &gt; d\n\n"
        "00:00:04.000 --> 00:00:11.000\nno end\n"
    )


# Size -------------------------------------------------------------------------------------------------------------------


def test_five_megabytes_are_read_in_seconds_and_in_bounded_memory() -> None:
    words = "¿Ya contó sus horas esta semana? Hubo un silencio, porque todas empezamos a contar."
    text = "WEBVTT\n\n" + "".join(
        f"{stamp(n * 5)} --> {stamp(n * 5 + 5)}\n<v Voz {n // 9 % 7}>{words}\n\n" for n in range(41_000)
    )
    size = len(text.encode())

    started = time.process_time()
    found = read(text)
    seconds = time.process_time() - started

    assert size > 5_000_000
    assert (len(found.cues), found.speakers) == (41_000, 7)
    assert seconds < 20  # three on the machine it was written on; a busy one may be slow


def test_memory_grows_with_the_words_and_not_beyond() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"{stamp(n * 5)} --> {stamp(n * 5 + 5)}\nUna palabra tras otra\n\n" for n in range(3_000)
    )
    tracemalloc.start()
    try:
        read(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 30 * len(text)


@pytest.mark.parametrize(
    "text",
    ["<" * 200_000, "<a" * 100_000, "&lt;" * 50_000, "<v " * 60_000, "\n" * 200_000, "a:\n" * 60_000, ">>" * 100_000,
     "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "1\n" * 60_000, "{\\a" * 60_000, "00:00 --> " * 20_000],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    started = time.process_time()
    with suppress(Unreadable):
        read(text)

    assert time.process_time() - started < 5


def test_a_text_of_ten_million_letters_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read("a " * 5_000_001)

    assert refused.value.problem == Problem.TOO_LONG


# Words for staff ----------------------------------------------------------------------------------------------------------


def test_staff_are_told_what_was_read_and_what_was_mended() -> None:
    facts = {"seconds": 3720, "speakers": 6, "notes": [["ends_early", 84]]}

    assert [line.replace("\u00a0", " ") for line in reading_words(84, facts)] == [
        "84 paragraphs, 1 h 2 min, 6 speakers",
        "Line 84: this caption ended before it began, so we left its end out.",
    ]
    assert reading_words(1, {"seconds": None, "speakers": 0, "notes": []}) == ["1 paragraph"]
    assert reading_words(0, {}) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_problem_and_every_repair_has_a_sentence(language: str) -> None:
    with translation.override(language):
        sentences = [problem_sentence(problem, 84, "1 -> 2") for problem in Problem]
        sentences += [repair_sentence(repair, 84) for repair in Repair]

    assert len(set(sentences)) == len(Problem) + len(Repair)
    assert "84" in sentences[1]
    assert "1 -> 2" in sentences[1]
