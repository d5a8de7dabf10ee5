from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciwo_site.links import WebAddressField
from ciwo_site.models import Bilingual, CatalogEntry
from ciwo_site.row_changes import TellingQuerySet
from programs.enums import PartnerPart, ProgramKind
from programs.querysets import ProgramQuerySet


class Program(CatalogEntry):
    """What is offered all year: a fellowship, a leadership program, a training hub."""

    BILINGUAL: ClassVar[tuple[str, ...]] = (*CatalogEntry.BILINGUAL, "audience", "length")
    ADDRESS_NAME = "program"

    kind = models.CharField(_("kind"), max_length=20, choices=ProgramKind.choices, default=ProgramKind.PROGRAM)
    audience = models.CharField(_("whom it is for"), max_length=300, blank=True)
    length = models.CharField(_("how long it lasts"), max_length=120, blank=True)
    application_opens_on = models.DateField(_("applications open on"), null=True, blank=True)
    application_closes_on = models.DateField(_("applications close on"), null=True, blank=True)
    application_link = WebAddressField(_("link to apply"), blank=True)
    contact = models.ForeignKey(
        "programs.Affiliation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_for",
        verbose_name=_("contact"),
        help_text=_("A person in a role. No e-mail address is shown."),
    )
    topics = models.ManyToManyField("programs.Topic", related_name="programs", blank=True, verbose_name=_("topics"))
    organizations = models.ManyToManyField(
        "programs.Organization", through="programs.ProgramPartner", related_name="programs"
    )

    objects = ProgramQuerySet.as_manager()

    class Meta(CatalogEntry.Meta):
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [
            *CatalogEntry.Meta.constraints,
            models.CheckConstraint(
                name="program_applications_close_after_they_open",
                condition=Q(application_opens_on__isnull=True)
                | Q(application_closes_on__isnull=True)
                | Q(application_closes_on__gte=F("application_opens_on")),
                violation_error_message=_("Applications close before they open."),
            ),
        ]


class ProgramPartner(models.Model):
    """An organization's part in a program."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="partnerships")
    organization = models.ForeignKey(
        "programs.Organization", models.CASCADE, related_name="partnerships", verbose_name=_("organization")
    )
    part = models.CharField(_("part"), max_length=20, choices=PartnerPart.choices, default=PartnerPart.PARTNER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["program", "organization", "part"], name="program_partner_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_part_display()})"


class Cohort(Bilingual):
    """One run of a program, with the people of one year."""

    BILINGUAL = ("name",)

    program = models.ForeignKey(Program, models.CASCADE, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="cohort_ends_after_it_starts",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The cohort ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.text("name").text
