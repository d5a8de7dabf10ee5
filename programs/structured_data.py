"""Programs, guides, people and the site's own pages in the words of schema.org. See `ciwo_site.structured_data`."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse, whole
from ciwo_site.frame import Frame
from ciwo_site.structured_data import (
    Node,
    breadcrumbs,
    item_list,
    node,
    one_or_many,
    organization,
    picture,
    rich_words,
    share_image,
    words,
)
from programs.cards import EditionItem, GuideCard, ProgramCard
from programs.enums import EditionFormat, PageKey, PartnerPart, ProgramKind
from programs.people import Member, PersonPage

# A hub is no course of study; what leads to applications and cohorts is.
STUDIED = (ProgramKind.FELLOWSHIP, ProgramKind.LEADERSHIP, ProgramKind.PROGRAM)
PAGE_TYPES = {PageKey.ABOUT: "AboutPage", PageKey.CONTACT: "ContactPage"}


def program_nodes(card: ProgramCard, members: Iterable[Member], frame: Frame) -> list[Node]:
    """A program, with the people that its page names, and the organizations as far as schema.org has a word for their part.

    It has none for a partner.
    """
    shown = picture(frame, card.image, card.image_description)
    by_part = {
        part: [organization(frame.origin, row.name, row.url) for row in card.partners if row.part == part]
        for part in PartnerPart
    }
    program = node(
        ["Project", "EducationalOccupationalProgram"] if card.kind in STUDIED else "Project",
        id=f"{frame.canonical}#program",
        name=words(card.title),
        url=frame.canonical,
        description=words(card.summary),
        image=[share_image(frame), *([shown] if shown else [])],
        parentOrganization=one_or_many(by_part[PartnerPart.HOME]),
        sponsor=by_part[PartnerPart.SUPPORTER],
        member=[
            node("Person", name=member.name, url=whole(frame.origin, member.url), jobTitle=words(member.role))
            for member in members
        ],
    )
    return [program, breadcrumbs(frame, (_("Programs"), localized_reverse("program-list", frame.language)))]


def guide_nodes(card: GuideCard, frame: Frame) -> list[Node]:
    """A guide as one work, with each of its editions as a document of its own."""
    shown = picture(frame, card.image, card.image_description)
    guide = node(
        "LearningResource",
        id=f"{frame.canonical}#guide",
        name=words(card.title),
        url=frame.canonical,
        description=words(card.summary),
        image=[share_image(frame), *([shown] if shown else [])],
        inLanguage=list(dict.fromkeys(edition.language for edition in card.editions)),
        workExample=[_edition(edition, card, frame) for edition in card.editions],
    )
    return [guide, breadcrumbs(frame, (_("Guides"), localized_reverse("guide-list", frame.language)))]


def _edition(edition: EditionItem, card: GuideCard, frame: Frame) -> Node:
    """One file. That it is free is no promise but a fact: the page hands it over and asks for nothing."""
    address = whole(frame.origin, edition.url)
    is_heard = edition.format_label == str(EditionFormat.MP3.label)
    return node(
        ["AudioObject" if is_heard else "DigitalDocument", "LearningResource"],
        id=address,
        name=words(card.title),
        url=address,
        inLanguage=edition.language,
        version=edition.version,
        datePublished=edition.day.isoformat(),
        encodingFormat=edition.media_type,
        isAccessibleForFree=True,
    )


def person_nodes(page: PersonPage, frame: Frame) -> list[Node]:
    """Somebody who is named publicly, in the roles of today."""
    present = [role for role in page.roles if role.current]
    return [
        node(
            "Person",
            id=f"{frame.canonical}#person",
            name=page.name,
            url=frame.canonical,
            description=rich_words(page.bio),
            image=picture(frame, page.photo, page.photo_description),
            jobTitle=one_or_many([words(role.role) for role in present if role.role]),
            affiliation=one_or_many([organization(frame.origin, role.place, role.url) for role in present]),
        )
    ]


def list_nodes(frame: Frame, cards: Iterable[ProgramCard] | Iterable[GuideCard]) -> list[Node]:
    """A list of programs or of guides."""
    return [item_list(frame, ((card.title, card.url) for card in cards))]
