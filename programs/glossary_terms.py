"""Which terms of the glossary a text uses. Pure: knows neither the database nor the active language.

Case and accents do not matter (*Organización* is found in ORGANIZACION), but *ñ* is a letter of its own. A short form in
capitals is found in capitals alone, so that WILL is not every “will”. A word may stand in its plural, an official name
may not. Only whole words count.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol, TypeVar

LONGEST_SHORT_FORM = 12
TILDE = "\u0303"
SAME_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})


class Term(Protocol):
    """A row of the glossary: `term_en`, `term_es`; `avoid_en`, … with one form on each line."""

    is_name: bool


AnyTerm = TypeVar("AnyTerm", bound=Term)


def terms_in(text: str, language: str, terms: Iterable[AnyTerm]) -> list[AnyTerm]:
    """The terms of which a plain text in a language uses the approved form or one to avoid, in the given order."""
    heard = _Text(text)
    return [
        term
        for term in terms
        if any(heard.says(form, may_be_plural=not term.is_name) for form in _forms(term, language))
    ]


def says(text: str, form: str, *, may_be_plural: bool = True) -> bool:
    """Does a plain text use this form, as whole words?"""
    return _Text(text).says(form, may_be_plural=may_be_plural)


def forms_to_avoid(term: Term, language: str) -> list[str]:
    lines = (getattr(term, f"avoid_{language}", None) or "").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _forms(term: Term, language: str) -> Iterator[str]:
    if approved := (getattr(term, f"term_{language}", None) or "").strip():
        yield approved
    yield from forms_to_avoid(term, language)


class _Text:
    """A text made ready once, to be searched for many forms."""

    def __init__(self, text: str) -> None:
        self.spelled = fold(text)
        self.folded = self.spelled.casefold()

    def says(self, form: str, *, may_be_plural: bool) -> bool:
        words = fold(form).split()
        if not words:
            return False
        if not is_short_form(form):
            words, text = [word.casefold() for word in words], self.folded
        else:
            text, may_be_plural = self.spelled, False
        # Looking for the first word alone is much quicker than the pattern, and most terms are not there.
        return words[0] in text and _pattern(tuple(words), may_be_plural).search(text) is not None


def is_short_form(form: str) -> bool:
    """Is it one word in capitals, such as FITH?"""
    return len(form) <= LONGEST_SHORT_FORM and form.isupper() and len(form.split()) == 1


def fold(text: str) -> str:
    """Without accents, except the tilde that makes *ñ* another letter; with plain apostrophes and hyphens."""
    apart = unicodedata.normalize("NFD", text.translate(SAME_MARKS))
    kept: list[str] = []
    for letter in apart:
        if not unicodedata.combining(letter) or (letter == TILDE and kept and kept[-1] in "nN"):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=2048)
def _pattern(words: tuple[str, ...], may_be_plural: bool) -> re.Pattern[str]:
    ending = "(?:e?s)?" if may_be_plural else ""
    spoken = r"\s+".join(re.escape(word) + ending for word in words)
    return re.compile(rf"(?<!\w){spoken}(?!\w)")
