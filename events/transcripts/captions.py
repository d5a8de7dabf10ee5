"""WebVTT (W3C) and SubRip, read tolerantly: one reader, because programs mix the two.

What is clear is mended and noted with its line; where nobody can tell what was meant, `Unreadable` names the line.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from events.transcripts.cleaning import clean, one_line
from events.transcripts.parts import Cue, Note, Problem, Repair, Unreadable
from events.transcripts.times import BadTime, has_timing, read_timing

BLOCKS = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
NUMBER = re.compile(r"[ \t]*[0-9]{1,9}[ \t]*")
# An identifier that names who speaks, as one meeting program writes it: 12 "Ana Torres" (4025)
NAMING_IDENTIFIER = re.compile(r'[0-9]+ "([^"\n]{1,80})" \([0-9]+\)')
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]{1,120})>")
MOST_NOTES = 5
MOST_REPEATED = 3  # lines
BRIEF_SECONDS = 0.05  # a caption that only repeats the one before, so that its line seems to stay


class Notes(list[Note]):
    """The first few repairs: a file that needs thousands says enough with them."""

    def add(self, repair: Repair, line: int) -> None:
        if len(self) < MOST_NOTES:
            self.append(Note(repair, line))


def read_captions(lines: list[str]) -> tuple[list[Cue], list[Note]]:
    """Cues in the order of their times. Raises `Unreadable`."""
    notes = Notes()
    cues = [cue for raw in _without_repetitions(_raw_cues(lines, notes)) for cue in _voices(raw)]
    if not cues:
        raise Unreadable(Problem.NO_TEXT)
    in_order = sorted(cues, key=lambda cue: cue.at or 0.0)
    if in_order != cues:
        late = next(after for before, after in pairwise(cues) if (after.at or 0) < (before.at or 0))
        notes.add(Repair.OUT_OF_ORDER, late.line)
    return in_order, notes


def _raw_cues(lines: list[str], notes: Notes) -> Iterator[Cue]:
    """Cues with the text as it stands in the file, lines joined by line breaks."""
    cue: Cue | None = None
    for block in _blocks(lines):
        starts = [place for place, (_number, line) in enumerate(block) if has_timing(line)]
        if BLOCKS.match(block[0][1]):
            starts = [place for place in starts if read_or_none(block[place][1])]
            block = block[starts[0] :] if starts else []
            starts = [place - starts[0] for place in starts]
        # Before the times may stand a name of the caption; what stands before that belongs to the caption before.
        left_over = block[: starts[0] - 1] if starts and starts[0] else block[: 0 if starts else None]
        if left_over and not _is_number_alone(left_over, starts):
            if cue is None:
                raise Unreadable(Problem.TEXT_WITHOUT_TIME, *_place(left_over[0]))
            notes.add(Repair.JOINED, left_over[0][0])
            cue.text += "".join(f"\n{line}" for _number, line in left_over)
        identifier = block[starts[0] - 1][1] if starts and starts[0] else ""
        for start, following in pairwise([*starts, len(block)]):
            if cue is not None:
                yield cue
            words = [line for _number, line in block[start + 1 : following]]
            cue = _begin(block[start], notes)
            if named := NAMING_IDENTIFIER.fullmatch(identifier.strip()):
                cue.speaker, cue.is_new_turn = named[1], True
            is_named = following < len(block) and words and _is_identifier(words[-1])
            identifier = words.pop() if is_named else ""
            cue.text = "\n".join(words)
    if cue is not None:
        yield cue


def _blocks(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Lines with their numbers, parted by empty ones; without the header."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines[_header_end(lines) :], start=_header_end(lines) + 1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _header_end(lines: list[str]) -> int:
    """Where the captions may begin: after WEBVTT, and what stands with it up to the first empty line."""
    if not lines or not lines[0].startswith("WEBVTT"):
        return 0
    return next((place for place, line in enumerate(lines) if place and (not line.strip() or has_timing(line))), 1)


def read_or_none(line: str) -> tuple[float, float, bool] | None:
    try:
        return read_timing(line)
    except BadTime:
        return None


def _begin(numbered: tuple[int, str], notes: Notes) -> Cue:
    number, line = numbered
    try:
        at, until, is_strict = read_timing(line)
    except BadTime:
        raise Unreadable(Problem.TIMES, *_place(numbered)) from None
    if until < at:
        notes.add(Repair.ENDS_EARLY, number)
        until = at
    elif not is_strict:
        notes.add(Repair.ARROW, number)
    return Cue(at, until, "", line=number)


def _place(numbered: tuple[int, str]) -> tuple[int, str]:
    return numbered[0], numbered[1].strip()


def _is_number_alone(left_over: list[tuple[int, str]], starts: list[int]) -> bool:
    """A number that an empty line parts from its times."""
    return not starts and len(left_over) == 1 and NUMBER.fullmatch(left_over[0][1]) is not None


def _is_identifier(line: str) -> bool:
    """Where no empty line parts two captions, only these forms can be told from words."""
    return bool(NUMBER.fullmatch(line) or NAMING_IDENTIFIER.fullmatch(line.strip()))


def _without_repetitions(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Captions that roll up repeat the last lines of the one before: each is kept once. Clean, but for voices."""
    before: list[str] = []
    ended = -1.0
    for cue in cues:
        lines = [(raw, text) for raw in cue.text.split("\n") if (text := clean(raw))]
        texts = [text for _raw, text in lines]
        at, until = cue.at or 0.0, cue.until or 0.0
        repeated = _repeated(before, texts) if at <= ended + BRIEF_SECONDS else 0
        if repeated and (until - at <= BRIEF_SECONDS or repeated < len(texts)):
            lines = lines[repeated:]
        if texts:
            before, ended = texts, until
        has_voices = "<v" in cue.text
        cue.text = "\n".join(raw if has_voices else text for raw, text in lines)
        if cue.text:
            yield cue


def _repeated(before: list[str], texts: list[str]) -> int:
    """How many of the last lines of one caption are the first of the next."""
    longest = min(len(before), len(texts), MOST_REPEATED)
    return next((count for count in range(longest, 0, -1) if before[-count:] == texts[:count]), 0)


def _voices(cue: Cue) -> Iterator[Cue]:
    """One cue for each voice in it, with clean text."""
    if "<v" not in cue.text:
        yield Cue(cue.at, cue.until, cue.text, one_line(cue.speaker), cue.is_new_turn, cue.line)
        return
    parts = VOICE.split(cue.text)
    if text := clean(parts[0]):
        yield Cue(cue.at, cue.until, text, one_line(cue.speaker), cue.is_new_turn, cue.line)
    for name, words in zip(parts[1::2], parts[2::2], strict=True):
        if text := clean(words):
            yield Cue(cue.at, cue.until, text, one_line(name), True, cue.line)
