"""Interpretation, signs and captions that upcoming events still lack: the warnings of the plan, one task each."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.i18n import site_languages
from ciwo_site.this_week.task import URGENT_DAYS, Task, change_address, entry_words
from events.coverage import event_coverage
from events.coverage_warnings import Code, CoverageWarning, Severity
from events.coverage_words import warning_sentence
from events.models import Event
from events.service_plans import LeadTimes, assignments, bookings

BUTTONS = {
    Code.FLOOR_UNKNOWN: gettext_lazy("Note the languages"),
    Code.END_UNKNOWN: gettext_lazy("Note the end"),
    Code.NOTHING_PLANNED: gettext_lazy("Plan it"),
    Code.NOT_REQUESTED: gettext_lazy("Ask for it"),
    Code.NOT_CONFIRMED: gettext_lazy("Confirm it"),
    Code.PROVIDER_MISSING: gettext_lazy("Note who does it"),
    Code.TEAM_SHORT: gettext_lazy("Complete the team"),
    Code.TEAM_THIN: gettext_lazy("Complete the team"),
    Code.CALL_TIME_MISSING: gettext_lazy("Give the call time"),
    Code.MATERIALS_DUE: gettext_lazy("Note what was sent"),
    Code.MATERIALS_LATE: gettext_lazy("Note what was sent"),
}
PLACES = {
    Code.FLOOR_UNKNOWN: "languages-group",
    Code.END_UNKNOWN: "id_ends_at_0",
    Code.HOURS_UNKNOWN: "id_starts_at_0",
}
UNSURE = {Code.NOT_REQUESTED, Code.NOT_CONFIRMED}  # however the plan judges it, a week is short


def may_plan(user: Any) -> bool:
    """Warnings may name interpreters, who are private."""
    return user.has_perm("events.change_interpretationslot") and user.has_perm("events.view_interpreter")


def service_tasks(events: Sequence[Event], at: datetime) -> Iterator[Task]:
    """No query, if the events come with their languages, and their slots with providers and interpreters."""
    booked = bookings(
        assignment
        for event in events
        for slot in event.slots.all()
        for assignment in assignments(event, slot, slot.interpreters.all())
    )
    lead_times = LeadTimes(**settings.LEAD_TIMES)
    for event in events:
        coverage = event_coverage(
            event,
            event.languages.all(),
            event.slots.all(),
            wanted=site_languages(),
            bookings=booked,
            at=at,
            lead_times=lead_times,
        )
        for warning in coverage.warnings:
            if warning.severity != Severity.NOTE:
                yield _task(event, warning)


def _task(event: Event, warning: CoverageWarning) -> Task:
    sentence = _("%(entry)s: %(warning)s") % {"entry": entry_words(event), "warning": warning_sentence(warning)}
    button = str(BUTTONS.get(warning.code) or _("Put it right"))
    if warning.slot_number is not None:
        address = reverse("admin:events_interpretationslot_change", args=[warning.slot_number])
    else:
        address = change_address(event, PLACES.get(warning.code, "slots-group"))
    is_open = warning.code in UNSURE and warning.days_left <= URGENT_DAYS
    severity = Severity.URGENT if is_open else warning.severity
    return Task(sentence, button, address, severity, event.local_date)
