"""Short forms that a text explains: “International Domestic Worker Federation (IDWF)”."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from re import compile as pattern

from events.intake.guesses import Guess
from events.intake.names import CONNECTORS, initials

EXPLAINED = pattern(r"\((?P<short>[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ&-]{1,11})(?:, (?:por|in)\b[^()]{0,60})?\)")
MOST_WORDS = 14
MOST_ACRONYMS = 40


@dataclass(frozen=True, slots=True)
class Acronym:
    short: str
    long: str
    language: str


def find_acronyms(lines: Iterable[tuple[str, str]]) -> list[Guess[Acronym]]:
    """Each explained short form once per explanation. `lines` are texts with their language."""
    found: dict[tuple[str, str], Guess[Acronym]] = {}
    for line, language in lines:
        for match in EXPLAINED.finditer(line):
            if long := explanation(line, match.start(), match["short"]):
                exact = initials(long) == match["short"]
                guess = Guess(
                    Acronym(match["short"], long, language), f"{long} {match[0]}", "read" if exact else "guessed"
                )
                found.setdefault((match["short"], long.casefold()), guess)
    return list(found.values())[:MOST_ACRONYMS]


def explanation(line: str, place: int, short: str) -> str:
    """The words before a place that a short form stands for: those whose first letters it is, or the whole name there."""
    words = line[max(0, place - 200) : place].split()[-MOST_WORDS:]
    if place > 200:
        words = words[1:]  # the first may be half a word
    exact = next((said for size in range(2, len(words) + 1) if initials(said := " ".join(words[-size:])) == short), "")
    if exact:
        return exact
    run: list[str] = []
    for word in reversed(words):
        is_end = bool(run) and word.endswith((".", ";", ":", ")", "!", "?", "’s", "'s"))
        if is_end or not (word[0].isupper() or word in CONNECTORS):
            break
        run.insert(0, word)
    while run and (run[0] in CONNECTORS or run[0] in ("The", "El", "La", "Los", "Las")):
        run.pop(0)
    long = " ".join(run)
    # A name that begins elsewhere is not what these letters are for.
    return long if len(run) > 1 and initials(long)[:1] == short[0] else ""
