"""Where the words that were asked for stand in a text, and the part of the text that shows them best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ciwo_site.search.query import Term
from ciwo_site.search.words import composed, token_forms, tokens

SNIPPET_LENGTH = 240  # characters
LEAD = 60  # characters before the first word that is shown
MOST_PLACES = 400  # that are weighed against each other in a long text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is a word somebody asked for, or none. Plain text: whoever prints it escapes it."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A word that was asked for, in the text; `term` is its number in the question."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces, with the numbers of the terms that it shows."""

    pieces: tuple[Piece, ...]
    terms: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def places(text: str, terms: Sequence[Term], language: str) -> Iterator[Place]:
    """Each word of a `composed` text that one of the terms accepts. A compound is marked by its parts where they fit."""
    for token in tokens(text):
        if (term := _accepting(token.text, terms, language)) is None:
            continue
        parts = token.parts
        found = [(part, _accepting(part.text, terms, language)) for part in parts] if len(parts) > 1 else []
        fitting = [Place(part.start, part.end, number) for part, number in found if number is not None]
        yield from fitting or [Place(token.start, token.end, term)]


def _accepting(word: str, terms: Sequence[Term], language: str) -> int | None:
    """The first term that takes this word for its own."""
    known = token_forms(word, language)  # none for a stop word
    return next((number for number, term in enumerate(terms) if term.accepts(known, language)), None)


def marked(text: str, terms: Sequence[Term], language: str) -> Marked:
    """The whole text, with its words marked."""
    text = composed(text)
    found = list(places(text, terms, language))
    return _cut(text, found, 0, len(text))


def snippet(text: str, terms: Sequence[Term], language: str, length: int = SNIPPET_LENGTH) -> Marked:
    """About `length` characters of the text, where they show most of the terms; nothing if it shows none."""
    text = composed(text)
    found: list[Place] = []
    best: tuple[int, int, int] = (0, 0, 0)  # terms shown, first and last place
    first = 0
    for place in places(text, terms, language):
        found.append(place)
        while place.end - found[first].start > length - LEAD and first < len(found) - 1:
            first += 1
        shown = len({seen.term for seen in found[first:]})
        if shown > best[0]:
            best = (shown, first, len(found) - 1)
        if shown == len(terms) or len(found) == MOST_PLACES:
            break
    if not found:
        return Marked((), frozenset())
    start = _word_begins(text, found[best[1]].start - LEAD)
    end = _word_ends(text, max(start + length, found[best[2]].end))
    # Words beyond the last place that was read may be hits, too.
    seen = [Place(start + at.start, start + at.end, at.term) for at in places(text[start:end], terms, language)]
    return _cut(text, seen, start, end)


def beginning(text: str, length: int = SNIPPET_LENGTH) -> Marked:
    """The first words of a text, with nothing marked."""
    text = composed(text)
    return _cut(text, [], 0, _word_ends(text, length)) if text else Marked((), frozenset())


def _word_begins(text: str, at: int) -> int:
    """The first beginning of a word from there on; the text's own where it is near."""
    if at <= 0:
        return 0
    space = text.find(" ", at, at + LEAD)
    return space + 1 if space >= 0 else at


def _word_ends(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - LEAD, at)
    return space if space >= 0 else at


def _cut(text: str, found: Sequence[Place], start: int, end: int) -> Marked:
    pieces = [Piece("…", False)] if start > 0 else []
    at = start
    for place in found:
        pieces += [Piece(text[at : place.start], False), Piece(text[place.start : place.end], True)]
        at = place.end
    pieces += [Piece(text[at:end], False), *([Piece("…", False)] if end < len(text) else [])]
    return Marked(tuple(piece for piece in pieces if piece.text), frozenset(place.term for place in found))
