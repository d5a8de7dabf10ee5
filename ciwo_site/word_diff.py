"""What changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST = 4_000  # words of one version; comparing more would keep a form waiting
CONTEXT = 8  # unchanged words that stay on each side of a change

_WORD = re.compile(r"\S+")


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    SKIPPED = "skipped"  # a long stretch without a change; its text is left out


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def word_diff(before: str, after: str, *, context: int = CONTEXT) -> list[Piece] | None:
    """The later text with what went and what came, both in plain words; None where they are too long to compare.

    Equal texts give one piece, or none if there is nothing in them. White space is no change.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return None
    return list(_shortened(_pieces(old, new), context))


def _pieces(old: list[str], new: list[str]) -> list[Piece]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    found = [Piece(Change.SAME, " ".join(old[:start]))]
    for action, first, last, new_first, new_last in SequenceMatcher(None, old_middle, new_middle).get_opcodes():
        if action == "equal":
            found.append(Piece(Change.SAME, " ".join(old_middle[first:last])))
        else:
            found.append(Piece(Change.GONE, " ".join(old_middle[first:last])))
            found.append(Piece(Change.NEW, " ".join(new_middle[new_first:new_last])))
    found.append(Piece(Change.SAME, " ".join(old[len(old) - end :])))
    return [piece for piece in found if piece.text]


def _common(old: list[str], new: list[str]) -> int:
    """With how many equal words both begin."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def _shortened(pieces: list[Piece], context: int) -> Iterator[Piece]:
    """Leave out what is far from any change."""
    for place, piece in enumerate(pieces):
        words = piece.text.split(" ")
        head = context if place > 0 else 0
        tail = context if place < len(pieces) - 1 else 0
        if piece.change != Change.SAME or len(pieces) == 1 or len(words) <= head + tail + 1:
            yield piece
            continue
        if head:
            yield Piece(Change.SAME, " ".join(words[:head]))
        yield Piece(Change.SKIPPED, "")
        if tail:
            yield Piece(Change.SAME, " ".join(words[-tail:]))
