"""Parts that a page can bear, and an anchor for every minute of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.transcripts.parts import Paragraph

PART_CHARACTERS = 50_000  # about an hour of speech


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a transcript, with the minutes that begin in each of its paragraphs."""

    paragraphs: Sequence[Paragraph]
    minutes: Sequence[tuple[int, ...]]


def parts(paragraphs: Sequence[Paragraph]) -> list[Part]:
    """At least one; each as long as a page bears."""
    if not paragraphs:
        return [Part([], [])]
    minutes = minutes_of(paragraphs)
    found, start, length = [], 0, 0
    for place, paragraph in enumerate(paragraphs):
        if length and length + len(paragraph.text) > PART_CHARACTERS:
            found.append(Part(paragraphs[start:place], minutes[start:place]))
            start, length = place, 0
        length += len(paragraph.text)
    found.append(Part(paragraphs[start:], minutes[start:]))
    return found


def minutes_of(paragraphs: Sequence[Paragraph]) -> list[tuple[int, ...]]:
    """For each paragraph the minutes whose anchor it carries: every minute from 0 to the last has one.

    A minute leads to the first paragraph that begins in it, else to the one that is still being said when it begins.
    """
    found: list[list[int]] = [[] for _paragraph in paragraphs]
    given = -1
    before: int | None = None  # the last paragraph with a time
    for place, paragraph in enumerate(paragraphs):
        if paragraph.at is None:
            continue
        minute = paragraph.at // 60
        if minute > given:
            found[place if before is None else before] += range(given + 1, minute)
            found[place].append(minute)
            given = minute
        before = place
    return [tuple(sorted(minutes)) for minutes in found]


def part_at(found: Sequence[Part], seconds: int) -> tuple[int, int] | None:
    """Which part (counted from 1) and which minute hold a moment; None where nothing has a time."""
    wanted = seconds // 60
    last: tuple[int, int] | None = None
    for number, minute in _anchors(found):
        if minute > wanted and last is not None:
            break
        last = (number, minute)
    return last


def _anchors(found: Sequence[Part]) -> Iterator[tuple[int, int]]:
    return ((number, minute) for number, part in enumerate(found, 1) for row in part.minutes for minute in row)
