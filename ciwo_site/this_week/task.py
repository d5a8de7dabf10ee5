"""One thing to put right: what it is, in a sentence, and the one button that leads to its cure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from ciwo_site.dates import short_date
from ciwo_site.i18n import active_language
from events.coverage_warnings import Severity
from events.models import Event

URGENT_DAYS, PRESSING_DAYS = 7, 21  # before an event


@dataclass(frozen=True, slots=True)
class Task:
    sentence: str
    button: str
    url: str
    severity: Severity
    due: date | None = None

    @property
    def urgency(self) -> tuple[int, date, str]:
        """Sorts what cannot wait before what can."""
        return list(Severity).index(self.severity), self.due or date.max, self.sentence


def severity_before(day: date, today: date) -> Severity:
    """How much something presses that has to be done before a day."""
    if day <= today + timedelta(days=URGENT_DAYS):
        return Severity.URGENT
    return Severity.PRESSING if day <= today + timedelta(days=PRESSING_DAYS) else Severity.NOTE


def entry_words(entry: Model) -> str:
    """“Sharing stories” (Mar 12, 2026): an event with its date, anything else by its title."""
    title = _("“%(title)s”") % {"title": entry}
    if not isinstance(entry, Event):
        return title
    date_words = short_date(entry.local_date, active_language())
    return _("%(title)s (%(date)s)") % {"title": title, "date": date_words}


def change_address(entry: Model, place: str = "") -> str:
    """The form of an entry, at a place of it: an event's is the form of its kind."""
    name = entry.kind if isinstance(entry, Event) else entry._meta.model_name
    address = reverse(f"admin:{entry._meta.app_label}_{name}_change", args=[entry.pk])
    return f"{address}#{place}" if place else address
