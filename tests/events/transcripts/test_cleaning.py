"""Nothing is left of a file but words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.transcripts.cleaning import TAG, clean
from events.transcripts.parts import Unreadable
from events.transcripts.reading import read
from events.transcripts.times import stamp
from events.transcripts.words import refusal
from events.transcripts.writing import vtt
from tests.events.transcripts.texts import vtt_file

UNSEEN = [
    chr(code) for code in (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x202E, 0xFEFF)
]


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
