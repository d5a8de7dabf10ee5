"""A text broken into lines, as large as its place allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ciwo_site.printing.faces import Face, width

STEP = 0.95  # from one size that is tried to the next
LONGEST_WORD = 24  # letters; a longer one is broken where the line ends
SMALLEST = 0.5  # millimetres: below that nobody reads, and nothing is tried


@dataclass(frozen=True, slots=True)
class Lines:
    """One text, broken; `size` and `height` in millimetres. The lines are `size * leading` apart."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * self.leading


def fit(
    text: str,
    face: Face,
    *,
    room: tuple[float, float],
    largest: float,
    leading: float = 1.0,
) -> Lines:
    """The text as large as a place of this width and height holds it."""
    return fit_all([text], face, room=room, largest=largest, leading=leading)[0]


def fit_all(
    texts: Sequence[str],
    face: Face,
    *,
    room: tuple[float, float],
    largest: float,
    leading: float = 1.0,
    gap: float = 0.0,
) -> list[Lines]:
    """Several texts one below the other in the same size, so that none looks like the small print of another.

    `gap` is the space between two of them, in parts of their size.
    """
    wide, high = room
    size = largest
    while True:
        broken = [Lines(tuple(wrap(text, face, wide / size)), size, leading) for text in texts]
        needed = sum(lines.height for lines in broken) + gap * size * (len(texts) - 1)
        whole = all(_keeps_its_words(text, face, wide / size) for text in texts)
        if (whole and needed <= high) or size * STEP < SMALLEST:
            return [Lines(tuple(balanced(text, face, wide / size)), size, leading) for text in texts]
        size *= STEP


def on_one_line(text: str, face: Face, wide: float, largest: float) -> Lines:
    """The text unbroken, as large as this width allows."""
    return Lines((text,) if text else (), min(largest, wide / max(width(text, face), 0.01)), 1.0)


def wrap(text: str, face: Face, measure: float) -> list[str]:
    """Lines that are at most `measure` wide, in parts of the size. A word that is wider than that is broken."""
    lines: list[str] = []
    for word in _pieces(text.split(" "), face, measure):
        if lines and width(f"{lines[-1]} {word}", face) <= measure:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def balanced(text: str, face: Face, measure: float) -> list[str]:
    """As few lines as `wrap` makes, none of them much shorter than the others."""
    best = wrap(text, face, measure)
    if len(best) < 2:
        return best
    narrow, wide, fewest = measure / 2, measure, len(best)
    for _try in range(8):
        middle = (narrow + wide) / 2
        tried = wrap(text, face, middle)
        if len(tried) <= fewest and _keeps_its_words(text, face, middle):
            best, wide = tried, middle
        else:
            narrow = middle
    return best


def shortened(text: str, face: Face, measure: float, lines: int) -> list[str]:
    """The first lines of a text, with an ellipsis where there would be more of them."""
    broken = wrap(text, face, measure)
    if len(broken) <= lines:
        return broken
    last = broken[lines - 1]
    while last and width(f"{last}…", face) > measure:
        last = last[:-1]
    return [*broken[: lines - 1], f"{last.rstrip(' ,.;:–-')}…"]


def _keeps_its_words(text: str, face: Face, measure: float) -> bool:
    """Does no word have to be broken that a reader expects whole?"""
    return all(width(word, face) <= measure for word in text.split(" ") if len(word) <= LONGEST_WORD)


def _pieces(words: Iterable[str], face: Face, measure: float) -> Iterable[str]:
    for word in words:
        rest = word
        while rest and width(rest, face) > measure and len(rest) > 1:
            fitting = _fitting(rest, face, measure)
            yield rest[:fitting]
            rest = rest[fitting:]
        if rest:
            yield rest


def _fitting(word: str, face: Face, measure: float) -> int:
    """How many letters of a word fit, one at least."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], face) <= measure:
            low = middle
        else:
            high = middle - 1
    return low
