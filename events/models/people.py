from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciwo_site.i18n import active_language
from ciwo_site.models import Bilingual, has_text
from events.enums import SpeakerPart
from events.querysets import SpeakerQuerySet
from programs.models.organization import organization_or_program


class Speaker(Bilingual):
    """Somebody on stage: a person by name, or a group whose people stay unnamed."""

    BILINGUAL = ("group", "role")

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "programs.Person", models.CASCADE, null=True, blank=True, related_name="appearances", verbose_name=_("person")
    )
    group = models.CharField(
        _("or a group"),
        max_length=200,
        blank=True,
        help_text=_("For people who are not named, such as “Amazon worker leaders”."),
    )
    role = models.CharField(_("role at this event"), max_length=200, blank=True)
    part = models.CharField(_("part"), max_length=20, choices=SpeakerPart.choices, default=SpeakerPart.SPEAKER)
    billed_as = models.ForeignKey(
        "programs.Affiliation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("billed as"),
        help_text=_("Leave empty to show every current affiliation of the person."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="speaker_is_a_person_or_a_group",
                condition=(Q(person__isnull=False) & ~has_text("group")) | (Q(person__isnull=True) & has_text("group")),
                violation_error_message=_("Choose a person or name a group, one of the two."),
            ),
            models.UniqueConstraint(fields=["event", "person", "part"], name="speaker_has_a_part_once"),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.text("group").text

    def clean(self) -> None:
        super().clean()
        if (self.person_id is None) != bool(self.languages_with("group")):
            raise ValidationError({"person": _("Choose a person or name a group, one of the two.")})
        if self.billed_as is not None and self.billed_as.person_id != self.person_id:
            raise ValidationError({"billed_as": _("This affiliation belongs to somebody else.")})


class CoHost(models.Model):
    """An organization or a program that hosts an event with us."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="cohosts")
    organization = models.ForeignKey(
        "programs.Organization",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="cohosted",
        verbose_name=_("organization"),
    )
    program = models.ForeignKey(
        "programs.Program", models.CASCADE, null=True, blank=True, related_name="cohosted", verbose_name=_("or program")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("co-host")
        verbose_name_plural = _("co-hosts")
        ordering = ["order", "pk"]
        constraints = [
            organization_or_program("cohost_is_an_organization_or_a_program"),
        ]

    def __str__(self) -> str:
        with_name = self.organization or self.program
        return str(with_name) if with_name else active_language()

    def clean(self) -> None:
        super().clean()
        if (self.organization_id is None) == (self.program_id is None):
            raise ValidationError({"organization": _("Choose an organization or a program, one of the two.")})
