"""From captions, which are made for the eye's quick glance, to paragraphs, which are made for reading."""

import re
from collections.abc import Iterator

from events.transcripts.parts import Cue, Paragraph

PAUSE_SECONDS = 2.5  # a silence after which a new thought may begin
ENOUGH, LONG, LONGEST = 160, 420, 900  # characters: after which a pause, the end of a sentence, anything ends it
ENOUGH_SECONDS, LONGEST_SECONDS = 40, 75
SENTENCE_END = re.compile(r"[.?!…。？！][\"”’»)\]]*$")
SENTENCE = re.compile(r"[.?!…。？！][\"”’»)\]]*\s+")


def paragraphs(cues: list[Cue]) -> list[Paragraph]:
    """Each begins with a new speaker, after a pause, or where the one before has grown long enough."""
    return [
        Paragraph(None if group[0].at is None else int(group[0].at), group[0].speaker, text)
        for group in _groups(cues)
        for text in _pieces(" ".join(" ".join(cue.text.split()) for cue in group))
    ]


def _groups(cues: list[Cue]) -> Iterator[list[Cue]]:
    group: list[Cue] = []
    length = 0
    for cue in cues:
        if group and _begins_anew(group, length, cue):
            yield group
            group, length = [], 0
        group.append(cue)
        length += len(cue.text) + 1
    if group:
        yield group


def _begins_anew(group: list[Cue], length: int, cue: Cue) -> bool:
    first, last = group[0], group[-1]
    if cue.is_new_turn or cue.speaker != first.speaker or first.at is None or cue.at is None:
        return True
    ends_sentence = SENTENCE_END.search(last.text) is not None
    pause = cue.at - (last.until or cue.at)
    seconds = cue.at - first.at
    return (
        (length > ENOUGH and ends_sentence and pause >= PAUSE_SECONDS)
        or ((length > LONG or seconds > ENOUGH_SECONDS) and ends_sentence)
        or length > LONGEST
        or seconds > LONGEST_SECONDS
    )


def _pieces(text: str) -> Iterator[str]:
    """A block that somebody wrote without a break, in parts that can be read."""
    start = 0
    while len(text) - start > LONGEST + ENOUGH:
        end = _break(text, start)
        yield text[start:end].strip()
        start = end
    if rest := text[start:].strip():
        yield rest


def _break(text: str, start: int) -> int:
    """Where to part: after a sentence, else after a word, else within what has no gap."""
    window = text[start : start + LONGEST]
    sentence = next((match.end() for match in SENTENCE.finditer(window, LONG)), 0)
    return start + (sentence or window.rfind(" ", LONG) + 1 or LONGEST)
