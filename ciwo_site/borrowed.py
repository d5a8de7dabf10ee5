"""How much of a page is written in another language than its reader's, so that one sentence on top can say so."""

from dataclasses import dataclass
from enum import StrEnum

from ciwo_site.i18n import LocalText


class Extent(StrEnum):
    ALL = "all"  # nothing is written in the reader's language
    TITLE = "title"  # the title alone is not
    PART = "part"


@dataclass(frozen=True, slots=True)
class LanguageNotice:
    extent: Extent
    language: str  # the one that the borrowed text is in
    wanted: str
    follows: str = ""  # the sentence that says when the missing text is promised; empty where nothing is


def language_notice(title: LocalText, *texts: LocalText, follows: str = "") -> LanguageNotice | None:
    """What to say of an entry that has this title and these texts; nothing where the reader's language has it all.

    `follows` is what `ciwo_site.promises` says of the day that was promised.
    """
    written = [text for text in (title, *texts) if text]
    borrowed = [text for text in written if text.is_borrowed]
    if not borrowed:
        return None
    return LanguageNotice(_extent(title, written, borrowed), borrowed[0].language, borrowed[0].wanted, follows)


def _extent(title: LocalText, written: list[LocalText], borrowed: list[LocalText]) -> Extent:
    if len(borrowed) == len(written):
        return Extent.ALL
    return Extent.TITLE if borrowed == [title] else Extent.PART
