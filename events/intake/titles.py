"""The title in each language: the heading nearest to the date, else the words that a sentence calls by name."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as pattern

from events.intake.guesses import Certainty, Guess
from events.intake.languages import detect
from events.intake.names import CONNECTORS
from events.intake.passages import Line, Passage

EVEN_COLON = pattern(r" (?=[:;,.?!](?: |$))")
QUOTED = pattern(
    r"(?i)\b(?:titled|entitled|called|webinar:?|conversation:?|titulad[oa]|llamad[oa]|conversatorio:?|seminario web:?) ?[“\"«](?P<title>[^“”\"«»]{5,200})[”\"»]"
    r"|\b(?:for|para) [“\"«](?P<other>[^“”\"«»]{5,200})[”\"»]"
)
BEFORE_DAY = pattern(r"(?:,? (?:on|el|this|este))?,? ?$")
INVITES = pattern(
    r"(?i)\b(?:join|webinar|únase|únete|acompáñ\w+|seminario web|conversation|conversatorio|taller|workshop)\b"
)
DULL = pattern(
    r"(?i)^¡?(?:join us|save the date|you(?:’|')re invited|you are invited|invitation|free|introducing(?: the)?|webinar|event|"
    r"register(?: here)?|únase|acompáñenos|reserve la fecha|invitación|gratis|zoom|online|virtual|en línea|upcoming events|"
    r"skip to (?:main )?content|(?:live )?interpretation.{0,80}|interpretación.{0,80}|.{0,60} (?:presents?|presentan?))!*$"
)
SERIES_HEADING = pattern(r"(?i)\bseries!?$|^(?:la )?serie\b")
FEWEST_CAPITALS = 4


def find_titles(passage: Passage, languages: Sequence[str]) -> tuple[dict[str, Guess[str]], frozenset[int]]:
    """The titles by language, and the numbers of the lines that are titles, which then belong to no body."""
    candidates = _beside_date(passage) + _above(passage) + _below(passage)
    titles: dict[str, Guess[str]] = {}
    used: set[int] = set()
    for number, text, certainty in candidates:
        language = detect(text, languages)
        if not language:
            language = _neighbour(passage, number, languages) or languages[0]
            certainty = "guessed"
        if language and language not in titles:
            titles[language] = Guess(EVEN_COLON.sub("", text), text, certainty)
            used.add(number)
    for line in passage.lines:
        language = detect(line.text, languages)
        if language and language not in titles and (title := _in_prose(line)):
            titles[language] = Guess(EVEN_COLON.sub("", title), title, "guessed")
    return titles, frozenset(used)


def is_dull(line: Line) -> bool:
    """A heading that any flyer has: an invitation, who presents, the series."""
    return line.is_heading and bool(DULL.match(line.text) or SERIES_HEADING.search(line.text))


def _beside_date(passage: Passage) -> list[tuple[int, str, Certainty]]:
    return [(number, line.anchored_title, "read") for number, line in enumerate(passage.lines) if line.anchored_title]


def _above(passage: Passage) -> list[tuple[int, str, Certainty]]:
    """Headings over a date, the nearest first; over the first paragraph where no line is a date."""
    lines = passage.lines
    places = [number for number, line in enumerate(lines) if line.anchor is not None]
    certainty: Certainty = "read"
    if not places:
        places = [number for number, line in enumerate(lines) if not (line.is_heading or line.is_image)][:1]
        certainty = "guessed"
    found: list[tuple[int, str, Certainty]] = []
    for place in places:
        number = place
        while number > 0 and (lines[number - 1].is_heading or lines[number - 1].is_image):
            number -= 1
            if _is_title(lines[number]):
                found.append((number, lines[number].text, certainty))
    return found


def _below(passage: Passage) -> list[tuple[int, str, Certainty]]:
    """A heading right under the first date, where nothing stands above it."""
    lines = passage.lines
    place = next((number for number, line in enumerate(lines) if line.anchor is not None), None)
    found: list[tuple[int, str, Certainty]] = []
    for number in range((place or 0) + 1, len(lines)) if place is not None else ():
        line = lines[number]
        if line.is_image or line.stretches or line.anchor is not None:
            continue
        if not line.is_heading:
            break
        if _is_title(line):
            found.append((number, line.text, "guessed"))
    return found


def _is_title(line: Line) -> bool:
    return line.is_heading and len(line.text.split()) >= 3 and line.text[:1] not in "-–—•*·" and not is_dull(line)


def _neighbour(passage: Passage, number: int, languages: Sequence[str]) -> str:
    """The language of the next line that has one, for a title such as “WINS Organizing 101”."""
    for line in passage.lines[number + 1 :]:
        if language := detect(line.text, languages):
            return language
    return ""


def _in_prose(line: Line) -> str:
    """What quotation marks, or its capitals right before the day, make a title in an invitation."""
    if match := QUOTED.search(line.text):
        return (match["title"] or match["other"]).strip(" ,.")
    for day in line.days:
        before = line.text[: day.begins]
        if not INVITES.search(before):
            continue
        run = _capitals(BEFORE_DAY.sub("", before[-300:]))
        if sum(word[0].isupper() for word in run.split()) >= FEWEST_CAPITALS:
            return run
    return ""


def _capitals(text: str) -> str:
    """The words with capitals that end a text, with the small words and colons between them."""
    run: list[str] = []
    for word in reversed(text.split()):
        if run and word.endswith((".", "!", "?", ";")):
            break
        if not (word[0].isupper() or word in CONNECTORS or word == ":"):
            break
        run.insert(0, word)
    while run and not run[0][0].isupper():
        run.pop(0)
    return " ".join(run) if not run or run[0] not in ("Join", "Please") else ""
