"""Names that a page may not say, left out of what was said."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from events.transcripts.labels import PARTICLES
from events.transcripts.parts import Cue, Paragraph

LEFT_OUT = "[…]"
SHORTEST_NAME = 3  # letters; a shorter part of a name is in too many words
FEW_CAPITALS = 0.004  # of the letters: a machine wrote them all small
WORD = r"(?:[^\W\d_][\w’'-]{0,3}\.|[^\W\d_][\w’'-]*)"  # “Ana”, “Dra.”
APOSTROPHES = "'\u2019\u2018\u02bc\u02bb`\u00b4"
HYPHENS = "-\u2010\u2011\u2013"
GAP = rf"[{HYPHENS}\s]"  # “Ana María”, “Ana-María”: one name, written by two people
# What may be a name in front of words, where it could not be told for sure.
LABEL_WITHIN = re.compile(rf"(?:^|(?<=[.?!…»”)] ))({WORD}(?: {WORD}){{0,3}}): ")

Words = TypeVar("Words", Paragraph, Cue)


@dataclass(frozen=True, slots=True)
class Withheld:
    """What to leave out: everybody's labels, and these names wherever they stand."""

    labels: bool = False
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.labels or bool(self.names)


def withhold(rows: Sequence[Words], withheld: Withheld) -> list[Words]:
    """The same rows without what is withheld; a new speaker still begins a paragraph of her own."""
    if not withheld:
        return list(rows)
    pattern = _pattern(withheld.names, is_small=_is_written_small(row.text for row in rows))
    return [_without(row, withheld, pattern) for row in rows]


def withhold_text(text: str, withheld: Withheld) -> str:
    return withhold([Paragraph(None, "", text)], withheld)[0].text


def _without(row: Words, withheld: Withheld, pattern: re.Pattern[str] | None) -> Words:
    speaker, text = row.speaker, row.text
    if withheld.labels:
        speaker, text = "", LABEL_WITHIN.sub(_dash, text)
    if pattern is not None:
        speaker = "" if pattern.search(speaker) else speaker
        text = pattern.sub(LEFT_OUT, text)
    return replace(row, speaker=speaker, text=text)


def _dash(label: re.Match[str]) -> str:
    words = label[1].split()
    return "— " if all(word[0].isupper() or word.lower() in PARTICLES for word in words) else label[0]


def _is_written_small(texts: Iterable[str]) -> bool:
    letters = capitals = 0
    for text in texts:
        letters += len(text)
        capitals += sum(map(str.isupper, text))
        if letters > 50_000:
            break
    return capitals < letters * FEW_CAPITALS


def _pattern(names: Collection[str], *, is_small: bool) -> re.Pattern[str] | None:
    """Each name as a whole in any letters; its parts where they begin with a capital.

    Accents may be missing, and apostrophes and hyphens are others on each keyboard.
    """
    wholes = {" ".join(name.split()) for name in names if name.strip()}
    parts = {
        word.strip(f'.,;()"“”{APOSTROPHES}')
        for name in wholes
        for word in re.split(f"{GAP}+", name)
        if word.lower() not in PARTICLES and sum(map(str.isalpha, word)) >= SHORTEST_NAME
    }
    if not wholes:
        return None
    found = [rf"(?i:{_letters(name)})" for name in _longest_first(wholes)]
    for part in _longest_first(parts):
        forms = [part.lower()] if is_small else []
        found += [_letters(form) for form in dict.fromkeys([part, part.capitalize(), part.upper(), *forms])]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


def _longest_first(words: Collection[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _letters(words: str) -> str:
    return "".join(map(_variants, words))


@lru_cache(maxsize=512)
def _variants(letter: str) -> str:
    """The letter with and without accents: “n” where a name has “ñ”, and the other way round; a sign as anybody types it."""
    if letter == " " or letter in HYPHENS:
        return f"{GAP}+"
    if letter in APOSTROPHES:
        return f"[{APOSTROPHES}]"
    base = unicodedata.normalize("NFD", letter)[0]
    if not base.isalpha():
        return re.escape(letter)
    accented = (unicodedata.normalize("NFC", base + chr(mark)) for mark in range(0x300, 0x32D))
    return f"[{base}{letter}{''.join(form for form in accented if len(form) == 1)}]"
