"""A transcript as plain text: blocks between empty lines, with or without times and names in front."""

import re

from events.transcripts.cleaning import one_line
from events.transcripts.labels import LONGEST_WORDS
from events.transcripts.parts import Cue, Problem, Unreadable
from events.transcripts.times import BadTime, read_time

CLOCK = r"(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?"
TIME_FIRST = re.compile(rf"[ \t]*[\[(]?({CLOCK})[\])]?[ \t]*[-–—]?[ \t]*(?=\D|$)")
# “Ana Torres  0:03” on a line of its own, the words below it.
NAME_AND_TIME = re.compile(rf"([^\W\d_][^:\n<>]{{0,58}}?)[ \t]+[\[(]?({CLOCK})[\])]?[ \t]*")
HEADING_LENGTH = 60
LONG_LINE = 120


def read_plain(lines: list[str]) -> list[Cue]:
    """A cue for each block, with its time where one is noted. Raises `Unreadable` where there is no word."""
    cues: list[Cue] = []
    speaker, at, is_new_turn = "", None, False
    words: list[str] = []
    first_line = 0
    lines_are_blocks, times_are_meant = _lines_are_blocks(lines), _times_are_meant(lines)

    def close() -> None:
        nonlocal words, at, is_new_turn
        if text := one_line("\n".join(words)):
            cues.append(Cue(at, None, text, speaker, is_new_turn, first_line))
            at, is_new_turn = None, False
        words = []

    for number, line in enumerate([*lines, ""], start=1):
        if not line.strip():
            if words:
                close()
            continue
        if heading := _heading(line):
            close()
            speaker, at, is_new_turn = heading[0], heading[1] if heading[1] is not None else at, True
            continue
        moment = _time_first(line) if times_are_meant else None
        if moment is not None:
            close()
            at, line = moment[0], moment[1]
        if lines_are_blocks:
            close()
        if not words:
            first_line = number
        words.append(line)
    if not cues:
        raise Unreadable(Problem.NO_TEXT)
    return cues


def _lines_are_blocks(lines: list[str]) -> bool:
    """Is each line a paragraph? So it is in a text without empty lines whose lines are long."""
    inner = "\n".join(lines).strip().split("\n")
    return all(line.strip() for line in inner) and sum(map(len, inner)) / len(inner) > LONG_LINE


def _times_are_meant(lines: list[str]) -> bool:
    """Do the hours in front of lines go on and on, as those of a recording do, or does somebody speak of noon?"""
    times = [moment[0] for line in lines if (moment := _time_first(line)) is not None]
    return len(times) > 1 and times == sorted(times)


def _heading(line: str) -> tuple[str, float | None] | None:
    """A line that only says who speaks, with or without the time."""
    match = NAME_AND_TIME.fullmatch(line.strip())
    if match is not None and len(match[1].split()) <= LONGEST_WORDS:
        try:
            return one_line(match[1]), read_time(match[2])
        except BadTime:
            return None
    text = one_line(line) if len(line) <= 2 * HEADING_LENGTH and line.rstrip().endswith(":") else ""
    if (
        text.endswith(":")
        and len(text) <= HEADING_LENGTH
        and text[0].isalpha()
        and not re.search(r"[.?!:;]", text[:-1])
    ):
        return text[:-1], None
    return None


def _time_first(line: str) -> tuple[float, str] | None:
    match = TIME_FIRST.match(line)
    if match is None:
        return None
    try:
        return read_time(match[1]), line[match.end() :]
    except BadTime:
        return None
