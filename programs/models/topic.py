from django.db import models
from django.utils.translation import gettext_lazy as _

from ciwo_site.models import Bilingual, has_text
from ciwo_site.row_changes import TellingQuerySet


class Topic(Bilingual):
    BILINGUAL = ("name",)

    name = models.CharField(_("name"), max_length=100, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(
                name="topic_has_a_name",
                condition=has_text("name"),
                violation_error_message=_("Give the topic a name in at least one language."),
            )
        ]

    def __str__(self) -> str:
        return self.text("name").text
