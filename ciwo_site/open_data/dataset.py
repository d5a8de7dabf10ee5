"""What a set of open data is made of. Names of sets and fields are English in every language and stay as they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, TextChoices
from django.utils.translation import pgettext_lazy

from ciwo_site.i18n import LocalText

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class FieldType(TextChoices):
    NUMBER = "number", pgettext_lazy("kind of data", "number")
    CODE = "code", pgettext_lazy("kind of data", "code")
    WORDS = "words", pgettext_lazy("kind of data", "words")
    TEXT = "text", pgettext_lazy("kind of data", "text with its language")
    RICH_TEXT = "rich_text", pgettext_lazy("kind of data", "text with its language, also as HTML")
    DATE = "date", pgettext_lazy("kind of data", "date")
    MOMENT = "moment", pgettext_lazy("kind of data", "date and time with offset")
    ADDRESS = "address", pgettext_lazy("kind of data", "address")
    LIST = "list", pgettext_lazy("kind of data", "list")


@dataclass(frozen=True, slots=True)
class RichText:
    """A text of which the markup is worth having too."""

    html: LocalText


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: FieldType
    meaning: "StrOrPromise"

    @property
    def has_language(self) -> bool:
        return self.type in (FieldType.TEXT, FieldType.RICH_TEXT)


@dataclass(frozen=True, slots=True)
class Dataset:
    """`rows` gives what is public at a moment, in an order that does not change; `record` a row's fields by name.

    `record` works in the active language and costs no query; it is told the site's origin.
    """

    name: str
    title: "StrOrPromise"
    about: "StrOrPromise"
    fields: tuple[Field, ...]
    rows: Callable[[datetime], QuerySet]
    record: Callable[[Any, datetime, str], Mapping[str, Any]]


def named(text: LocalText, **others: Any) -> dict[str, Any]:
    """Something in a list: its name, the language of the name, and what else is known of it."""
    return {"name": text.text, "language": text.language} | others
