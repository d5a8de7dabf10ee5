from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciwo_site.models import CatalogEntry
from events.querysets import SeriesQuerySet


class Series(CatalogEntry):
    """A named run of events, such as WINS."""

    ADDRESS_NAME = "series"

    organization = models.ForeignKey(
        "programs.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="series",
        verbose_name=_("organization"),
        help_text=_("Who hosts every event of the series."),
    )

    objects = SeriesQuerySet.as_manager()

    class Meta(CatalogEntry.Meta):
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several", "series")
