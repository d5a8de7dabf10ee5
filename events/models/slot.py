from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciwo_site.enums import spoken_language_choices, stage_language_choices
from ciwo_site.models import Bilingual
from ciwo_site.row_changes import TellingQuerySet
from events.enums import INTERPRETATION, LanguageService, ServiceProvision, SlotStatus
from events.querysets import SlotQuerySet


class EventLanguage(models.Model):
    """A language spoken from the stage: a floor language."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10, choices=spoken_language_choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("language spoken from the stage")
        verbose_name_plural = _("languages spoken from the stage")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language"],
                name="event_language_stands_once",
                violation_error_message=_("This language is already in the list."),
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()


class Interpreter(models.Model):
    """Somebody who interprets, signs or captions. Private: never on a public page."""

    TELLS_READERS = False

    name = models.CharField(_("name"), max_length=150)
    contact = models.CharField(_("how to reach them"), max_length=300, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    cooperative = models.ForeignKey(
        "programs.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interpreters",
        verbose_name=_("cooperative or agency"),
    )

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class InterpretationSlot(Bilingual):
    """One language service for a stretch of an event."""

    BILINGUAL = ("how_to_join",)

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="slots", verbose_name=_("event"))
    service = models.CharField(
        _("service"), max_length=20, choices=LanguageService.choices, default=LanguageService.SIMULTANEOUS
    )
    from_language = models.CharField(_("from"), max_length=10, choices=stage_language_choices)
    to_language = models.CharField(_("to"), max_length=10, choices=stage_language_choices)
    both_ways = models.BooleanField(_("both ways"), default=False)
    provided_by = models.CharField(
        _("provided"), max_length=20, choices=ServiceProvision.choices, default=ServiceProvision.PEOPLE
    )
    provider = models.ForeignKey(
        "programs.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("cooperative or agency"),
    )
    status = models.CharField(_("status"), max_length=20, choices=SlotStatus.choices, default=SlotStatus.NEEDED)
    confirm_by = models.DateField(
        _("we will confirm by"), null=True, blank=True, help_text=_("Readers see this date until it is confirmed.")
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True, help_text=_("Empty: with the event."))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Empty: with the event."))
    call_time = models.DateTimeField(_("call time"), null=True, blank=True)
    team_size = models.PositiveSmallIntegerField(_("people in the team"), null=True, blank=True)
    materials_due = models.DateField(_("materials due"), null=True, blank=True)
    materials_sent = models.DateField(_("materials sent"), null=True, blank=True)
    channel_recorded = models.BooleanField(_("the interpreted channel is recorded"), default=False)
    channel_publishable = models.BooleanField(_("that recording may be published"), default=False)
    interpreters = models.ManyToManyField(
        Interpreter, blank=True, related_name="slots", verbose_name=_("interpreters (private)")
    )
    how_to_join = models.TextField(
        _("how to join the channel"), max_length=500, blank=True, help_text=_("Public. Never a private link.")
    )
    notes = models.TextField(_("notes (private)"), blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("language service")
        verbose_name_plural = _("language services")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="slot_languages_differ",
                condition=Q(service=LanguageService.CAPTIONS) | ~Q(from_language=F("to_language")),
                violation_error_message=_("The two languages are the same; only captions may stay in one language."),
            ),
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The service ends before it starts."),
            ),
            models.CheckConstraint(
                name="slot_publishes_only_what_is_recorded",
                condition=Q(channel_publishable=False) | Q(channel_recorded=True),
                violation_error_message=_("A channel that is not recorded cannot be published."),
            ),
        ]

    def __str__(self) -> str:
        arrow = "↔" if self.both_ways else "→"
        return f"{self.get_service_display()} {self.from_language} {arrow} {self.to_language}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():  # the change of status, which events.models.slot_history keeps, belongs to it
            super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.service != LanguageService.CAPTIONS and self.from_language and self.from_language == self.to_language:
            errors["to_language"] = _("The two languages are the same; only captions may stay in one language.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The service ends before it starts.")
        if self.channel_publishable and not self.channel_recorded:
            errors["channel_publishable"] = _("A channel that is not recorded cannot be published.")
        if errors:
            raise ValidationError(errors)

    @property
    def languages_given(self) -> tuple[str, ...]:
        """The languages in which people can follow thanks to this slot."""
        gives_both = self.both_ways and self.service in INTERPRETATION
        return (self.to_language, self.from_language) if gives_both else (self.to_language,)
