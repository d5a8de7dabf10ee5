"""What readers were told and is true no longer, with the moment from which it was not."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import ChangeKind


class EventChange(models.Model):
    """A change of time, place or occurrence that readers had been told otherwise. What was a draft tells nobody."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="changes", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    previous_starts_at = models.DateTimeField(null=True, blank=True)  # where the start is another one now

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="event_change_by_time")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Withdrawal(models.Model):
    """The moment at which something that readers could open was taken back or deleted, and not what it was.

    A feed that became shorter has changed too; without this, its last change would lie before what is gone.
    """

    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"], name="withdrawal_by_time")]

    def __str__(self) -> str:
        return self.at.isoformat()
