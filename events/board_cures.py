"""Where each warning of the board is put right: the place in a form, or a change of status. Pure but for addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.coverage_warnings import Code, CoverageWarning
from events.enums import LanguageService, SlotStatus
from events.language_access import FloorLanguage
from events.slot_status import BUTTONS, allowed

SLOT_PLACES = {
    Code.STARTS_LATE: ("id_starts_at_0", gettext_lazy("Change its hours")),
    Code.ENDS_EARLY: ("id_ends_at_0", gettext_lazy("Change its hours")),
    Code.LEAVES_GAP: ("id_ends_at_0", gettext_lazy("Change its hours")),
    Code.OUTSIDE_EVENT: ("id_starts_at_0", gettext_lazy("Change its hours")),
    Code.STARTS_BEFORE_EVENT: ("id_starts_at_0", gettext_lazy("Change its hours")),
    Code.ENDS_AFTER_EVENT: ("id_ends_at_0", gettext_lazy("Change its hours")),
    Code.SAME_SERVICE_TWICE: ("id_service", gettext_lazy("Look at the second one")),
    Code.PROVIDER_MISSING: ("id_provider", gettext_lazy("Note who provides it")),
    Code.TEAM_SHORT: ("id_interpreters", gettext_lazy("Note the team")),
    Code.TEAM_THIN: ("id_team_size", gettext_lazy("Enlarge the team")),
    Code.PERSON_TWICE: ("id_interpreters", gettext_lazy("Change the team")),
    Code.PERSON_PERHAPS_TWICE: ("id_interpreters", gettext_lazy("Change the team")),
    Code.CALL_TIME_MISSING: ("id_call_time_0", gettext_lazy("Note the call time")),
    Code.MATERIALS_DUE: ("id_materials_sent", gettext_lazy("Note when they were sent")),
    Code.MATERIALS_LATE: ("id_materials_sent", gettext_lazy("Note when they were sent")),
}
EVENT_PLACES = {
    Code.END_UNKNOWN: ("id_ends_at_0", gettext_lazy("Note the end")),
    Code.HOURS_UNKNOWN: ("id_starts_at_1", gettext_lazy("Note the hours")),
}
NEXT_STATUS = {Code.NOT_REQUESTED: SlotStatus.REQUESTED, Code.NOT_CONFIRMED: SlotStatus.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Cure:
    """One button: a link, or else the status that it gives to the slot of the warning."""

    words: str
    url: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """What the person in front of the board may see and do."""

    sees_people: bool = False
    sees_requests: bool = False
    plans: bool = False  # changes services and their status
    adds: bool = False
    edits_events: bool = False

    @classmethod
    def of(cls, user: Any) -> "Viewer":
        return cls(
            sees_people=user.has_perm("events.view_interpreter"),
            sees_requests=user.has_perm("events.view_accessrequest"),
            plans=user.has_perm("events.change_interpretationslot"),
            adds=user.has_perm("events.add_interpretationslot"),
            edits_events=user.has_perm("events.change_event"),
        )


def slot_address(number: int, place: str = "") -> str:
    return reverse("admin:events_interpretationslot_change", args=[number]) + (f"#{place}" if place else "")


def event_address(kind: str, number: int, place: str = "") -> str:
    return reverse(f"admin:events_{kind}_change", args=[number]) + (f"#{place}" if place else "")


def cure(warning: CoverageWarning, event: Any, floor: Sequence[FloorLanguage], viewer: Viewer) -> Cure:
    """The button of a warning; who may not put it right gets a link to where it stands."""
    slot = warning.slot
    if slot is None:
        return _event_cure(warning, event, floor, viewer)
    if not viewer.plans:
        return Cure(_("Open the service"), slot_address(slot.pk))
    if (status := NEXT_STATUS.get(warning.code)) and status in allowed(slot.status):
        return Cure(str(BUTTONS[status]), status=status.value)
    place, words = SLOT_PLACES[warning.code]
    return Cure(str(words), slot_address(slot.pk, place))


def _event_cure(warning: CoverageWarning, event: Any, floor: Sequence[FloorLanguage], viewer: Viewer) -> Cure:
    if warning.code == Code.NOTHING_PLANNED and viewer.adds:
        return Cure(_("Plan interpretation"), new_slot_address(event.pk, floor, warning.languages))
    if warning.code == Code.FLOOR_UNKNOWN and viewer.plans:
        return Cure(_("Note the languages"), event_address(event.kind, event.pk, "languages-group"))
    if warning.code in EVENT_PLACES and viewer.edits_events:
        place, words = EVENT_PLACES[warning.code]
        return Cure(str(words), event_address(event.kind, event.pk, place))
    return Cure(_("Open the event"), event_address(event.kind, event.pk))


def new_slot_address(event: int, floor: Sequence[FloorLanguage], missing: tuple[str, ...]) -> str:
    """The form of a new service, filled in as far as the event tells: both ways, so that everybody can also ask."""
    spoken = [row.language for row in floor if row.language not in missing]
    values = {"event": event, "service": LanguageService.SIMULTANEOUS.value, "to_language": missing[0]}
    if spoken:
        values |= {"from_language": spoken[0], "both_ways": "on"}
    return f"{reverse('admin:events_interpretationslot_add')}?{urlencode(values)}"
