"""People whom a flyer announces and does not name: “Amazon worker leaders”, “graduados del programa LUNA”."""

from __future__ import annotations

from collections.abc import Iterable
from re import compile as pattern

from events.intake.guesses import Guess, LocalName
from events.intake.languages import sentences

ANNOUNCES = pattern(
    r"(?i)\b(?:join|joined by|featuring|learn from|hear from|along with|will bring together|panel of|panelists|"
    r"únase|únete|acompáñ|junto con|aprender de|escuchar a|reunirá|panelistas)\b"
)
GROUP = pattern(
    r"(?i)\b(?:organizers|leaders|workers|graduates|fellows|supporters|researchers|activists|advocates|survivors|members|"
    r"organizadore?a?s|líderes|lideresas|trabajadore?a?s|graduad[oae]s|becari[oa]s|investigadore?a?s|activistas|"
    r"defensore?a?s|integrantes|simpatizantes)\b"
)
CONNECTOR = pattern(
    r"(?i)\b(?:along with|from|with|and|join|featuring|junto con|con|de|y a|y|únase a)(?: (?:the|los|las|les|a los|a las|a les))? |& "
)
STOP = pattern(
    r"[,;:.!?()¤]| (?:to|for|about|who|whose|on|at|will|as|as they|para|sobre|que|quienes|y a|cómo|discus\w+)(?= )| & | and (?=other\b)"
)
NAMED = pattern(r"\([^()]{0,300}\)")
POINTING = ("this ", "these ", "those ", "that ", "estos ", "estas ", "esos ", "other ")
LONGEST = 80
MOST_GROUPS = 20


def find_groups(lines: Iterable[tuple[str, str]]) -> list[Guess[LocalName]]:
    """Every unnamed group, in the words of the text. `lines` are texts with their language."""
    found: dict[str, Guess[LocalName]] = {}
    for line, language in lines:
        for sentence in sentences(line):
            if announced := ANNOUNCES.search(sentence):
                # What is in parentheses is said of the words before it; a group with names in them is not unnamed.
                for words in _phrases(NAMED.sub("¤", sentence[announced.start() :])):
                    evidence = words if words in sentence else sentence
                    found.setdefault(words.casefold(), Guess(LocalName(words, language), evidence, "guessed"))
    return list(found.values())[:MOST_GROUPS]


def _phrases(sentence: str) -> list[str]:
    phrases: list[str] = []
    for match in CONNECTOR.finditer(sentence):
        rest = sentence[match.end() : match.end() + LONGEST + 20]
        stop = STOP.search(rest)
        phrase = rest[: stop.start()] if stop else rest
        if stop and stop[0] == "¤":
            continue
        phrase = phrase.strip(" &")
        phrase = phrase.removeprefix("and ").removeprefix("the ").strip()
        if (
            GROUP.search(phrase)
            and len(phrase) <= LONGEST
            and len(phrase.split()) > 1
            and not phrase.casefold().startswith(POINTING[:-1])
            and not any(phrase in known for known in phrases)
        ):
            phrases.append(phrase)
    return phrases
