from django.db import models
from django.utils.translation import gettext_lazy as _

from ciwo_site.models import Bilingual, has_text


class GlossaryTerm(Bilingual):
    """A word or an official name with its approved form in each language, and the forms to avoid."""

    TELLS_READERS = False
    BILINGUAL = ("term", "avoid", "note")

    term = models.CharField(_("approved form"), max_length=200, blank=True)
    avoid = models.TextField(_("forms to avoid"), max_length=500, blank=True, help_text=_("One on each line."))
    note = models.TextField(_("note"), max_length=500, blank=True)
    is_name = models.BooleanField(_("official name"), default=False)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        constraints = [
            models.CheckConstraint(
                name="glossary_term_has_a_form",
                condition=has_text("term"),
                violation_error_message=_("Give the approved form in at least one language."),
            )
        ]

    def __str__(self) -> str:
        return self.text("term").text
