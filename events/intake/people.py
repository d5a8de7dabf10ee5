"""The people whom a flyer names, with what it says of them. Whom it leaves unnamed is in `groups`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import compile as pattern
from unicodedata import combining, normalize

from events.enums import SpeakerPart
from events.intake.guesses import Certainty, Guess
from events.intake.languages import sentences
from events.intake.names import is_acronym, is_name, name_at_end, name_at_start, without_credentials
from events.intake.roles import Role, has_role, is_organization, read_roles, starts_with_role

PARENTHESES = pattern(r"\((?P<inside>[^()]{2,300})\)")
LIST_SEPARATOR = pattern(r",? ?(?:&| and | y | e )|, ")
CONTACT = pattern(
    r"(?i)\b(?:reach out|contact|for more information|questions\?|para más información|comuní\w+|contact\w+|escriba)\b"
)
LIST_HEADING = pattern(
    r"(?i)^(?:[\w -]{0,30}\b)?(?P<part>speakers?|panelists?|presenters?|facilitators?|moderators?|hosts?|featuring|with|ponentes?|"
    r"panelistas?|oradora?e?s?|presentadora?e?s?|facilitadora?e?s?|moderadora?e?s?|modera|facilitan?|presentan?|participan?|con la "
    r"participación de)(?: include| are| incluyen| son)?:(?P<rest>.{0,2000})$"
)
UNFINISHED = pattern(
    r"(?i)\b(?:(?:panelists|speakers|presenters|facilitators|panelistas|ponentes)(?: include| are| incluyen| son)?"
    r"|(?:following|siguientes) [\w -]{3,40}):$"
)
INTRODUCED = pattern(
    r"(?i)\b(?P<how>featuring|moderated by|facilitated by|hosted by|presented by|led by|joined by|conversation with|webinar "
    r"with|discussion with|join(?: us and)?|moderad[oa] por|facilitad[oa] por|presentad[oa] por|a cargo de|conversación con|"
    r"charla con|únase a|únete a|acompañe a|con la participación de) "
)
GROUP_ROLE = pattern(
    r"(?i)\b(?:the|our|los|las|les|nuestros|nuestras) (?P<role>[^\W\d_]+(?: (?:&|and|y|e) [^\W\d_]+)?) (?:of|from|de|del)"
    r"(?: the| la| el)? (?P<place>[^,;:.()]{3,80})$"
)
PROGRAM = pattern(r"^programa | program$")
PARTS = (
    (SpeakerPart.FACILITATOR, pattern(r"(?i)\bfacilit")),
    (SpeakerPart.MODERATOR, pattern(r"(?i)\bmodera")),
    (SpeakerPart.HOST, pattern(r"(?i)\b(?:hosts?\b|hosted|anfitri)")),
)
CHUNKS = pattern(r"(?:[^,()]|\([^()]{0,300}\)|[()]){1,600}")
LEADING = pattern(
    r"(?i)^(?:join(?:ed by)?|meet|hear from|únase a|únete a|acompañe a|conozca a|with|con|our|nuestra|nuestro|&|and|y) "
)
CLAUSE_END = pattern(r"[,.;]")
MOST_PEOPLE = 60


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    credentials: str
    roles: tuple[Role, ...]
    part: SpeakerPart
    spellings: tuple[str, ...] = ()  # other ways in which the text writes the name

    @property
    def organization(self) -> str:
        """The organizations in the text's words, each once; empty where it names none."""
        return ", ".join(dict.fromkeys(role.organization for role in self.roles if role.organization))


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    roles: tuple[Role, ...]
    part: SpeakerPart
    evidence: str
    certainty: Certainty


def find_people(lines: Iterable[tuple[str, str]]) -> list[Guess[Person]]:
    """Everyone who is named, once, in the order of the text. `lines` are texts with their language."""
    found: list[_Found] = []
    listed: SpeakerPart | None = None
    list_language = ""
    for line, language in lines:
        if heading := LIST_HEADING.match(line):
            listed = _part(heading["part"])
            list_language = language
            found += _listed(heading["rest"], language, listed, inline=True)
            continue
        in_list = _listed(line, list_language, listed, inline=False) if listed is not None else []
        if in_list:
            found += in_list
            continue
        listed = None
        for sentence in sentences(line):
            if not CONTACT.search(sentence):
                found += _in_sentence(sentence, language)
    return _merged(found)[:MOST_PEOPLE]


def is_unfinished(line: str) -> bool:
    """Does the line announce people whom the paste lost? Their pictures cannot be copied."""
    return UNFINISHED.search(line) is not None


def folded(name: str) -> str:
    """A name without accents or case, as one who types in a hurry writes it."""
    return "".join(letter for letter in normalize("NFD", name.casefold()) if not combining(letter))


def _in_sentence(sentence: str, language: str) -> Iterator[_Found]:
    for match in PARENTHESES.finditer(sentence):
        yield from _before_parentheses(sentence, match.start(), match["inside"], match[0], language)
    yield from _beside_commas(sentence, language)
    for match in INTRODUCED.finditer(sentence):
        yield from _listed(sentence[match.end() : match.end() + 400], language, _part(match["how"]), inline=True)


def _before_parentheses(sentence: str, place: int, inside: str, words: str, language: str) -> Iterator[_Found]:
    before = sentence[:place].rstrip()
    names = [part for part in LIST_SEPARATOR.split(inside) if part.strip()]
    if len(names) > 1 and all(is_name(name) for name in names):
        described = GROUP_ROLE.search(before[-160:])
        roles = (Role(described["role"], PROGRAM.sub("", described["place"]), language),) if described else ()
        part = _part(described["role"] if described else before[-60:])
        for name in names:
            yield _Found(name.strip(), roles, part, f"{described[0]} {words}" if described else words, "read")
        return
    if is_acronym(inside.split()[0].strip(",") if inside.split() else ""):
        return
    name = name_at_end(before)
    if name and (has_role(inside) or is_organization(inside) or without_credentials(name)[1]):
        certainty: Certainty = "read" if has_role(inside) or without_credentials(name)[1] else "guessed"
        yield _Found(name, read_roles(inside, language), _part(before[-60:]), f"{name} {words}", certainty)


def _beside_commas(sentence: str, language: str) -> Iterator[_Found]:
    """“General Secretary of the federation, Name,” and “Name, General Secretary of the federation,”."""
    chunks = [LEADING.sub("", chunk.strip()).strip() for chunk in CHUNKS.findall(sentence)]
    for index, chunk in enumerate(chunks):
        if not is_name(chunk):
            continue
        after = chunks[index + 1].rstrip(".") if index + 1 < len(chunks) else ""
        before = chunks[index - 1] if index else ""
        if starts_with_role(after) and after[:1].isupper():
            yield _Found(chunk, read_roles(after, language), _part(sentence[:40]), f"{chunk}, {after}", "guessed")
        elif has_role(before) and before[:1].isupper() and not is_name(name_at_start(before)):
            yield _Found(chunk, read_roles(before, language), _part(sentence[:40]), f"{before}, {chunk}", "guessed")


def _listed(text: str, language: str, part: SpeakerPart, *, inline: bool) -> list[_Found]:
    """The names at the start of a text, each with what follows it in parentheses, or on its own line after a comma."""
    found: list[_Found] = []
    rest = text.lstrip(" -–—•·*:")
    while (name := name_at_start(rest)) and len(found) < MOST_PEOPLE:
        rest = rest[len(name) :].lstrip(" ")
        roles: tuple[Role, ...] = ()
        evidence = name
        if match := PARENTHESES.match(rest):
            roles = read_roles(match["inside"], language)
            evidence = f"{name} {match[0]}"
            rest = rest[match.end() :]
        elif (
            (not inline or not _names_follow(rest))
            and rest[:1] in ",-–—:|"
            and (said := _said_after(rest, inline=inline))
        ):
            found.append(_Found(name, read_roles(said, language), part, f"{name}{rest[0]} {said}".strip(), "guessed"))
            break
        found.append(_Found(name, roles, part, evidence, "guessed"))
        separator = LIST_SEPARATOR.match(rest) or pattern(r" ?(?:and|y|e|&) ").match(rest)
        if separator is None:
            if not inline and rest.strip(" ."):
                return []  # a sentence, and not an item of a list
            break
        rest = rest[separator.end() :]
        rest = rest.removeprefix("and ").removeprefix("y ").lstrip(" ")
    return found


def _said_after(rest: str, *, inline: bool) -> str:
    """What stands between a name and the end of its line, or of its clause, if it is a role or an organization."""
    said = rest[1:].strip(" -–—:|,")
    said = (CLAUSE_END.split(said)[0] if inline else said)[:200]
    return said if not said[:1].islower() and (has_role(said) or is_organization(said)) else ""


def _names_follow(rest: str) -> bool:
    return bool(
        name_at_start(rest.lstrip(" ,&")) or name_at_start(rest.lstrip(" ,&").removeprefix("and ").removeprefix("y "))
    )


def _part(words: str) -> SpeakerPart:
    return next((part for part, shape in PARTS if shape.search(words)), SpeakerPart.SPEAKER)


def _merged(found: Iterable[_Found]) -> list[Guess[Person]]:
    """One person per name, however often and with whatever accents it is written."""
    together: dict[str, list[_Found]] = {}
    for one in found:
        together.setdefault(folded(without_credentials(one.name)[0]), []).append(one)
    return [_person(same) for same in together.values()]


def _person(same: list[_Found]) -> Guess[Person]:
    names = list(dict.fromkeys(without_credentials(one.name)[0] for one in same))
    # An accent is left out more easily than put in.
    name = max(names, key=lambda one: sum(not letter.isascii() for letter in one))
    credentials = next((letters for one in same if (letters := without_credentials(one.name)[1])), "")
    roles = tuple(dict.fromkeys(role for one in same for role in one.roles))
    part = next((one.part for one in same if one.part != SpeakerPart.SPEAKER), SpeakerPart.SPEAKER)
    certain = any(one.certainty == "read" for one in same)
    best = next((one for one in same if one.roles), same[0])
    others = tuple(other for other in names if other != name)
    return Guess(Person(name, credentials, roles, part, others), best.evidence, "read" if certain else "guessed")
