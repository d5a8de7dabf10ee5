"""The series, programs and organizations that a flyer names, and which of them it calls hosts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from re import compile as pattern
from typing import Literal

from events.intake.acronyms import EXPLAINED, explanation
from events.intake.guesses import Certainty, Guess, LocalName
from events.intake.languages import sentences
from events.intake.names import capital_run_after, capital_run_before, initials, is_acronym

Kind = Literal["series", "program", "organization"]

SERIES_WORD = pattern(r"\b(?:[Ss]eries|[Ww]ebinar series)\b")
SERIES_AFTER = pattern(r"\b[Ss]erie (?:de (?:webinarios|seminarios web) )?")
SERIES_WEBINAR = pattern(r"\b(?P<short>[A-Z]{3,12}) (?:webinar|Webinar|workshop|seminario web)\b")
PROGRAM_WORD = pattern(r"\b(?:[Pp]rogram|[Ff]ellowship|Hub)\b")
PROGRAM_AFTER = pattern(r"\b[Pp]rograma (?:de )?(?=[A-ZÁÉÍÓÚÑ])")
HOSTED_BY = pattern(
    r"(?i)\b(?:co-?hosted (?:by|with)|hosted by|organized by|presented by|sponsored by|in partnership with|in collaboration "
    r"with|partnered with|(?:co)?organizado por|presentado por|auspiciado por|en alianza con|en colaboración con|asociado con) "
)
HOSTS_END = pattern(r",? (?:this|to|has|is|en|on|at|para|este|esta)(?=[ :])|[:.;!]|, ")
PRESENTS = pattern(r"^(?P<hosts>[^\W\d_a-z][^.,:;!?]{1,80}?) (?:presents?|presentan?|invites? you|les? invitan?)\b")
TEAM = pattern(r"\b(?:[Tt]he (?P<en>[A-Z]{2,12}) team|[Ee]l equipo de (?P<es>[A-Z]{2,12}))\b")
ARTICLE = pattern(r"(?i)^(?:the|el|la|los|las|our|nuestro|nuestra) ")
KIND_END = pattern(r"(?i) (?:series|program)$")
KIND_START = pattern(r"(?i)^(?:serie|programa) ")
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Host:
    kind: Kind
    name: LocalName


def find_series(lines: Iterable[tuple[str, str]]) -> list[Guess[LocalName]]:
    """Series by their own word (“… Series”), and by an acronym before “webinar”. `lines` carry their language."""
    found: list[Guess[LocalName]] = []
    for line, language in lines:
        for match in SERIES_WORD.finditer(line):
            found += _named_before(line, match.start(), match[0], language)
        for match in SERIES_AFTER.finditer(line):
            if name := capital_run_after(line, match.end(), connectors=frozenset()):
                found.append(Guess(LocalName(name, language), f"{match[0]}{name}", "guessed"))
        found += [
            Guess(LocalName(m["short"], language, m["short"]), m[0], "guessed") for m in SERIES_WEBINAR.finditer(line)
        ]
    return _each_once(found)


def find_programs(lines: Iterable[tuple[str, str]]) -> list[Guess[LocalName]]:
    found: list[Guess[LocalName]] = []
    for line, language in lines:
        for match in PROGRAM_WORD.finditer(line):
            short = EXPLAINED.match(line, match.end() + 1)
            if short and (long := explanation(line, short.start(), short["short"])):
                found.append(Guess(LocalName(long, language, short["short"]), f"{long} {short[0]}"))
            elif name := capital_run_before(line, match.start(), connectors=frozenset(("the", "of", "de", "for"))):
                name = f"{name} {match[0]}" if match[0] in ("Fellowship", "Hub") else name
                found.append(Guess(LocalName(name, language), name, "guessed"))
        for match in PROGRAM_AFTER.finditer(line):
            found += _program_after(line, match.end(), match[0], language)
    return _each_once([guess for guess in found if len(guess.value.text) > 1])


def find_hosts(lines: Iterable[tuple[str, str]]) -> list[Guess[Host]]:
    found: dict[str, Guess[Host]] = {}
    for line, language in lines:
        if presents := PRESENTS.match(line):
            for item in _items(presents["hosts"]):
                host = _host(item, language)
                found.setdefault(host.name.text.casefold(), Guess(host, presents[0], "guessed"))
        for sentence in sentences(line):
            for match in islice(HOSTED_BY.finditer(sentence), MOST_NAMES):
                rest = sentence[match.end() : match.end() + 240]
                end = HOSTS_END.search(rest)
                words = rest[: end.start()] if end else rest
                for item in _items(words):
                    host = _host(item, language)
                    found.setdefault(host.name.text.casefold(), Guess(host, f"{match[0]}{words}", "guessed"))
                if team := TEAM.search(sentence[max(0, match.start() - 60) : match.start()]):
                    name = LocalName(team["en"] or team["es"], language, team["en"] or team["es"])
                    found.setdefault(name.text.casefold(), Guess(Host("organization", name), team[0], "guessed"))
    explained = {host.value.name.acronym for host in found.values() if host.value.name.text != host.value.name.acronym}
    return [host for host in found.values() if host.value.name.text not in explained][:MOST_NAMES]


def _named_before(line: str, place: int, word: str, language: str) -> list[Guess[LocalName]]:
    """“Workers Innovating New Strategies (WINS) Series”, or “WINS Series”."""
    before = line[:place].rstrip()
    for match in EXPLAINED.finditer(line, max(0, place - 20), place):
        if match.end() == len(before) and (long := explanation(line, match.start(), match["short"])):
            return [Guess(LocalName(long, language, match["short"]), f"{long} {match[0]} {word}")]
    name = capital_run_before(line, place, connectors=frozenset(("of", "for", "and", "&", "de", "y")))
    certainty: Certainty = "read" if word[0].isupper() else "guessed"
    short = name if is_acronym(name) else ""
    return [Guess(LocalName(name, language, short), f"{name} {word}", certainty)] if name else []


def _program_after(line: str, place: int, words: str, language: str) -> list[Guess[LocalName]]:
    short = EXPLAINED.search(line, place, place + 140)
    if short and (long := line[place : short.start()].strip()) and "." not in long:
        return [Guess(LocalName(long, language, short["short"]), f"{long} {short[0]}")]
    name = capital_run_after(line, place, connectors=frozenset())
    name = name.partition(" (")[0]
    short_name = name if is_acronym(name) else ""
    return [Guess(LocalName(name, language, short_name), f"{words}{name}")] if name else []


def _items(words: str) -> list[str]:
    """The names in a list of hosts. An “and” inside an explained name, or between its words, separates nothing."""
    kept = words
    for match in EXPLAINED.finditer(words):
        if long := explanation(words, match.start(), match["short"]):
            kept = kept.replace(long, long.replace(" and ", "\0").replace(" & ", "\1").replace(" y ", "\2"))
    # “Center for … (CIWO) Workers … (WINS) Series”: a new name begins after a short form.
    kept = pattern(r"\) (?=[A-Z])(?!Series|Program)").sub(") & ", kept)
    kept = pattern(r"’s |'s (?=[A-Z])").sub(" & ", kept)
    parts = pattern(r" (?:and|&|y) ").split(kept)
    restored = [part.replace("\0", " and ").replace("\1", " & ").replace("\2", " y ") for part in parts]
    named = [ARTICLE.sub("", part.strip()).strip(" ,.") for part in restored]
    return [name for name in named if name[:1].isupper()]


def _host(item: str, language: str) -> Host:
    kind: Kind = "organization"
    if pattern(r"(?i)\bseries?$|^serie ").search(item):
        kind = "series"
    elif pattern(r"(?i)\b(?:program|fellowship)$|^programa ").search(item):
        kind = "program"
    name = KIND_START.sub("", KIND_END.sub("", item))
    short = EXPLAINED.search(name)
    text = EXPLAINED.sub("", name).strip() if short else name
    acronym = short["short"] if short else (name if is_acronym(name) else "")
    return Host(kind, LocalName(text or name, language, acronym))


def _each_once(found: list[Guess[LocalName]]) -> list[Guess[LocalName]]:
    """Each name once per language; a short form that a longer name explains, or begins with, says nothing new."""
    kept: list[Guess[LocalName]] = []
    for guess in sorted(found, key=lambda one: -len(one.value.text))[: 4 * MOST_NAMES]:
        text = guess.value.text
        known = [
            other
            for other in kept
            if text.casefold() in other.value.text.casefold()
            or text == other.value.acronym
            or (is_acronym(text) and initials(other.value.text).startswith(text))
        ]
        if not known:
            kept.append(guess)
    return sorted(kept, key=found.index)[:MOST_NAMES]
