"""The form of a language service, in a list of its own and within the form of its event."""

from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import timezone
from django.utils.translation import gettext as _

from ciwo_site.admin import StaffForm
from ciwo_site.dates import when
from ciwo_site.i18n import active_language
from events.admin.forms import zone_of
from events.coverage_warnings import lies_outside
from events.double_booking import clash_sentence, clashes_elsewhere, shared_people
from events.enums import Occurrence, SlotStatus
from events.models import Event, InterpretationSlot
from events.service_plans import event_stretch, slot_interval
from events.slot_status import allowed, refusal


class SlotForm(StaffForm):
    """In the inline the event is the form above; in the list of services it is one of the fields."""

    def __init__(self, *args: Any, event: Event | None = None, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            self._offer_what_may_follow()

    def _offer_what_may_follow(self) -> None:
        """Only the choices to see: an old page may send others, and gets a sentence for it."""
        field: Any = self.fields["status"]
        field.show_hidden_initial = True  # says what the person saw, whatever was stored since
        if self.instance.pk:
            following = {self.instance.status, *allowed(self.instance.status)}
            field.widget.choices = [choice for choice in field.choices if choice[0] in following]

    # Times are those of the event -------------------------------------------------------------------------------------

    def stored_zone(self) -> ZoneInfo:
        if self.event is not None:
            return zone_of(self.event)
        return zone_of(self.instance.event if self.instance.event_id else None)

    def zone(self) -> ZoneInfo:
        chosen = self.cleaned_data.get("event")
        return zone_of(chosen) if isinstance(chosen, Event) and self.event is None else self.stored_zone()

    def has_changed(self) -> bool:
        """An hour on the wall is another moment once the event's zone is another one."""
        moved = bool(self.instance.pk) and self.event is not None and zone_of(self.event).key != self.shown_in.key
        return super().has_changed() or moved

    # What cannot be ---------------------------------------------------------------------------------------------------

    def clean_status(self) -> str:
        """A status that nobody touched here stays as somebody else may have set it since the page was made."""
        status = self.cleaned_data["status"]
        stored = self.instance.status
        if not self.instance.pk:
            return status
        if "status" not in self.changed_data:
            return stored
        if status != stored and status not in allowed(stored):
            raise forms.ValidationError(refusal(stored, status), code="not_allowed")
        return status

    def _post_clean(self) -> None:
        """Django puts what was typed into the instance here; what is asked of it and its event comes after."""
        super()._post_clean()
        event = self.planned_event()
        if event is None:
            return
        if "starts_at" in self.fields and self.instance.status != SlotStatus.CANCELLED:
            self._check_place(event)
        if people := self.people():
            for sentence in clashes_elsewhere(event, self.instance, people, same_event=self.event is None):
                self.add_error("interpreters", sentence)

    def planned_event(self) -> Event | None:
        """The event as it will be once saved; None while its times, or the service's own, make no sense."""
        event = (
            self.event or self.cleaned_data.get("event") or (self.instance.event if self.instance.event_id else None)
        )
        if not isinstance(event, Event) or event.starts_at is None or not event.time_zone:
            return None
        if event.ends_at is not None and event.ends_at <= event.starts_at:
            return None
        return None if {"starts_at", "ends_at", "event"} & self.errors.keys() else event

    def people(self) -> list[Any]:
        """Who is booked, as far as it can still matter: for an event that takes place and is not over."""
        event = self.planned_event()
        if event is None or event.occurrence != Occurrence.SCHEDULED or "interpreters" not in self.fields:
            return []
        interval = slot_interval(event, self.instance)
        is_over = interval is None or interval.ends_at <= timezone.now()
        return [] if is_over else list(self.cleaned_data.get("interpreters") or ())

    def _check_place(self, event: Event) -> None:
        if not lies_outside(event, self.instance):
            return
        said = when(
            event.starts_at,
            event.ends_at,
            all_day=event.all_day,
            time_zone=event.time_zone,
            language=active_language(),
        )
        at_fault = "starts_at" if self._starts_too_late(event) or not self.instance.ends_at else "ends_at"
        message = _("This lies outside the event, which is on %(when)s.") % {"when": said.text}
        self.add_error(at_fault, forms.ValidationError(message, code="outside_event"))

    def _starts_too_late(self, event: Event) -> bool:
        return self.instance.starts_at is not None and self.instance.starts_at >= event_stretch(event).ends_at


class SlotFormset(BaseInlineFormSet):
    """The services of one event; those on the same form are compared as they will be."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"event": self.instance}

    def clean(self) -> None:
        super().clean()
        booked = [(form, people) for form in self.forms if not self._is_left_out(form) and (people := form.people())]
        for (first, first_people), (second, second_people) in combinations(booked, 2):
            event: Event = self.instance
            if names := shared_people(event, first.instance, first_people, event, second.instance, second_people):
                earlier: InterpretationSlot = first.instance
                second.add_error("interpreters", clash_sentence(names, earlier))

    def _is_left_out(self, form: Any) -> bool:
        return not form.is_valid() or (self.can_delete and bool(form.cleaned_data.get(DELETION_FIELD_NAME)))
