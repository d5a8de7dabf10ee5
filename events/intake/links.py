"""Links that a flyer gives, or announces with a “here” whose address the paste lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from re import compile as pattern
from typing import Literal

from events.intake.guesses import Guess
from events.intake.languages import sentences

Purpose = Literal["registration", "recording", "slides", "guide", "other"]

ADDRESS = pattern(r"(?i)\b(?:https?://|www\.)[^\s<>\"“”]{3,2000}")
PURPOSES: tuple[tuple[Purpose, str], ...] = (
    ("registration", r"(?i)\b(?:register|registration|rsvp|sign up|inscríb\w+|inscrip\w+|regístr\w+|registr[oa]\w*)\b"),
    ("recording", r"(?i)\b(?:recordings?|youtube|watch|grabaci[óo]n\w*|vea el video)\b"),
    ("slides", r"(?i)\b(?:slides?|slide presentation|slide deck|diapositivas|presentación de diapositivas)\b"),
    ("guide", r"(?i)\b(?:resource guide|guía de recursos)\b"),
)
SHAPES = tuple((purpose, pattern(words)) for purpose, words in PURPOSES)
PROMISE = pattern(r"(?i)\b(?:here|aquí|acá|click|haga clic|link|enlace|check out|please review|consulte)\b")
REGISTRATION_ASKED = pattern(r"(?i)^(?:please )?(?:register|rsvp|sign up|inscríb\w+|regístr\w+)\b")
AROUND = 120
MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Link:
    """`address` is empty for a link that the text only announces."""

    purpose: Purpose
    address: str


def find_links(lines: Iterable[str]) -> list[Guess[Link]]:
    """Every address, and every link that is announced for a purpose which no address serves."""
    texts = list(lines)
    given = [
        _given(texts, number, match.start(), match[0])
        for number, text in enumerate(texts)
        for match in ADDRESS.finditer(text)
    ]
    served = {guess.value.purpose for guess in given}
    announced: dict[Purpose, Guess[Link]] = {}
    for sentence in (sentence for text in texts for sentence in sentences(text)):
        for purpose, shape in SHAPES:
            if purpose in served or purpose in announced or not shape.search(sentence):
                continue
            if PROMISE.search(sentence) or (purpose == "registration" and REGISTRATION_ASKED.match(sentence)):
                announced[purpose] = Guess(Link(purpose, ""), sentence)
    return [*given, *announced.values()][:MOST_LINKS]


def _given(texts: list[str], number: int, place: int, address: str) -> Guess[Link]:
    """An address serves the purpose that is said before it, in its line or in the one above."""
    before = texts[number][max(0, place - AROUND) : place] or (texts[number - 1][-AROUND:] if number else "")
    address = address.rstrip(".,;:!?)]’'")
    purpose: Purpose = next((purpose for purpose, shape in SHAPES if shape.search(f"{before} {address}")), "other")
    full = address if address.lower().startswith("http") else f"https://{address}"
    return Guess(Link(purpose, full), address, "read" if purpose != "other" else "guessed")
