"""People as pages name them."""

from dataclasses import dataclass
from datetime import datetime

from ciwo_site.i18n import LocalText, active_language
from programs.models import Affiliation, Person, Program


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody does, and where."""

    role: LocalText
    place: LocalText
    url: str  # the program's page or the organization's; may be empty
    current: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    name: str
    pronouns: str
    bio: LocalText
    roles: list[Role]
    photo: object | None
    photo_description: LocalText


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a program."""

    name: str
    url: str
    role: LocalText
    is_contact: bool


def person_page(person: Person, at: datetime) -> PersonPage:
    """The page of a person who was fetched `for_page`, in the active language. Costs no query."""
    return PersonPage(
        name=person.billed_name,
        pronouns=person.pronouns,
        bio=person.text("bio"),
        roles=[_role(affiliation) for affiliation in person.affiliations.all() if affiliation.may_be_named(at)],
        photo=person.photo or None,
        photo_description=person.text("photo_description"),
    )


def _role(affiliation: Affiliation) -> Role:
    url = ""
    if affiliation.program is not None:
        url = affiliation.program.address()
    elif affiliation.organization is not None:
        url = affiliation.organization.web_page
    return Role(affiliation.text("role"), affiliation.place, url, affiliation.current)


def program_people(program: Program) -> list[Member]:
    """Those who hold a role in a program that was fetched `for_page`, its contact first."""
    affiliations = [row for row in program.affiliations.all() if row.current and row.person.named_publicly]
    contact = program.contact
    if contact is not None and contact not in affiliations and contact.person.named_publicly:
        affiliations.insert(0, contact)
    language = active_language()
    members = [
        Member(
            row.person.billed_name,
            row.person.address(language),
            row.text("role", language),
            row.pk == program.contact_id,
        )
        for row in affiliations
    ]
    return sorted(members, key=lambda member: not member.is_contact)
