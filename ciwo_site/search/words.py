"""Words as search compares them: without accents and case, and with their stems.

A word stands in the index in several forms, and a question is looked up in the same forms: they fit where one form is
the same. `historias` is found as itself and as `histori`, and so is `historia`. What one language needs beyond its
Snowball stemmer lies in `languages/<code>.toml`; a language without one does with less.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2s
from importlib.metadata import version
from pathlib import Path
from unicodedata import combining, normalize

import snowballstemmer
from babel import Locale

WORD_LENGTH = 40  # characters of a word that count
FORMAT = 1  # raise it when the functions below give other forms: every index is then made anew

_LANGUAGES = Path(__file__).parent / "languages"
_STEMMER = "snowballstemmer"
_CACHED = 1 << 16  # words; a large catalog in two languages has fewer

# What stands inside a word and is no letter: combining accents, apostrophes, and characters that nobody sees.
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_WITHIN = f"{_ACCENTS}'\u2019\u02bc\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = rf"[^\W_]+(?:[{_WITHIN}]+[^\W_]+)*[{_ACCENTS}]*"
_HYPHENS = "-\u2010\u2011"
_COMPOUND = re.compile(rf"{_WORD}(?:[{_HYPHENS}]{_WORD})*")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_WITHOUT_ACCENT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a text. A compound (`co-directors`) is one token of several parts."""

    start: int
    end: int
    text: str

    @property
    def parts(self) -> "list[Token]":
        """The words between the hyphens; the token alone where it has none."""
        parts, at = [], self.start
        for part in _HYPHEN.split(self.text):
            parts.append(Token(at, at + len(part), part))
            at += len(part) + 1
        return parts


@dataclass(frozen=True, slots=True)
class Rules:
    """What search knows of one language."""

    stemmer: str  # the name of its Snowball algorithm; empty where there is none
    stop_words: frozenset[str]
    endings: tuple[tuple[str, str], ...]  # an ending that the stemmer misses, and what it stands for: voces, voz
    families: dict[str, str]  # a word → the word that stands for its whole family: comunitaria, comunidad


def composed(text: str) -> str:
    """The text in the Unicode form in which tokens are read; readers see no difference."""
    return normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text that is `composed`, where they stand."""
    return (Token(found.start(), found.end(), found[0]) for found in _COMPOUND.finditer(text))


def fold(word: str) -> str:
    """The word without accents, case and what nobody types: `Niños` → `ninos`, `K’iche’` → `kiche`."""
    letters = normalize("NFKD", normalize("NFKD", word).casefold())
    plain = "".join(letter for letter in letters if letter.isalnum() and not combining(letter))
    return plain.translate(_WITHOUT_ACCENT)[:WORD_LENGTH]


@lru_cache(_CACHED)
def forms(word: str, language: str) -> frozenset[str]:
    """Every form under which a single word of a language is known, its folded self among them."""
    plain = fold(word)
    if not plain:
        return frozenset()
    rules = rules_of(language)
    found = {plain, _stem(plain, rules)}
    if (accented := _lower(word)) != plain:
        found.add(fold(_stem(accented, rules)))
    for ending, instead in rules.endings:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            single = plain.removesuffix(ending) + instead
            found |= {single, _stem(single, rules)}
    if head := rules.families.get(plain):
        found.add(head)
    return frozenset(found)


@lru_cache(_CACHED)
def token_forms(text: str, language: str) -> frozenset[str]:
    """The forms of a token's text: of each part that is no stop word, and of the whole where it is a compound."""
    parts = _HYPHEN.split(text)
    found = frozenset[str]().union(*(forms(part, language) for part in parts if not is_stop_word(part, language)))
    return found | forms("".join(parts), language) if len(parts) > 1 else found


def words_in(text: str, language: str) -> set[str]:
    """The forms of all words of a text in a language, without its stop words."""
    return set[str]().union(*(token_forms(token, language) for token in set(_COMPOUND.findall(composed(text)))))


def is_stop_word(word: str, language: str) -> bool:
    """Does the word stand in almost every text of the language, and so say nothing?"""
    return fold(word) in rules_of(language).stop_words


@cache
def rules_of(language: str) -> Rules:
    name = Locale.parse(language, sep="-").english_name if language else ""
    algorithm = (name or "").partition(" ")[0].lower()
    file = _LANGUAGES / f"{language}.toml"
    given = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Rules(
        stemmer=algorithm if algorithm in snowballstemmer.algorithms() else "",
        stop_words=frozenset(fold(word) for line in given.get("stop_words", []) for word in line.split()),
        endings=tuple(given.get("endings", {}).items()),
        families={
            fold(word): fold(head) for head, members in given.get("families", {}).items() for word in members.split()
        },
    )


@cache
def words_version() -> str:
    """A short name for the rules in force: words of another version cannot be compared with ours."""
    digest = blake2s(f"{FORMAT} {version(_STEMMER)}".encode(), digest_size=6)
    for file in sorted(_LANGUAGES.glob("*.toml")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _lower(word: str) -> str:
    """As a stemmer reads it: lower case, accents kept, nothing inside that is no letter."""
    return composed("".join(letter for letter in normalize("NFKC", word).lower() if letter.isalnum()))


def _stem(word: str, rules: Rules) -> str:
    """A stemmer keeps the word it works on in itself, so that threads must not share one."""
    return str(snowballstemmer.stemmer(rules.stemmer).stemWord(word))[:WORD_LENGTH] if rules.stemmer else word
