from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    TROUBLE = "trouble"  # readers or staff lose something, now or soon
    ADVICE = "advice"  # it works, and could be safer


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and what to do about it: a sentence each."""

    words: str
    cure: str
    weight: Weight = Weight.TROUBLE


def advice(words: str, cure: str) -> Finding:
    return Finding(words, cure, Weight.ADVICE)


Findings = Iterable[Finding]
