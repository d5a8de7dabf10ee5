"""What a person does and where: “Associate Director of CIWO and Co-Director of WILL Empower” are two roles."""

from __future__ import annotations

from dataclasses import dataclass
from re import compile as pattern

from events.intake.names import is_acronym
from events.intake.role_words import QUALIFIERS, ROLE_NOUNS
from events.intake.word_sets import word_set

ORGANIZATION_NOUNS = word_set(
    "university universidad college school escuela center centre centro institute instituto federation federación union "
    "sindicato council consejo association asociación alliance alianza network red coalition coalición service services "
    "servicio servicios cooperative cooperativa committee comité organization organización foundation fundación "
    "department departamento local project proyecto fund fondo collective colectivo congress campaign"
)
BETWEEN = pattern(r"( and | & | y | e |; |, )")
WHERE = pattern(r"(?: of| at| for| from| with| de| del| en)(?: the| la| el| los| las)? ")


@dataclass(frozen=True, slots=True)
class Role:
    """Either part may be empty: “(Rutgers University)” names a place and no role."""

    title: str
    organization: str
    language: str


def has_role(text: str) -> bool:
    return any(word in ROLE_NOUNS for word in _words(text))


def starts_with_role(text: str) -> bool:
    return any(word in ROLE_NOUNS for word in _words(text)[:4])


def is_organization(text: str) -> bool:
    """Does it have an acronym, or a word that only organizations are called?"""
    if any(is_acronym(word.strip("(),.")) for word in text.split()):
        return True
    return text[:1].isupper() and any(word in ORGANIZATION_NOUNS for word in _words(text))


def read_roles(text: str, language: str) -> tuple[Role, ...]:
    """The roles in words such as “Executive Director of CIWO and Rutgers Distinguished Professor”."""
    roles: list[Role] = []
    for separator, piece in _pieces(text):
        if separator == ", " and roles and not has_role(piece) and not roles[-1].organization:
            roles[-1] = Role(roles[-1].title, piece, language)
        else:
            roles.append(_role(piece, language))
    return tuple(roles)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Apart at “and” where a role stands on both sides: “Director of Leadership and Organizational Change” is one."""
    parts = BETWEEN.split(text.strip(" ,.;"))
    pieces = [("", parts[0])]
    for separator, piece in zip(parts[1::2], parts[2::2], strict=True):
        if has_role(piece) or separator == ", ":
            pieces.append((separator, piece))
        else:
            before, known = pieces[-1]
            pieces[-1] = (before, f"{known}{separator}{piece}")
    return [(separator, piece.strip()) for separator, piece in pieces if piece.strip()]


def _role(piece: str, language: str) -> Role:
    if not has_role(piece):
        return Role("", piece, language)
    for match in WHERE.finditer(piece):
        if has_role(piece[: match.start()]) and is_organization(piece[match.end() :]):
            return Role(piece[: match.start()], piece[match.end() :], language)
    words = piece.split()
    begin = next(index for index, word in enumerate(words) if _bare(word) in ROLE_NOUNS or _bare(word) in QUALIFIERS)
    in_front = words[:begin]
    if in_front and all(word[0].isupper() for word in in_front):
        return Role(" ".join(words[begin:]), " ".join(in_front).removesuffix("’s").removesuffix("'s"), language)
    return Role(piece, "", language)


def _words(text: str) -> list[str]:
    return [_bare(word) for word in text.split()]


def _bare(word: str) -> str:
    return word.strip("(),.;:").casefold()
