from django.db import models
from django.utils.translation import gettext_lazy as _

from ciwo_site.i18n import LocalText
from ciwo_site.links import WebAddressField
from ciwo_site.models import Bilingual, has_text
from ciwo_site.row_changes import TellingQuerySet


def organization_or_program(name: str) -> models.CheckConstraint:
    """For a row that belongs to one of the two, never to both."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(organization__isnull=False, program__isnull=True)
        | models.Q(organization__isnull=True, program__isnull=False),
        violation_error_message=_("Choose an organization or a program, one of the two."),
    )


class Organization(Bilingual):
    """A union, a center, a cooperative. Its acronym may differ by language: IDWF is FITH in Spanish."""

    BILINGUAL = ("name", "acronym")

    name = models.CharField(_("name"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    web_page = WebAddressField(_("web page"), blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.CheckConstraint(
                name="organization_has_a_name",
                condition=has_text("name"),
                violation_error_message=_("Give the organization a name in at least one language."),
            )
        ]

    def __str__(self) -> str:
        return self.text("name").text

    @property
    def full_name(self) -> LocalText:
        """The name, with its acronym in the same language: “International Domestic Workers Federation (IDWF)”."""
        name = self.text("name")
        acronym = getattr(self, f"acronym_{name.language}")
        return LocalText(f"{name} ({acronym})", name.language, name.wanted) if acronym else name
