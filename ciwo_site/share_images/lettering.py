"""Setting type without a browser: what can be printed of a text, and the largest size that fits a box.

Measures are in pixels.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from math import inf

from PIL import ImageFont

from ciwo_site.printing.faces import Face, drawable
from ciwo_site.printing.faces import width as width_of

LEADING = 0.98
LONE = 0.4  # of the room: a last line that is shorter looks left over
WORTH_A_LONE_WORD = 0.86  # of the size: how much smaller type may get to avoid one

_SPACE = re.compile(r"[ \t\n\r\f\v\u0085\u1680\u2000-\u2008\u200a\u2028\u2029\u205f\u3000]+")
_AFTER_HYPHEN = re.compile(r"(?<=[-–—/])(?=\w)")


@lru_cache(maxsize=256)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, size)


def text_width(text: str, size: float, face: Face) -> float:
    return width_of(text, face) * size


# What can be printed ----------------------------------------------------------------------------------------------------


def printable(text: str) -> str:
    """A text as far as the faces can print it, on one line; a letter that they lack never becomes an empty box.

    A letter with an accent that is lacking loses the accent, an ornamental one becomes plain, and what is left (an
    emoji, another script, a control character) is dropped.
    """
    words = _SPACE.split(unicodedata.normalize("NFC", text))
    kept = ("".join(map(_printable_cluster, _clusters(word))) for word in words)
    return " ".join(word for word in kept if word)


def _clusters(text: str) -> list[str]:
    """Letters, each with the combining marks that follow it."""
    found: list[str] = []
    for letter in text:
        if found and unicodedata.combining(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


@lru_cache(maxsize=4096)
def _printable_cluster(cluster: str) -> str:
    if _has(cluster):
        return cluster
    plain = unicodedata.normalize("NFKC", cluster)
    if plain != cluster:
        return "".join(_printable_cluster(part) for part in _clusters(plain))
    apart = unicodedata.normalize("NFD", cluster)
    kept = apart[:1]
    for mark in apart[1:]:
        with_mark = unicodedata.normalize("NFC", kept + mark)
        kept = with_mark if _has(with_mark) else kept
    return kept if _has(kept) else ""


def _has(cluster: str) -> bool:
    """Have the faces a shape for every part? What has a place in them but none on paper (a soft hyphen) counts as lacking."""
    return drawable(cluster) == cluster and not any(unicodedata.category(part) == "Cf" for part in cluster)


# What fits --------------------------------------------------------------------------------------------------------------


class Break(Enum):
    """Where a line may end: each way allows what those before it do."""

    BETWEEN_WORDS = 0
    AFTER_HYPHENS = 1
    ANYWHERE = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of one size."""

    lines: tuple[str, ...]
    size: int
    face: Face
    leading: float = LEADING

    @property
    def step(self) -> float:
        """From one baseline to the next."""
        return self.size * self.leading

    @property
    def height(self) -> float:
        return len(self.lines) * self.step


def fit(
    text: str, room: tuple[int, int], *, largest: int, smallest: int, face: Face = Face.HEAVY, leading: float = LEADING
) -> Setting:
    """The largest setting of a printable text in a box of this width and height.

    Words stay whole as long as that leaves them readable; a word without end is broken, and what does not fit even in
    the smallest size ends in an ellipsis.
    """
    readable = min(largest, smallest * 3 // 2)
    for breaks, floor in ((Break.BETWEEN_WORDS, readable), (Break.AFTER_HYPHENS, readable), (Break.ANYWHERE, smallest)):
        size = next(_sizes(text, room, range(floor, largest + 1), face, leading, breaks), None)
        if size is not None:
            return _balanced(Setting((), size, face, leading), text, room[0], breaks)
    lines = _wrapped(text, room[0], smallest, face, Break.ANYWHERE) or [""]
    kept = lines[: max(1, int(room[1] / (smallest * leading)))]
    return Setting((*kept[:-1], _shortened(kept[-1], room[0], smallest, face)), smallest, face, leading)


def _sizes(text: str, room: tuple[int, int], sizes: range, face: Face, leading: float, breaks: Break) -> Iterator[int]:
    """The largest size that fits, if any does; a little smaller where that saves a lone word on the last line."""
    low, high, best = sizes.start, sizes.stop - 1, 0
    while low <= high:
        size = (low + high) // 2
        lines = _wrapped(text, room[0], size, face, breaks)
        if lines is not None and len(lines) * size * leading <= room[1]:
            best, low = size, size + 1
        else:
            high = size - 1
    if not best:
        return
    for size in range(best, max(sizes.start, round(best * WORTH_A_LONE_WORD)), -1):
        lines = _wrapped(text, room[0], size, face, breaks) or []
        if len(lines) == 1 or text_width(lines[-1], size, face) > room[0] * LONE:
            yield size
    yield best


def _wrapped(text: str, room: float, size: int, face: Face, breaks: Break) -> list[str] | None:
    """Lines no wider than the room; None where a part that must stay whole is wider."""
    lines: list[str] = []
    for word in text.split(" "):
        parts = [word] if breaks is Break.BETWEEN_WORDS else _AFTER_HYPHEN.split(word)
        for number, part in enumerate(parts):
            joined = f"{lines[-1]}{'' if number else ' '}{part}" if lines else part
            if lines and text_width(joined, size, face) <= room:
                lines[-1] = joined
            elif text_width(part, size, face) <= room:
                lines.append(part)
            elif breaks is Break.ANYWHERE:
                lines += _broken(part, room, size, face)
            else:
                return None
    return lines


def _broken(word: str, room: float, size: int, face: Face) -> list[str]:
    lines = [""]
    for cluster in _clusters(word):
        if lines[-1] and text_width(lines[-1] + cluster, size, face) > room:
            lines.append("")
        lines[-1] += cluster
    return lines


def _balanced(setting: Setting, text: str, room: int, breaks: Break) -> Setting:
    """The text in that size, in as few lines as the room allows, and the lines as even as they can be."""
    lines = _wrapped(text, room, setting.size, setting.face, breaks) or []
    if breaks is Break.BETWEEN_WORDS and len(lines) > 1:
        lines = _even(text.split(" "), len(lines), room, setting) or lines
    return replace(setting, lines=tuple(lines))


def _even(words: list[str], count: int, room: int, setting: Setting) -> list[str]:
    """The words in that many lines, of which the sum of the squared widths is least; nothing where they do not fit.

    The best end of each line follows from the best ends of those before it.
    """
    widths = [text_width(word, setting.size, setting.face) for word in words]
    space = text_width(" ", setting.size, setting.face)
    costs, ends = [0.0] + [inf] * len(words), []
    for _line in range(count):
        before, costs, begins = costs, [inf] * (len(words) + 1), [0] * (len(words) + 1)
        for end in range(1, len(words) + 1):
            length = -space
            for begin in range(end - 1, -1, -1):
                length += widths[begin] + space
                if length > room:
                    break
                if (cost := before[begin] + length**2) < costs[end]:
                    costs[end], begins[end] = cost, begin
        ends.append(begins)
    if costs[-1] == inf:
        return []
    lines, end = [], len(words)
    for begins in reversed(ends):
        lines.append(" ".join(words[begins[end] : end]))
        end = begins[end]
    return lines[::-1]


def _shortened(line: str, room: float, size: int, face: Face) -> str:
    clusters = _clusters(line)
    while clusters and text_width("".join(clusters) + "…", size, face) > room:
        clusters.pop()
    return "".join(clusters).rstrip() + "…"
