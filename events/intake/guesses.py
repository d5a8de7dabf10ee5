"""What reading gives: a value with the words it came from, or the name of what is missing."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
Certainty = Literal["read", "guessed"]


@dataclass(frozen=True, slots=True)
class Guess(Generic[T]):
    """A value, the words of the flyer that it was read from, and whether they say it or only suggest it.

    `evidence` is empty for what a person gave beside the text.
    """

    value: T
    evidence: str
    certainty: Certainty = "read"

    @property
    def is_certain(self) -> bool:
        return self.certainty == "read"


@dataclass(frozen=True, slots=True)
class Gap:
    """What the text leaves open: a field of the draft, the code of a sentence in `words`, and what that names."""

    field: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name as one language writes it; `acronym` is the short form that stands beside it."""

    text: str
    language: str
    acronym: str = ""
