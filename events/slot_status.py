"""From which status a language service may go to which: needed → requested → held → confirmed, cancelled from any.

A step may be left out, because some say yes on the telephone. What was promised can break, so every status leads back to
*needed*, and from there the way begins anew. Nothing goes back by less: “confirmed” turning into “held” would be a
promise taken back in silence.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.acting import acting
from events.enums import SlotStatus

MOVES: dict[str, tuple[SlotStatus, ...]] = {
    SlotStatus.NEEDED: (SlotStatus.REQUESTED, SlotStatus.HELD, SlotStatus.CONFIRMED, SlotStatus.CANCELLED),
    SlotStatus.REQUESTED: (SlotStatus.CONFIRMED, SlotStatus.HELD, SlotStatus.NEEDED, SlotStatus.CANCELLED),
    SlotStatus.HELD: (SlotStatus.CONFIRMED, SlotStatus.NEEDED, SlotStatus.CANCELLED),
    SlotStatus.CONFIRMED: (SlotStatus.NEEDED, SlotStatus.CANCELLED),
    SlotStatus.CANCELLED: (SlotStatus.NEEDED,),
}
BUTTONS = {
    SlotStatus.NEEDED: gettext_lazy("Mark as needed"),
    SlotStatus.REQUESTED: gettext_lazy("Mark as requested"),
    SlotStatus.HELD: gettext_lazy("Mark as held"),
    SlotStatus.CONFIRMED: gettext_lazy("Mark as confirmed"),
    SlotStatus.CANCELLED: gettext_lazy("Mark as cancelled"),
}


class NotAllowed(ValueError):
    """A status that cannot follow, be it because somebody else changed it in the meantime."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(before, after)
        self.before, self.after = before, after

    @property
    def sentence(self) -> str:
        """In the active language, for the person who wanted it."""
        return refusal(self.before, self.after)


def allowed(before: str) -> tuple[SlotStatus, ...]:
    """What may follow, the most likely first."""
    return MOVES[before]


def refusal(before: str, after: str) -> str:
    """Why a status cannot follow, in the active language."""
    words = {"before": SlotStatus(before).label, "after": SlotStatus(after).label}
    if before == after:
        return _("The status is “%(before)s” already.") % words
    return _("The status is “%(before)s” now, which “%(after)s” cannot follow. Mark it as needed first.") % words


def move(slot: Any, status: str, by: Any) -> None:
    """Give a slot another status, and keep who did it. Refused if the stored status is not the one that the slot shows."""
    with acting(by), transaction.atomic():
        stored = type(slot)._base_manager.select_for_update().values_list("status", flat=True).get(pk=slot.pk)
        if stored != slot.status or status not in allowed(stored):
            raise NotAllowed(stored, status)
        slot.status = status
        slot.save(update_fields=["status"])
