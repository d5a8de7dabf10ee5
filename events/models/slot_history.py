from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciwo_site.acting import acting_person
from events.enums import SlotStatus
from events.models.slot import InterpretationSlot


class SlotStatusChange(models.Model):
    """Who moved a language service from one status to another, and when. Kept when the account goes.

    The first one of a slot says with which status it was noted; nothing stands before it.
    """

    slot = models.ForeignKey("events.InterpretationSlot", models.CASCADE, related_name="status_changes")
    before = models.CharField(_("before"), max_length=20, choices=SlotStatus.choices, blank=True)
    after = models.CharField(_("after"), max_length=20, choices=SlotStatus.choices)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    changed_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"


# Signals, because restoring an earlier version passes by the `save` of the model. What a queryset's `update` changes is
# kept by `SlotQuerySet`.


@receiver(pre_save, sender=InterpretationSlot)
def read_stored_status(
    instance: InterpretationSlot, using: str, update_fields: Iterable[str] | None, **options: Any
) -> None:
    """Asked of the database and not of the object, which may have been read an hour ago."""
    stored = None
    if instance.pk and (update_fields is None or "status" in update_fields):
        rows = InterpretationSlot._base_manager.using(using).filter(pk=instance.pk)
        stored = rows.values_list("status", flat=True).first()
    instance._stored_status = stored  # type: ignore[attr-defined]


@receiver(post_save, sender=InterpretationSlot)
def keep_change_of_status(
    instance: InterpretationSlot,
    created: bool,
    raw: bool,
    using: str,
    update_fields: Iterable[str] | None,
    **options: Any,
) -> None:
    before = instance._stored_status  # type: ignore[attr-defined]
    if created and not raw:  # a raw row comes from a file that holds its changes too
        before = ""
    if before is None or before == instance.status:
        return
    kept = SlotStatusChange._base_manager.using(using)
    kept.create(slot=instance, before=before, after=instance.status, changed_by=acting_person())
