"""Two languages as equals: which text a reader gets, and in which language that text is.

Templates, feeds and metadata all ask `text_in`; nothing else falls back from one language to another.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify

SLUG_LENGTH = 60


class Entry(Protocol):
    """Anything with a number and bilingual fields, whose columns end in a language's code."""

    pk: int


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text, the language that it is in, and the one that the reader asked for (BCP 47 codes)."""

    text: str
    language: str
    wanted: str

    @property
    def is_borrowed(self) -> bool:
        """Is the text shown in a language that the reader did not ask for?"""
        return bool(self.text) and self.language != self.wanted

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def site_languages() -> tuple[str, ...]:
    """The codes of the languages that pages are written in, in the settings' order."""
    return tuple(code for code, _name in settings.LANGUAGES)


def active_language() -> str:
    """The site language in force; the first one outside any request."""
    language = translation.get_language() or ""
    return language if language in site_languages() else site_languages()[0]


def other_languages(language: str) -> tuple[str, ...]:
    return tuple(code for code in site_languages() if code != language)


def language_columns(field: str) -> tuple[str, ...]:
    """The real columns of a bilingual field: `title` → `title_en`, `title_es`."""
    return tuple(f"{field}_{code}" for code in site_languages())


def text_in(entry: object, field: str, language: str | None = None) -> LocalText:
    """The text of a bilingual field for a reader of `language` (the active one if none is given).

    Where that language has no text, the text of another one is given *as such*: its `language` says which.
    """
    wanted = language or active_language()
    if text := _text_or_nothing(entry, f"{field}_{wanted}"):
        return LocalText(text, wanted, wanted)
    for code in other_languages(wanted):
        if text := _text_or_nothing(entry, f"{field}_{code}"):
            return LocalText(text, code, wanted)
    return LocalText("", wanted, wanted)


def _text_or_nothing(entry: object, column: str) -> str:
    text = getattr(entry, column, None)
    return text if text and text.strip() else ""


def entry_address(entry: Entry, field: str = "title", language: str | None = None) -> str:
    """The part of an address that names an entry: `4-sharing-stories`, or `4` while it has no title at all."""
    slug = slugify(text_in(entry, field, language).text)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return f"{entry.pk}-{slug}" if slug else str(entry.pk)
