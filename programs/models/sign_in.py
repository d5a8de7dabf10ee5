from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciwo_site.sign_in.happenings import Happening, Method


class SignInEvent(models.Model):
    """What happened to an account: who came in when, and how. Written by the code alone; no address, no device."""

    TELLS_READERS = False  # else anybody could empty the page cache with a wrong password

    happening = models.CharField(_("what happened"), max_length=20, choices=Happening.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    name = models.CharField(_("user name"), max_length=150, blank=True)  # as it was, should the account go
    method = models.CharField(_("second factor"), max_length=20, choices=Method.choices, blank=True)
    is_new_device = models.BooleanField(_("new browser"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("done by")
    )
    happened_at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name or _('nobody’s name')}: {self.get_happening_display()}"
