"""What somebody typed, as the words that search looks for. Whatever it is, it is an answerable question or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from ciwo_site.search.words import Token, composed, fold, forms, is_stop_word, tokens

LONGEST = 200  # characters that are read; the field takes no more
MOST_WORDS = 8  # that are looked for
SHORTEST_BEGINNING = 3  # letters from which on the last word may be the beginning of a longer one


@dataclass(frozen=True, slots=True)
class Term:
    """One word that must be found, in whichever language."""

    typed: str
    forms: Mapping[str, frozenset[str]]  # language → forms of which one must stand in its text
    beginning: str = ""  # any word that begins so will do, too

    def accepts(self, found: frozenset[str], language: str) -> bool:
        """Is a word of a text, known by these forms in its language, one that was asked for?"""
        if not found.isdisjoint(self.forms.get(language, frozenset())):
            return True
        return bool(self.beginning) and any(form.startswith(self.beginning) for form in found)


@dataclass(frozen=True, slots=True)
class Query:
    """`typed` is fit to be shown again; without `terms` there is nothing to look for."""

    typed: str
    terms: tuple[Term, ...]
    left_out: tuple[str, ...] = ()  # words that stand in almost every text
    is_cut: bool = False  # was there more than is looked for?

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(typed: str, languages: Sequence[str]) -> Query:
    """The words to look for in what somebody typed, in any of the languages.

    Signs and operators are read as spaces; what is a stop word in one of the languages is left out.
    """
    shown = _readable(typed)
    words = _distinct(part for token in tokens(shown) for part in _with_whole(token))
    left_out = tuple(word for word, _whole in words if any(is_stop_word(word, code) for code in languages))
    chosen = [(word, whole) for word, whole in words if word not in left_out]
    terms = tuple(_term(word, whole, languages) for word, whole in chosen[:MOST_WORDS])
    if terms and len(chosen) <= MOST_WORDS:
        terms = (*terms[:-1], _open_ended(terms[-1]))
    return Query(shown, terms, left_out, is_cut=len(typed.strip()) > LONGEST or len(chosen) > MOST_WORDS)


def _readable(typed: str) -> str:
    """One line without control characters, of a length that fits the field."""
    letters = [letter for letter in composed(typed[: LONGEST + 1]) if category(letter) not in ("Cf", "Cs", "Cn", "Co")]
    line = "".join(letter if letter.isprintable() else " " for letter in letters)
    return " ".join(line.split())[:LONGEST].rstrip()


def _with_whole(token: Token) -> list[tuple[str, str]]:
    """Each part of a token with the whole word that it may stand for: `co-op` is asked for as `coop`, too."""
    parts = token.parts
    whole = "".join(part.text for part in parts) if len(parts) > 1 else ""
    return [(part.text, whole) for part in parts]


def _distinct(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each word once, where it was typed last: the last one of all may be the beginning of a longer word."""
    found: dict[str, tuple[str, str]] = {}
    for word, whole in words:
        if plain := fold(word):
            found.pop(plain, None)
            found[plain] = (word, whole)
    return list(found.values())


def _term(word: str, whole: str, languages: Sequence[str]) -> Term:
    return Term(word, {code: forms(word, code) | (forms(whole, code) if whole else frozenset()) for code in languages})


def _open_ended(term: Term) -> Term:
    beginning = fold(term.typed)
    return Term(term.typed, term.forms, beginning if len(beginning) >= SHORTEST_BEGINNING else "")
