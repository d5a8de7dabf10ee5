from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class CatalogChange(models.Model):
    """That something in the catalog changed, and not what: the database itself adds a row (`programs.change_triggers`).

    Rows are counted and the oldest are forgotten: see `programs.catalog_version`.
    """

    TELLS_READERS = False
    IS_SAVED = False  # in backups: what is restored changes the catalog too, and must never look like an earlier state

    at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        verbose_name = _("change in the catalog")
        verbose_name_plural = _("changes in the catalog")

    def __str__(self) -> str:
        return str(self.pk)
