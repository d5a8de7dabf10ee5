"""A file's text as a transcript."""

from dataclasses import replace

from events.transcripts.captions import read_captions
from events.transcripts.cleaning import lines_of
from events.transcripts.labels import names_among, split_label, split_turn
from events.transcripts.paragraphs import paragraphs
from events.transcripts.parts import Cue, Problem, Transcript, Unreadable
from events.transcripts.plain import read_plain
from events.transcripts.times import holds_captions

MOST_CHARACTERS = 10_000_000  # some two hundred hours of speech


def read(text: str, *, is_captions: bool = False) -> Transcript:
    """The transcript that a text is. `is_captions`: its times are needed. Raises `Unreadable`."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(Problem.TOO_LONG)
    lines = lines_of(text)
    if is_captions or lines[0].startswith("WEBVTT") or holds_captions("\n".join(lines)):
        cues, notes = read_captions(lines)
    else:
        cues, notes = read_plain(lines), []
    cues = with_speakers(cues)
    return Transcript(cues, paragraphs(cues), notes)


def with_speakers(cues: list[Cue]) -> list[Cue]:
    """Names that stand in front of the words are taken from there; a speaker goes on until the next is named."""
    turns = [split_turn(cue.text) for cue in cues]
    labels = [None if cue.speaker else split_label(text) for cue, (_mark, text) in zip(cues, turns, strict=True)]
    names = names_among(
        (label[0], is_marked) for label, (is_marked, _text) in zip(labels, turns, strict=True) if label is not None
    )
    found: list[Cue] = []
    speaker = ""
    for cue, (is_marked, text), label in zip(cues, turns, labels, strict=True):
        before, is_named = speaker, False
        if label is not None and label[0] in names:
            speaker, text, is_named = label[0], label[1], True
        elif cue.speaker:
            speaker, is_named = cue.speaker, True
        elif cue.is_new_turn or is_marked:
            speaker = ""
        is_new_turn = speaker != before if is_named else (cue.is_new_turn or is_marked)
        if text.strip():
            found.append(replace(cue, text=text.strip(), speaker=speaker, is_new_turn=is_new_turn))
    if not found:
        raise Unreadable(Problem.NO_TEXT)
    return found
