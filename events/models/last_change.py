"""When an entry last changed, for whoever asks “anything new since?”.

An event's page, calendar and feed also say what hangs on the event: those rows move its `updated_at`. What is taken
away altogether leaves nothing to move, so the moment itself is kept.

Signals, because inlines, boards, imports and the restoring of versions each save rows in their own way.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone

from ciwo_site.models import CatalogEntry
from ciwo_site.querysets import is_published
from events.models.change import Withdrawal
from events.models.event import Convening, Event, Webinar
from events.models.material import Material
from events.models.people import CoHost, Speaker
from events.models.series import Series
from events.models.slot import EventLanguage, InterpretationSlot
from events.querysets import PRIVATE_SLOT_FIELDS
from programs.models import Program

PARTS = (EventLanguage, InterpretationSlot, Material, Speaker, CoHost)


def touch(events: Iterable[int], using: str | None) -> None:
    """Note that what is said of these events changed now."""
    rows = Event._base_manager.using(using).filter(pk__in=events)
    rows.update(updated_at=timezone.now())


def touch_event_of_part(
    instance: Any, using: str, raw: bool = False, update_fields: Iterable[str] | None = None, **options: Any
) -> None:
    is_private = update_fields is not None and PRIVATE_SLOT_FIELDS.issuperset(update_fields)
    if not raw and not is_private:  # a raw row comes from a file that holds its event too
        touch([instance.event_id], using)


for part in PARTS:
    post_save.connect(touch_event_of_part, sender=part)
    post_delete.connect(touch_event_of_part, sender=part)


@receiver(pre_save, sender=Series)
@receiver(pre_save, sender=Program)
def keep_withdrawal(instance: CatalogEntry, using: str, raw: bool, **options: Any) -> None:
    """Of an event, its own `save` knows."""
    at = timezone.now()
    if raw or instance.pk is None or instance.is_published(at):
        return
    stored = type(instance)._base_manager.using(using).filter(is_published(at), pk=instance.pk)
    if stored.exists():
        Withdrawal._base_manager.using(using).create(at=at)


@receiver(pre_delete, sender=Series)
@receiver(pre_delete, sender=Program)
def touch_events_that_belong(instance: Any, using: str, **options: Any) -> None:
    """They will no longer say what they belong to."""
    touch(list(instance.events.values_list("pk", flat=True)), using)


def keep_deletion(instance: CatalogEntry, using: str, **options: Any) -> None:
    at = timezone.now()
    if instance.is_published(at):
        Withdrawal._base_manager.using(using).create(at=at)


for model in (Event, Webinar, Convening, Series, Program):
    post_delete.connect(keep_deletion, sender=model)
