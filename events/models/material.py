from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ciwo_site.enums import stage_language_choices
from ciwo_site.i18n import active_language, entry_address
from ciwo_site.models import Bilingual
from ciwo_site.uploads import UnguessablePath, inspect_material, validate_material
from events.enums import VOICES, MaterialKind, MaterialOrigin
from events.querysets import MaterialQuerySet

_POSTED = ~Q(link="") | ~Q(file="")


class Material(Bilingual):
    """What an event leaves behind. Without a link or a file it is announced: “to be posted”."""

    BILINGUAL = ("title",)

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="materials", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind.choices, default=MaterialKind.RECORDING)
    language = models.CharField(_("language"), max_length=10, choices=stage_language_choices)
    origin = models.CharField(
        _("origin"), max_length=20, choices=MaterialOrigin.choices, default=MaterialOrigin.ORIGINAL
    )
    link = models.URLField(_("link"), blank=True, help_text=_("Or upload a file. Neither: readers see “to be posted”."))
    file = models.FileField(
        _("file"), upload_to=UnguessablePath("materials"), blank=True, validators=[validate_material]
    )
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("Empty: the kind and the language."))
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    consent_recorded = models.BooleanField(
        _("consent recorded"),
        default=False,
        help_text=_("Everybody who is heard or seen agreed to the publication."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    checksum = models.CharField(max_length=64, blank=True, editable=False, help_text="SHA-256, hexadecimal")
    posted_at = models.DateTimeField(auto_now=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="material_is_a_link_or_a_file",
                condition=Q(link="") | Q(file=""),
                violation_error_message=_("Give a link or a file, not both."),
            ),
            models.CheckConstraint(
                name="material_with_voices_has_consent",
                condition=~Q(kind__in=VOICES) | Q(link="", file="") | Q(consent_recorded=True),
                violation_error_message=_("Before a recording is posted, note that everybody in it agreed."),
            ),
        ]

    def __str__(self) -> str:
        return self.text("title").text or f"{self.get_kind_display()} ({self.get_language_display()})"

    def clean(self) -> None:
        super().clean()
        if self.link and self.file:
            raise ValidationError({"link": _("Give a link or a file, not both.")})
        if self.kind in VOICES and self.is_posted and not self.consent_recorded:
            message = _("Before a recording is posted, note that everybody in it agreed.")
            raise ValidationError({"consent_recorded": message})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self.read_facts()
        super().save(*args, **kwargs)

    def read_facts(self) -> None:
        """Take size, pages and checksum from the file itself. Raises `UploadRefused`."""
        facts = inspect_material(
            self.file.file,
            max_bytes=settings.UPLOAD_MAX_RECORDING_BYTES,
            max_document_bytes=settings.UPLOAD_MAX_DOCUMENT_BYTES,
        )
        self.media_type = facts.media_type
        self.size = facts.size
        self.pages = facts.pages or self.pages
        self.checksum = facts.checksum_sha256

    @property
    def is_posted(self) -> bool:
        return bool(self.link or self.file)

    def address(self, language: str | None = None) -> str:
        """The permanent address of the file, on the pages of a language."""
        language = language or active_language()
        with translation.override(language):
            return reverse(
                "material", kwargs={"entry": entry_address(self.event, language=language), "material": self.pk}
            )

    @property
    def filename(self) -> str:
        """A readable name for the file: `sharing-stories-slides-en.pdf`."""
        title = slugify(self.event.text("title", self.language).text) or f"event-{self.event_id}"
        extension = self.file.name.rpartition(".")[2]
        return f"{title[:80].rstrip('-')}-{self.kind}-{self.language}.{extension}"
