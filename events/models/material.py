from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ciwo_site.enums import stage_language_choices
from ciwo_site.i18n import active_language, entry_address
from ciwo_site.links import WebAddressField
from ciwo_site.models import Bilingual
from ciwo_site.uploads import (
    FORMATS,
    DocumentFacts,
    UnguessablePath,
    UploadRefused,
    inspect_material,
    text,
    validate_material,
)
from events.enums import CONSENTED, VOICES, WORDS, MaterialKind, MaterialOrigin
from events.querysets import MaterialQuerySet
from events.transcripts.parts import Cue, Problem, Transcript, Unreadable
from events.transcripts.reading import read
from events.transcripts.words import refusal

_POSTED = ~Q(link="") | ~Q(file="")
TEXT_TYPES = frozenset(FORMATS[code].media_type for code in ("vtt", "srt", "txt"))


class MaterialManager(models.Manager.from_queryset(MaterialQuerySet)):
    """Leaves the transcripts, which may be megabytes, where they are until somebody asks `with_transcript`."""

    def get_queryset(self) -> MaterialQuerySet:
        return super().get_queryset().defer("transcript")


class Material(Bilingual):
    """What an event leaves behind. Without a link or a file it is announced: “to be posted”."""

    BILINGUAL = ("title",)
    DERIVED = ("transcript", "transcript_of", "transcript_paragraphs", "transcript_facts")  # from the file, at any time

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="materials", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind.choices, default=MaterialKind.RECORDING)
    language = models.CharField(_("language"), max_length=10, choices=stage_language_choices)
    origin = models.CharField(
        _("origin"), max_length=20, choices=MaterialOrigin.choices, default=MaterialOrigin.ORIGINAL
    )
    link = WebAddressField(_("link"), blank=True, help_text=_("Or upload a file. Neither: readers see “to be posted”."))
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
    # As it was read; readers get it from `readers_paragraphs`, which leaves out whom the page may not name.
    transcript = models.JSONField(default=list, editable=False)  # [{"at": seconds or None, "speaker": "", "text": ""}]
    transcript_of = models.CharField(max_length=64, blank=True, editable=False, help_text="checksum of what was read")
    transcript_paragraphs = models.PositiveIntegerField(default=0, editable=False)
    transcript_facts = models.JSONField(default=dict, editable=False)
    posted_at = models.DateTimeField(auto_now=True)

    objects = MaterialManager()

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
        if self.is_posted and not self.consent_recorded:
            if self.kind in VOICES:
                message = _("Before a recording is posted, note that everybody in it agreed.")
                raise ValidationError({"consent_recorded": message})
            if self.kind in WORDS:
                message = _("Before a text of what people said is posted, note that everybody in it agreed.")
                raise ValidationError({"consent_recorded": message})
        self._clean_words()

    def _clean_words(self) -> None:
        """Say which line of a new transcript cannot be read, beside the file."""
        if self.kind not in WORDS or not self.file or self.file._committed:
            return
        try:
            if text.recognize(self.file.file) is not None:
                self._words(text.as_utf8(self.file.file))
        except UploadRefused:
            return  # the field's own validator says why
        except Unreadable as problem:
            raise ValidationError({"file": refusal(problem)}) from problem

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self.read_facts()
        if self.transcript_of != self._readable_checksum():
            self.read_transcript()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *self.DERIVED}
        super().save(*args, **kwargs)

    def read_facts(self) -> None:
        """Take size, pages and checksum from the file itself; a text becomes UTF-8. Raises `UploadRefused`."""
        facts = self._inspect()
        if facts.media_type in TEXT_TYPES:
            in_utf8 = text.as_utf8(self.file.file)
            if in_utf8 is not self.file.file:
                self.file = in_utf8
                facts = self._inspect()
        self.media_type = facts.media_type
        self.size = facts.size
        self.pages = facts.pages or self.pages
        self.checksum = facts.checksum_sha256
        if self._readable_checksum():
            try:
                self._keep_words(self._words(self.file.file))
            except Unreadable as problem:
                raise refusal(problem) from problem

    def read_transcript(self) -> None:
        """Read the stored file anew, after a change by any door; what cannot be read is noted, and nothing is shown."""
        if not self._readable_checksum():
            self.transcript, self.transcript_of, self.transcript_paragraphs, self.transcript_facts = [], "", 0, {}
            return
        try:
            with self.file.storage.open(str(self.file.name)) as file:
                self._keep_words(self._words(file))
        except (Unreadable, FileNotFoundError) as problem:
            named = problem if isinstance(problem, Unreadable) else Unreadable(Problem.NO_TEXT)
            self.transcript, self.transcript_of, self.transcript_paragraphs = [], self.checksum, 0
            self.transcript_facts = {"problem": named.problem, "line": named.line, "extract": named.extract}

    def cues(self) -> list[Cue]:
        """What was said, caption by caption, read from the file. Raises `Unreadable` and `FileNotFoundError`."""
        if not self.transcript_of:
            raise Unreadable(Problem.NO_TEXT)
        with self.file.storage.open(str(self.file.name)) as file:
            return self._words(file).cues

    def _inspect(self) -> DocumentFacts:
        return inspect_material(
            self.file.file,
            max_bytes=settings.UPLOAD_MAX_RECORDING_BYTES,
            max_document_bytes=settings.UPLOAD_MAX_DOCUMENT_BYTES,
        )

    def _readable_checksum(self) -> str:
        """Of a file whose words can be read as a transcript; empty for any other material."""
        return self.checksum if self.file and self.kind in WORDS and self.media_type in TEXT_TYPES else ""

    def _words(self, file: File) -> Transcript:
        """What a file in UTF-8 says; read once, although a form asks before it saves. Raises `Unreadable`."""
        file.seek(0)
        content = file.read()
        file.seek(0)
        is_captions = self.kind == MaterialKind.CAPTIONS
        known = (sha256(content).digest(), is_captions)
        if self.__dict__.get("_said", (None,))[0] != known:
            self._said = (known, read(content.decode("utf-8", errors="replace"), is_captions=is_captions))
        return self._said[1]

    def _keep_words(self, found: Transcript) -> None:
        self.__dict__.pop("_said", None)
        self.transcript = [asdict(paragraph) for paragraph in found.paragraphs]
        self.transcript_of = self.checksum
        self.transcript_paragraphs = len(found.paragraphs)
        self.transcript_facts = {
            "seconds": found.seconds,
            "speakers": found.speakers,
            "notes": [[note.repair, note.line] for note in found.notes],
        }

    @property
    def is_posted(self) -> bool:
        return bool(self.link or self.file)

    @property
    def may_be_opened(self) -> bool:
        """Is it there, and did everybody agree whose voice or words are in it?"""
        return self.is_posted and (self.kind not in CONSENTED or self.consent_recorded)

    @property
    def is_sign_view(self) -> bool:
        """A recording that shows who interprets into a sign language, or who speaks in one."""
        return self.kind == MaterialKind.RECORDING and self.language in dict(settings.SIGN_LANGUAGES)

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
