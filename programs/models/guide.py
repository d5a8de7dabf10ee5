from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ciwo_site.enums import spoken_language_choices
from ciwo_site.i18n import active_language, entry_address
from ciwo_site.models import CatalogEntry
from ciwo_site.uploads import UnguessablePath, inspect_document, validate_document
from programs.enums import EditionFormat
from programs.querysets import GuideEditionQuerySet, ResourceGuideQuerySet


class ResourceGuide(CatalogEntry):
    """One work, of which each file is an edition."""

    ADDRESS_NAME = "guide"

    program = models.ForeignKey(
        "programs.Program",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guides",
        verbose_name=_("program"),
    )
    topics = models.ManyToManyField("programs.Topic", related_name="guides", blank=True, verbose_name=_("topics"))

    published_editions: "list[GuideEdition]"  # set by `for_listing`

    objects = ResourceGuideQuerySet.as_manager()

    class Meta(CatalogEntry.Meta):
        verbose_name = _("resource guide")
        verbose_name_plural = _("resource guides")


class GuideEdition(models.Model):
    """One file of a guide: language × format × version. What the file says of itself is read from it when saved."""

    guide = models.ForeignKey(ResourceGuide, models.CASCADE, related_name="editions", verbose_name=_("guide"))
    language = models.CharField(_("language"), max_length=10, choices=spoken_language_choices)
    format = models.CharField(_("format"), max_length=10, choices=EditionFormat.choices, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    dated = models.DateField(_("date"))
    file = models.FileField(
        _("file"),
        upload_to=UnguessablePath("guides"),
        validators=[validate_document],
        help_text=_("PDF, EPUB, Word, OpenDocument or MP3."),
    )
    published = models.BooleanField(_("may be downloaded"), default=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    checksum = models.CharField(max_length=64, editable=False, help_text="SHA-256, hexadecimal")
    uploaded_at = models.DateTimeField(auto_now=True)

    objects = GuideEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["language", "-version", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "language", "format", "version"],
                name="guide_edition_stands_once",
                violation_error_message=_("This guide already has that version in this language and format."),
            ),
            models.CheckConstraint(
                name="guide_edition_version_is_counted_from_one",
                condition=models.Q(version__gte=1),
                violation_error_message=_("Versions are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide} · {self.get_language_display()} · v{self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self.read_facts()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return self.address()

    def read_facts(self) -> None:
        """Take format, size, pages and checksum from the file itself. Raises `UploadRefused`."""
        facts = inspect_document(self.file.file, max_bytes=settings.UPLOAD_MAX_DOCUMENT_BYTES)
        self.format = facts.format
        self.media_type = facts.media_type
        self.size = facts.size
        self.pages = facts.pages
        self.checksum = facts.checksum_sha256

    def address(self, language: str | None = None) -> str:
        """The permanent address of this file, on the pages of a language."""
        language = language or active_language()
        with translation.override(language):
            return reverse(
                "edition", kwargs={"entry": entry_address(self.guide, language=language), "edition": self.pk}
            )

    @property
    def filename(self) -> str:
        """A readable name for the file: `co-directorships-resource-guide-en-v2.pdf`."""
        title = slugify(self.guide.text("title", self.language).text) or f"guide-{self.guide_id}"
        return f"{title[:80].rstrip('-')}-{self.language}-v{self.version}.{self.format}"


class DownloadTotal(models.Model):
    """How often an edition was fetched on a day (UTC). Nothing else is recorded of a download."""

    TELLS_READERS = False

    edition = models.ForeignKey(GuideEdition, models.CASCADE, related_name="download_totals")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads by day")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["edition", "day"], name="download_total_stands_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"

    @classmethod
    def add_one(cls, edition: GuideEdition, day: date) -> None:
        """Count one download; safe when two come at once."""
        if not cls.objects.filter(edition=edition, day=day).update(count=F("count") + 1):
            _total, created = cls.objects.get_or_create(edition=edition, day=day, defaults={"count": 1})
            if not created:
                cls.objects.filter(edition=edition, day=day).update(count=F("count") + 1)
