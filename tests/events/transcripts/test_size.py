"""A long text, and one that was made to be slow, is read in bounded time and memory."""

import time
import tracemalloc
from contextlib import suppress

import pytest

from events.transcripts.parts import Problem, Unreadable
from events.transcripts.reading import read
from events.transcripts.times import stamp


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
