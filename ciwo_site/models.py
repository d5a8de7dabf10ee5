"""What events, programs and guides have in common. No table of its own."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from ciwo_site.enums import Publication
from ciwo_site.i18n import LocalText, active_language, entry_address, language_columns, site_languages, text_in
from ciwo_site.pictures import PictureField
from ciwo_site.querysets import CatalogEntryQuerySet
from ciwo_site.richtext import EDITOR_EXTENSIONS, sanitize
from ciwo_site.translation_states import State, settle, sources_before, states


def has_text(field: str) -> Q:
    """The condition that a bilingual field has a text in at least one language.

    It is never unknown: a database lets a row pass whose condition is neither true nor false, as NULL > '' is.
    """
    return reduce(or_, (Q(**{f"{column}__isnull": False, f"{column}__gt": ""}) for column in language_columns(field)))


class RichTextField(ProseEditorField):
    """Text with the few marks that the small toolbar offers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", EDITOR_EXTENSIONS)
        kwargs.setdefault("sanitize", sanitize)
        super().__init__(*args, **kwargs)


class Bilingual(models.Model):
    """A row with bilingual fields: `BILINGUAL` lists them, `RICH` those of them that hold rich text."""

    BILINGUAL: ClassVar[tuple[str, ...]] = ()
    RICH: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sanitize_rich_text()
        super().save(*args, **kwargs)

    def sanitize_rich_text(self) -> None:
        """Clean rich text whichever door it came through: form, import, shell."""
        for field in self.RICH:
            for column in language_columns(field):
                if text := getattr(self, column):
                    setattr(self, column, sanitize(text))

    def text(self, field: str, language: str | None = None) -> LocalText:
        return text_in(self, field, language)

    def languages_with(self, field: str) -> list[str]:
        """The site languages in which this field has a text."""
        return [code for code in site_languages() if (getattr(self, f"{field}_{code}") or "").strip()]


class CatalogEntry(Bilingual):
    """A page of the catalog: bilingual texts, a picture, and whether readers see it."""

    BILINGUAL: ClassVar[tuple[str, ...]] = ("title", "summary", "body", "image_description")
    RICH: ClassVar[tuple[str, ...]] = ("body",)
    ADDRESS_NAME: ClassVar[str]

    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(
        _("summary"), max_length=600, blank=True, help_text=_("One or two sentences, for lists and messages.")
    )
    body = RichTextField(_("text"), blank=True)
    image = PictureField(
        _("picture"),
        help_text=_(
            "JPEG, PNG or WebP. Without one, the page shows a poster made from the date and the kind of event."
        ),
    )
    image_description = models.CharField(
        _("description of the picture"),
        max_length=300,
        blank=True,
        help_text=_("What somebody who does not see the picture should know."),
    )
    publication = models.CharField(
        _("publication"), max_length=20, choices=Publication.choices, default=Publication.DRAFT
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to show it as soon as it is published. A later time keeps it hidden until then."),
    )
    listed = models.BooleanField(
        _("listed"),
        default=True,
        help_text=_("Without this mark, only people who have the link find the page."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    translation_record = models.JSONField(default=dict, editable=False)
    promised_on = models.JSONField(
        _("promised languages"),
        default=dict,
        blank=True,
        help_text=_("The date by which each language that is missing will follow."),
    )  # language code → ISO date: the recorded decision to publish in one language first

    objects = CatalogEntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_has_a_title",
                condition=~Q(publication=Publication.PUBLISHED) | has_text("title"),
                violation_error_message=_("Give it a title in at least one language before you publish it."),
            ),
        ]

    def __str__(self) -> str:
        return self.text("title").text or str(_("(no title yet)"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sanitize_rich_text()
        if not kwargs.get("update_fields"):
            before = getattr(self, "_stored_texts", {})
            decided = self.__dict__.pop("_decided", {})
            self.translation_record = settle(self.translation_record, before, self._texts(), **decided)
        super().save(*args, **kwargs)
        self._stored_texts = self._texts()

    def get_absolute_url(self) -> str:
        return self.address()

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        entry = super().from_db(db, field_names, values)
        entry._stored_texts = entry._texts(only=set(field_names))
        return entry

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        fields = None if fields is None else set(fields)
        super().refresh_from_db(using, fields, from_queryset)
        known, read = getattr(self, "_stored_texts", {}), self._texts(only=fields)
        self._stored_texts = {field: known.get(field, {}) | texts for field, texts in read.items()}

    def clean(self) -> None:
        super().clean()
        if self.publication == Publication.PUBLISHED and not self.languages_with("title"):
            message = _("Give it a title in at least one language before you publish it.")
            raise ValidationError({f"title_{active_language()}": message})

    @property
    def is_public(self) -> bool:
        """May readers open the page now?"""
        return self.is_published(timezone.now())

    def is_published(self, at: datetime) -> bool:
        return self.publication == Publication.PUBLISHED and (self.publish_at is None or self.publish_at <= at)

    def may_be_named(self, at: datetime) -> bool:
        """May other pages speak of this one at that moment? As the queryset's `public` asks of many."""
        return self.is_published(at) and self.listed

    def address(self, language: str | None = None) -> str:
        """The path of the page in a language (the active one if none is given)."""
        language = language or active_language()
        with translation.override(language):
            return reverse(self.ADDRESS_NAME, kwargs={"entry": entry_address(self, language=language)})

    def decide(self, marks: Mapping[tuple[str, str], State], small: Collection[tuple[str, str]] = ()) -> None:
        """Let the next `save` take over what somebody decided of texts: see `ciwo_site.translation_states.settle`."""
        self._decided = {"marks": marks, "small": small}

    def sources_before(self, field: str, language: str) -> dict[str, str | None]:
        """What a stale text's other languages said when it agreed with them; None where nobody knows any more."""
        return sources_before(self.translation_record, self._texts(), field, language)

    def translation_states(self) -> Mapping[tuple[str, str], State]:
        return states(self.translation_record, self._texts())

    def _texts(self, only: set[str] | None = None) -> dict[str, dict[str, str]]:
        """Every bilingual text by field and language; a deferred column is left out rather than fetched."""
        return {
            field: {
                code: getattr(self, f"{field}_{code}") or ""
                for code in site_languages()
                if only is None or f"{field}_{code}" in only
            }
            for field in self.BILINGUAL
        }
