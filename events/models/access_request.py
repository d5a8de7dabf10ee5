from django.db import models
from django.utils.translation import gettext_lazy as _

from ciwo_site.enums import spoken_language_choices


class AccessRequest(models.Model):
    """What somebody needs to follow an event. Holds no address of a device; deleted some days after the event."""

    TELLS_READERS = False

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="access_requests", verbose_name=_("event"))
    language = models.CharField(_("a language"), max_length=10, choices=spoken_language_choices, blank=True)
    sign_language = models.BooleanField(_("sign language"), default=False)
    captions = models.BooleanField(_("live captions"), default=False)
    low_bandwidth = models.BooleanField(_("a slow connection"), default=False)
    message = models.TextField(_("anything else"), max_length=1000, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    written_in = models.CharField(_("written in"), max_length=10)
    made_at = models.DateTimeField(_("received"), auto_now_add=True)
    answered = models.BooleanField(_("taken care of"), default=False)

    class Meta:
        verbose_name = _("access request")
        verbose_name_plural = _("access requests")
        ordering = ["answered", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="access_request_asks_for_something",
                condition=~models.Q(language="")
                | models.Q(sign_language=True)
                | models.Q(captions=True)
                | models.Q(low_bandwidth=True)
                | ~models.Q(message=""),
                violation_error_message=_("Say what you need."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.made_at:%Y-%m-%d}"
