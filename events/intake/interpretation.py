"""What a flyer says of its languages: which are spoken from the stage, and what is interpreted, signed or captioned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import Match
from re import compile as pattern

from events.enums import LanguageService
from events.intake.guesses import Guess
from events.intake.languages import NAMED, NAMES, detect, named_languages, sentences

INTERPRETATION = pattern(
    r"(?i)\b(?:interpret(?:ation|ed|ing|ers?|ación|ad[oa]s?|es?)|traducción (?:simultánea|en vivo))\b"
)
LIVE = pattern(r"(?i)\b(?:live|simultaneous|simultánea|en vivo|en directo|simult)\b")
CONSECUTIVE = pattern(r"(?i)\bconsecutiv[ea]\b")
SIGNED = pattern(r"(?i)\b(?:sign language|lenguas? de señas|lenguaje de señas)\b|\b(?:ASL|LSM)\b")
MEXICAN_SIGNS = pattern(r"(?i)\b(?:mexican sign language|señas mexicana)|\bLSM\b")
CAPTIONS = pattern(
    r"(?i)\b(?:live captions?|live captioning|closed captions?|captioned live|subtítulos en vivo|subtitulado en vivo)\b|\bCART\b"
)
REFUSED = pattern(r"(?i)\b(?:no|not|without|sin)\b[^.;]{0,40}(?:interpret|sign language|señas|caption|subtítulo)")
ONE_WAY = pattern(r"(?i)\b(?:from|del?)\s(?P<source>[\w’']{3,20})\s(?:in)?(?:to|al?)\s(?P<target>[\w’']{3,20})\b")
FLOOR = pattern(
    r"(?i)\b(?:held|conducted|presented|offered|facilitated|given|webinar|event|conversation|se realizará|se llevará a cabo|"
    r"se impartirá|se ofrecerá|será|seminario web|conversatorio)\b[^.;]{0,30}?\b(?:in|en) "
)
NOT_SPOKEN = pattern(
    r"(?i)\b(?:ASL|LSM|sign language) interpret\w+|interpretación (?:en|a|al) (?:ASL|LSM|lenguas? de señas)[^,.;]{0,20}"
    r"|\b(?:live |closed )?caption\w*(?: in \w+)?|\bsubtítulos(?: en vivo)?(?: en \w+)?"
)
AROUND = 80  # characters on either side of the word in which its languages are named


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A language service. `languages` are codes: both of a pair, or from and to, or the one of captions."""

    service: LanguageService
    languages: tuple[str, ...]
    both_ways: bool
    live: bool


def find_interpretation(lines: Iterable[str], written_in: Sequence[str]) -> list[Guess[Interpretation]]:
    """What is promised, each service once, however many languages say it.

    `written_in` are the languages of the flyer's text. A sentence that names one language only, “interpretation into
    Spanish”, is taken to start from another of them.
    """
    found: dict[tuple[str, frozenset[str]], Guess[Interpretation]] = {}
    for line in lines:
        for sentence in sentences(line):
            if REFUSED.search(sentence):
                continue
            for guess in _in_sentence(sentence, written_in):
                found.setdefault((guess.value.service, frozenset(guess.value.languages)), guess)
    return list(found.values())


def find_refusal(lines: Iterable[str]) -> str:
    """The sentence that says there is no interpretation; empty without one."""
    return next((sentence for line in lines for sentence in sentences(line) if REFUSED.search(sentence)), "")


def find_floor(lines: Iterable[str]) -> list[Guess[str]]:
    """The languages that the text says are spoken from the stage."""
    found: dict[str, Guess[str]] = {}
    for line in lines:
        for sentence in sentences(line):
            for match in FLOOR.finditer(sentence):
                rest = sentence[match.end() : match.end() + AROUND]
                name = NAMED.match(rest)
                if name is None or INTERPRETATION.search(match[0]) or SIGNED.search(match[0]):
                    continue
                pair = pattern(rf"{NAMED.pattern}(?: ?(?:/|and|&|y|e) ?{NAMED.pattern[4:]})?").match(rest)
                for code in named_languages(pair[0] if pair else name[0]):
                    found.setdefault(code, Guess(code, f"{match[0]}{pair[0] if pair else name[0]}"))
    return list(found.values())


def _in_sentence(sentence: str, written_in: Sequence[str]) -> list[Guess[Interpretation]]:
    found: list[Guess[Interpretation]] = []
    if SIGNED.search(sentence):
        signs = "mfs" if MEXICAN_SIGNS.search(sentence) else "ase"
        spoken = "es" if signs == "mfs" else "en"
        service = Interpretation(LanguageService.SIGN_LANGUAGE, (spoken, signs), True, True)
        found.append(Guess(service, sentence, "guessed"))
    if captions := CAPTIONS.search(sentence):
        codes = named_languages(sentence[captions.start() : captions.end() + AROUND]) or list(written_in[:1]) or ["en"]
        named = bool(named_languages(sentence[captions.start() : captions.end() + AROUND]))
        for code in codes:
            service = Interpretation(LanguageService.CAPTIONS, (code,), False, True)
            found.append(Guess(service, sentence, "read" if named else "guessed"))
    spoken = NOT_SPOKEN.sub(lambda found: " " * len(found[0]), sentence)
    if (match := INTERPRETATION.search(spoken)) and (spoken_service := _spoken(spoken, match, sentence, written_in)):
        found.append(spoken_service)
    return found


def _spoken(text: str, match: Match[str], sentence: str, written_in: Sequence[str]) -> Guess[Interpretation] | None:
    before, after = text[max(0, match.start() - AROUND) : match.start()], text[match.end() : match.end() + AROUND]
    window = f"{before}{match[0]}{after}"
    named = named_languages(window)
    service = LanguageService.CONSECUTIVE if CONSECUTIVE.search(window) else LanguageService.SIMULTANEOUS
    live = bool(LIVE.search(window))
    if (way := ONE_WAY.search(window)) and {way["source"].casefold(), way["target"].casefold()} <= NAMES.keys():
        pair = (NAMES[way["source"].casefold()], NAMES[way["target"].casefold()])
        return Guess(Interpretation(service, pair, False, live), sentence)
    if len(floor := named_languages(before)) == 1 and len(target := named_languages(after)) == 1 and floor != target:
        return Guess(Interpretation(service, (floor[0], target[0]), False, live), sentence)
    if len(named) >= 2:
        first, second = sorted(named[:2], key=lambda code: (code != "en", code))
        return Guess(Interpretation(service, (first, second), True, live), sentence)
    if len(named) == 1:
        source = next(
            code for code in [*written_in, detect(sentence, ("en", "es")), "en", "es"] if code and code != named[0]
        )
        return Guess(Interpretation(service, (source, named[0]), False, live), sentence, "guessed")
    return None
