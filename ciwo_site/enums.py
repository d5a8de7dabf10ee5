"""Words that every entry of the catalog shares."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class Publication(TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")


def site_language_choices() -> "list[tuple[str, StrOrPromise]]":
    """The languages that pages are written in."""
    return list(settings.LANGUAGES)


def spoken_language_choices() -> "list[tuple[str, StrOrPromise]]":
    return list(settings.SPOKEN_LANGUAGES)


def stage_language_choices() -> "list[tuple[str, StrOrPromise]]":
    """Every language that people speak or sign at an event."""
    return [*settings.SPOKEN_LANGUAGES, *settings.SIGN_LANGUAGES]


def language_name(code: str) -> str:
    """The name of a language in the active one; the code itself for one that the settings do not know."""
    return str(dict(stage_language_choices()).get(code, code))
