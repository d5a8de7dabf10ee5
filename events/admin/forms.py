"""The forms of an event: every time is one of the event's own zone."""

from datetime import datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ciwo_site.admin.fields import WallTime, WallTimeField
from ciwo_site.admin.translations import EntryForm
from ciwo_site.dates import zone_name
from ciwo_site.i18n import active_language
from ciwo_site.time_words import babel_locale
from events.models import Event

ALL_DAY_STARTS, ALL_DAY_ENDS = time(0), time(23, 59)


def zone_choices() -> list[tuple[str, str]]:
    return [(zone, zone_label(zone, timezone.now().year, active_language())) for zone in settings.EVENT_TIME_ZONES]


@lru_cache
def zone_label(zone: str, year: int, language: str) -> str:
    """“ET · New York”, “Mexico City time”: what readers call it, and a city to recognise it by."""
    name = zone_name(zone, datetime(year, 1, 1, tzinfo=ZoneInfo(zone)), language)
    city = get_timezone_location(zone, locale=babel_locale(language), return_city=True)
    city = city.rpartition("/")[2]
    return capfirst(name if city in name or zone == "UTC" else f"{name} · {city}")


def zone_of(event: Event | None) -> ZoneInfo:
    """The event's zone; the usual one while it has none that exists."""
    name = event.time_zone if event is not None else ""
    return ZoneInfo(name if name in available_timezones() else settings.EVENT_TIME_ZONE)


class EventForm(EntryForm):
    time_zone = forms.ChoiceField(
        choices=zone_choices,
        help_text=_("All times on this form are those of this zone. Readers see it beside the hour."),
    )
    also_shown_in = forms.MultipleChoiceField(
        choices=zone_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Readers see the hour in these zones too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("time_zone", self.instance.time_zone)
        self._keep_stored_zones()
        for name in {"time_zone", "also_shown_in"} & self.fields.keys():
            self.fields[name].label = capfirst(str(getattr(Event._meta.get_field(name), "verbose_name", name)))
        if "starts_at" in self.fields:
            self.fields["starts_at"].help_text = _(
                "In the time zone below. The hour may stay empty if only the date is known."
            )

    def _keep_stored_zones(self) -> None:
        """A zone that came from elsewhere stays a choice on this event's form."""
        stored = {"time_zone": [self.instance.time_zone], "also_shown_in": self.instance.also_shown_in or []}
        for name, zones in stored.items():
            if name not in self.fields:
                continue
            offered = zone_choices()
            known = {zone for zone, _label in offered}
            kept = [(zone, zone) for zone in zones if zone not in known]
            self.fields[name].choices = [*offered, *kept]  # type: ignore[attr-defined]

    def stored_zone(self) -> ZoneInfo:
        return zone_of(Event(time_zone=self.initial.get("time_zone") or self.instance.time_zone))

    def zone(self) -> ZoneInfo:
        name = self.cleaned_data.get("time_zone")
        return ZoneInfo(name) if name else self.stored_zone()

    def shown(self, name: str, at: datetime) -> datetime | WallTime:
        hides_hour = self.instance.all_day and name in ("starts_at", "ends_at")
        return WallTime(at.date(), None) if hides_hour else at

    def is_settled_anew(self, name: str) -> bool:
        return name in ("starts_at", "ends_at") and "all_day" in self.changed_data

    def hour_left_out(self, name: str) -> time | None:
        return self._all_day_hour(name) if self.cleaned_data.get("all_day") else None

    def hour_given(self, name: str, hour: time) -> time:
        return (self._all_day_hour(name) if self.cleaned_data.get("all_day") else None) or hour

    def _all_day_hour(self, name: str) -> time | None:
        return {"starts_at": ALL_DAY_STARTS, "ends_at": ALL_DAY_ENDS}.get(name)


class NextDateForm(forms.Form):
    """When the next one begins, on the clocks of the old one's zone."""

    starts_at = WallTimeField(label=_("New date and hour"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].widget.name_both(str(self.fields["starts_at"].label))
