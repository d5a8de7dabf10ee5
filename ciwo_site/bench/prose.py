"""Text of any length, the same each time, with words as rare and as common as in a real catalog."""

from functools import cache
from itertools import accumulate
from random import Random

SYLLABLES = ["ba", "be", "bo", "ca", "ce", "co", "cla", "da", "de", "do", "fa", "fo", "ga", "go", "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "no", "pa", "pe", "po", "pro", "ra", "re", "ro", "sa", "se", "si", "so", "ta", "te", "ti", "to", "tra", "va", "ve", "vi"]  # fmt: skip
ENDINGS = {
    "en": ("", "s", "ing", "ed", "er", "ation", "ly", "ship"),
    "es": ("", "s", "ndo", "ción", "dora", "mente", "dad", "ría"),
}
VOCABULARY = 12_000  # words of a language
# The word that stands in almost every text, and one that stands in a few of ten thousand.
COMMON = {"en": "organizing", "es": "organización"}
RARE = {"en": "cooperative", "es": "cooperativa"}
RARE_AMONG = 400  # texts


@cache
def vocabulary(language: str) -> list[str]:
    chance = Random(language)  # noqa: S311 -- the same text each time is the point
    endings = ENDINGS.get(language, ENDINGS["en"])
    words = dict.fromkeys([COMMON.get(language, COMMON["en"])])
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) + chance.choice(endings)] = None
    return list(words)


@cache
def _frequencies() -> list[float]:
    """The second word is half as frequent as the first, and so on, as in any language; its very first words less so."""
    return list(accumulate(1 / (rank + 5) for rank in range(VOCABULARY)))


def sentences(number: int, language: str, words: int) -> str:
    """A text of so many words, with the number of whoever says it for its seed."""
    chance = Random(f"{language} {number} {words}")  # noqa: S311
    chosen = chance.choices(vocabulary(language), cum_weights=_frequencies(), k=words)
    if number % RARE_AMONG == 0:
        chosen[-1] = RARE.get(language, RARE["en"])
    lines = [" ".join(chosen[start : start + 12]).capitalize() for start in range(0, words, 12)]
    return ". ".join(lines) + "."
