from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ciwo_site.i18n import LocalText, active_language, entry_address
from ciwo_site.models import Bilingual, RichTextField
from ciwo_site.pictures import PictureField
from programs.models.organization import organization_or_program
from programs.querysets import AffiliationQuerySet, PersonQuerySet


class Person(Bilingual):
    """Somebody who speaks or teaches. Only people who are named publicly have a page."""

    BILINGUAL = ("credentials", "bio", "photo_description")
    RICH = ("bio",)

    name = models.CharField(_("name"), max_length=150)
    pronouns = models.CharField(_("pronouns"), max_length=60, blank=True)
    pronunciation = models.CharField(
        _("how to say the name"), max_length=150, blank=True, help_text=_("For interpreters; never on a public page.")
    )
    credentials = models.CharField(
        _("title before the name"), max_length=60, blank=True, help_text=_("For example “Dr.”, in Spanish “Dra.”.")
    )
    bio = RichTextField(_("about the person"), blank=True)
    photo = PictureField(_("photo"))
    photo_description = models.CharField(_("description of the photo"), max_length=300, blank=True)
    named_publicly = models.BooleanField(
        _("named publicly"),
        default=True,
        help_text=_("Untick it and the name disappears from every public page."),
    )

    current_affiliations: "list[Affiliation]"  # set by the speakers' `for_page`

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.address()

    def address(self, language: str | None = None) -> str:
        language = language or active_language()
        with translation.override(language):
            return reverse("person", kwargs={"entry": entry_address(PersonAddress(self), "name", language)})

    @property
    def billed_name(self) -> str:
        """The name as it stands on a flyer: “Dra. Sheri Davis”."""
        return f"{self.text('credentials')} {self.name}".strip()


class PersonAddress:
    """A person's name is the same in every language."""

    def __init__(self, person: Person) -> None:
        self.pk = person.pk
        self._name = person.name

    def __getattr__(self, attribute: str) -> str:
        if attribute.startswith("name_"):
            return self._name
        raise AttributeError(attribute)


class Affiliation(Bilingual):
    """What somebody does at an organization or in a program; a person can have several."""

    BILINGUAL = ("role",)

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations", verbose_name=_("person"))
    organization = models.ForeignKey(
        "programs.Organization",
        models.CASCADE,
        related_name="affiliations",
        null=True,
        blank=True,
        verbose_name=_("organization"),
    )
    program = models.ForeignKey(
        "programs.Program",
        models.CASCADE,
        related_name="affiliations",
        null=True,
        blank=True,
        verbose_name=_("or program"),
    )
    role = models.CharField(_("role"), max_length=200, blank=True)
    current = models.BooleanField(_("current"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["order", "pk"]
        constraints = [
            organization_or_program("affiliation_is_with_an_organization_or_a_program"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.person.name, self.text("role").text, self.place.text) if part)

    def clean(self) -> None:
        super().clean()
        if (self.organization_id is None) == (self.program_id is None):
            raise ValidationError({"organization": _("Choose an organization or a program, one of the two.")})

    def may_be_named(self, at: datetime) -> bool:
        """May pages speak of it at that moment? Not of a role in a program that readers may not know of."""
        return self.program is None or self.program.may_be_named(at)

    @property
    def place(self) -> LocalText:
        """The name of the organization or the program."""
        if self.organization is not None:
            return self.organization.full_name
        if self.program is not None:
            return self.program.text("title")
        return LocalText("", active_language(), active_language())
