from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ciwo_site.i18n import active_language
from ciwo_site.models import Bilingual, RichTextField
from ciwo_site.row_changes import TellingQuerySet
from programs.enums import PageKey


class Page(Bilingual):
    """A page of the site itself (about, contact, accessibility, privacy), whose text staff edit."""

    BILINGUAL = ("title", "body")
    RICH = ("body",)

    key = models.CharField(_("page"), max_length=20, choices=PageKey.choices, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = RichTextField(_("text"), blank=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.text("title").text or self.get_key_display()

    def get_absolute_url(self) -> str:
        return self.address()

    def address(self, language: str | None = None) -> str:
        with translation.override(language or active_language()):
            return reverse(self.key)
