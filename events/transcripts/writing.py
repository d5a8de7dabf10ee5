"""Captions for a browser's player: WebVTT (W3C) made anew, so that nothing of the uploaded file but its words is in it."""

from collections.abc import Iterable, Iterator

from events.transcripts.parts import Cue
from events.transcripts.times import stamp

SHORTEST, LONGEST = 1.0, 7.0  # seconds that a caption without an end stays
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def vtt(cues: Iterable[Cue]) -> Iterator[str]:
    """The file in parts; a cue without a time is left out. Who speaks stands in front where that changes."""
    yield "WEBVTT\n"
    timed = [cue for cue in cues if cue.at is not None]
    speaker = ""
    for cue, following in zip(timed, [*timed[1:], None], strict=True):
        begin = cue.at or 0.0
        named = f"{cue.speaker}: " if cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        text = f"{named}{cue.text}".translate(ESCAPES)
        yield f"\n{stamp(begin)} --> {stamp(_end(cue, following))}\n{text}\n"


def _end(cue: Cue, following: Cue | None) -> float:
    begin = cue.at or 0.0
    if cue.until is not None and cue.until > begin:
        return cue.until
    next_begin = following.at if following is not None and following.at is not None else begin + LONGEST
    return max(begin + SHORTEST, min(next_begin, begin + LONGEST))
