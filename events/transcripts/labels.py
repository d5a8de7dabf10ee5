"""Who speaks, where a text says so in front of the words: “Ana Torres: …”, “>> MODERATOR: …”."""

import re
from collections import Counter
from collections.abc import Iterable

TURN = re.compile(r"(?:>>+|»»)[ \t]*")
LABEL = re.compile(r"([^\W\d_][^:\n<>\[\]{}\"“”«»¿?¡!;…]{0,58}):(?:[ \t\n]+(?=\S)|$)")
PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "da",
        "do",
        "dos",
        "di",
        "du",
        "des",
        "le",
        "von",
        "van",
        "y",
        "e",
        "i",
        "and",
        "und",
        "of",
        "the",
        "el",
        "al",
        "bin",
        "ibn",
    ]
)
LONGEST_WORDS = 6


def split_turn(text: str) -> tuple[bool, str]:
    """Whether the text is marked as somebody else's, and the text without the mark."""
    match = TURN.match(text)
    return (True, text[match.end() :]) if match else (False, text)


def split_label(text: str) -> tuple[str, str] | None:
    """What could be the name of who speaks, and the words after it."""
    match = LABEL.match(text)
    if match is None or not _is_like_a_name(match[1]):
        return None
    return " ".join(match[1].split()), text[match.end() :]


def names_among(candidates: Iterable[tuple[str, bool]]) -> set[str]:
    """Which of the candidates are names: what looks like one for sure, or comes again. True: marked as a turn."""
    counted: Counter[str] = Counter()
    sure = set()
    for label, is_marked in candidates:
        counted[label] += 1
        if is_marked or _is_surely_a_name(label):
            sure.add(label)
    return sure | {label for label, count in counted.items() if count > 1}


def _is_like_a_name(label: str) -> bool:
    words = label.split()
    return len(words) <= LONGEST_WORDS and all(
        word[0].isupper() or word[0].isdigit() or word[0] in "(&.-#’'" or word.lower() in PARTICLES for word in words
    )


def _is_surely_a_name(label: str) -> bool:
    words = label.split()
    has_letters = sum(letter.isalpha() for letter in label) > 1
    is_numbered = len(words) > 1 and words[-1].isdigit()
    return (label.isupper() and has_letters) or is_numbered or sum(word[0].isupper() for word in words) > 1
