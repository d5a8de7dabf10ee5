"""What the share image of a guide, a program or a person says: the words of their pages, and no others."""

from django.utils.translation import gettext as _

from ciwo_site.i18n import LocalText, active_language
from ciwo_site.share_images.plate import Ground, Plate, house_line, house_name, title_note
from programs.cards import GuideCard, ProgramCard
from programs.people import PersonPage

PERSON_FIGURE = "conversation"


def guide_plate(card: GuideCard) -> Plate:
    """The cover of a guide, with the languages of its newest editions."""
    return Plate(
        kind="guide",
        number=card.number,
        language=active_language(),
        ground=Ground.GUIDE,
        figure=card.figure,
        title=card.title,
        kicker=_("Guide"),
        line=_("To print, pass on and write in."),
        languages=tuple(f"{edition.language_label}, {edition.format_label}" for edition in card.latest),
        note=title_note(card.title),
    )


def program_plate(card: ProgramCard) -> Plate:
    return Plate(
        kind="program",
        number=card.number,
        language=active_language(),
        ground=Ground.PROGRAM,
        figure=card.figure,
        title=card.title,
        kicker=card.kind_label,
        line=next((str(text) for text in (card.audience, card.length) if _is_own(text)), house_line()),
        note=title_note(card.title),
    )


def person_plate(page: PersonPage, number: int) -> Plate:
    """Somebody who is named publicly, with the first of her present roles."""
    language = active_language()
    role = next((role for role in page.roles if role.current and _is_own(role.role)), None)
    return Plate(
        kind="person",
        number=number,
        language=language,
        ground=Ground.PERSON,
        figure=PERSON_FIGURE,
        title=LocalText(page.name, language, language),
        kicker=house_name(),
        line=f"{role.role}, {role.place}" if role else house_line(),
    )


def _is_own(text: LocalText) -> bool:
    """Is there a text in the reader's language? A picture has room to mark one borrowed text, which is the title."""
    return bool(text) and not text.is_borrowed
