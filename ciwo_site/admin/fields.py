"""Form fields for staff: times as a wall clock shows them, files that are judged by their content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import File
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciwo_site.local_times import HourHappensTwice, NoSuchHour, both_moments, moment, on_the_wall
from ciwo_site.uploads import tidy_picture
from ciwo_site.uploads.receiving import UnkeptFile

NO_SUCH_HOUR = _("On this night the clocks jump over that hour. Choose an earlier or a later one.")
WHICH_OF_THE_TWO = _("On this night the clocks show that hour twice. Which of the two is meant?")
HOUR_IS_MISSING = _("Give the hour too.")


@dataclass(frozen=True, slots=True)
class WallTime:
    """A date and, where it was given, an hour; of no zone yet."""

    day: date | None
    hour: time | None
    turn: int | None = None  # of an hour that the clocks show twice: 0 for the first, 1 for the second


class DayInput(forms.DateInput):
    """The browser's own calendar: it speaks the person's language, and works by keyboard and on a telephone."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class AskingHourInput(HourInput):
    """An hour by itself, whose date and zone are other fields; `offer` has it ask beside it which of the two is meant."""

    both: tuple[datetime, datetime] | None = None
    turn: int | None = None

    def offer(self, both: tuple[datetime, datetime] | None, turn: int | None) -> None:
        self.both, self.turn = both, turn

    def turn_given(self, data: Mapping[str, Any], name: str) -> int | None:
        given = data.get(f"{name}_turn")
        return int(given) if given in ("0", "1") else None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        hour = super().render(name, value, attrs, renderer)
        if not self.both:
            return hour
        choices = [("", _("Which of the two?")), *turn_choices(self.both)]
        asked = forms.Select({"aria-label": _("Which of the two?")}, choices)
        return format_html('<div class="wall-time">{}{}</div>', hour, asked.render(f"{name}_turn", self.turn))


class WallTimeInput(forms.MultiWidget):
    """A date and an hour; and which of the two, on the one night of the year on which that is a question."""

    template_name = "django/forms/widgets/splitdatetime.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([DayInput(attrs), HourInput(attrs), forms.Select(attrs)])

    @property
    def _turns(self) -> forms.Select:
        return cast(forms.Select, self.widgets[2])

    def name_both(self, label: str) -> None:
        """Give each part its name: a label can belong to one of them only."""
        names = (_("%(field)s: date"), _("%(field)s: hour"), _("%(field)s: which of the two"))
        for part, words in zip(self.widgets, names, strict=True):
            part.attrs["aria-label"] = words % {"field": label}

    def offer(self, both: tuple[datetime, datetime] | None) -> None:
        """Ask which of these two moments is meant; ask nothing where there is one."""
        self._turns.choices = [("", _("Which of the two?")), *turn_choices(both)] if both else []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not self._turns.choices:
            context["widget"]["subwidgets"] = context["widget"]["subwidgets"][:2]
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html('<div class="wall-time">{}</div>', super().render(name, value, attrs, renderer))

    def decompress(self, value: datetime | WallTime | None) -> list[Any]:
        match value:
            case WallTime(day=day, hour=hour, turn=turn):
                return [day, hour, turn]
            case datetime():
                return [value.date(), value.time().replace(second=0, microsecond=0), None]
        return [None, None, None]


def turn_choices(both: tuple[datetime, datetime]) -> list[tuple[str, str]]:
    """“the first 01:30 (EDT, UTC-04:00)”, “the second 01:30 (EST, UTC-05:00)”"""
    words = (_("the first %(hour)s (%(clock)s)"), _("the second %(hour)s (%(clock)s)"))
    return [
        (str(turn), line % {"hour": at.strftime("%H:%M"), "clock": _clock(at)})
        for turn, (line, at) in enumerate(zip(words, both, strict=True))
    ]


def _clock(at: datetime) -> str:
    """What the clocks are called then and how far they are from UTC; many zones have no name but that."""
    name = at.tzname() or ""
    offset = f"UTC{at.isoformat()[-6:]}"
    return f"{name}, {offset}" if name.isalpha() else offset


class WallTimeField(forms.MultiValueField):
    """A date and an hour as the clocks of some zone show them. The form knows the zone: see `WallTimesForm`."""

    widget = WallTimeInput
    default_error_messages = {"required": _("Give a date.")}

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.DateField(input_formats=["%Y-%m-%d"], required=False),
            forms.TimeField(input_formats=["%H:%M", "%H:%M:%S"], required=False),
            forms.IntegerField(min_value=0, max_value=1, required=False),
        )
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> WallTime | None:
        day, hour, turn = data_list or (None, None, None)
        if day is None and hour is None:
            return None
        if day is None:
            raise forms.ValidationError(_("Give the date too."), code="incomplete")
        return WallTime(day, hour, turn)


class WallTimesForm(forms.ModelForm):
    """A form whose times are those of `zone()`, before and after the person's typing.

    A time that was not touched stays the moment that it was, to the second.
    """

    default_hours: dict[str, time] = {}  # for a field whose hour may be left out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_in = self.stored_zone()
        for name in self.wall_time_names():
            self.fields[name].widget.name_both(str(self.fields[name].label))
            if isinstance(at := self.initial.get(name), datetime):
                self.initial[name] = self._with_turn(name, at, self.shown(name, on_the_wall(at, self.shown_in)))

    def _with_turn(self, name: str, at: datetime, shown: datetime | WallTime) -> datetime | WallTime:
        """What is stored says which of two it is, and the form shows that it asked."""
        both = both_moments(shown.date(), shown.time(), self.shown_in) if isinstance(shown, datetime) else None
        if both is None or not isinstance(shown, datetime):
            return shown
        self.fields[name].widget.offer(both)
        return WallTime(shown.date(), shown.time().replace(second=0, microsecond=0), at.astimezone(self.shown_in).fold)

    def wall_time_names(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, WallTimeField)]

    def stored_zone(self) -> ZoneInfo:
        """The zone in which the stored times are shown."""
        raise NotImplementedError

    def zone(self) -> ZoneInfo:
        """The zone of what the person typed; asked once the other fields are clean."""
        return self.stored_zone()

    def shown(self, name: str, at: datetime) -> datetime | WallTime:
        return at

    def hour_left_out(self, name: str) -> time | None:
        """The hour that is meant where only a date was given; None where the hour is needed."""
        return None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        zone = self.zone()
        same_zone = zone.key == self.shown_in.key
        for name in self.wall_time_names():
            typed = self.cleaned_data.get(name)
            if not isinstance(typed, WallTime):
                continue
            stored = getattr(self.instance, name, None)
            if same_zone and stored is not None and name not in self.changed_data and not self.is_settled_anew(name):
                self.cleaned_data[name] = stored
                continue
            self._settle(name, typed, zone)
        return cleaned

    def is_settled_anew(self, name: str) -> bool:
        """Does this time follow from another field that was changed?"""
        return False

    def _settle(self, name: str, typed: WallTime, zone: ZoneInfo) -> None:
        hour = self.hour_left_out(name) if typed.hour is None else self.hour_given(name, typed.hour)
        if hour is None or typed.day is None:
            self.add_error(name, HOUR_IS_MISSING)
            return
        turn = 0 if typed.hour is None else typed.turn  # an hour that nobody typed is the first of the two
        self.fields[name].widget.offer(both_moments(typed.day, hour, zone) if typed.hour is not None else None)
        try:
            self.cleaned_data[name] = moment(typed.day, hour, zone, turn)
        except NoSuchHour:
            self.add_error(name, NO_SUCH_HOUR)
        except HourHappensTwice:
            self.add_error(name, WHICH_OF_THE_TWO)

    def hour_given(self, name: str, hour: time) -> time:
        return hour


class PictureFormField(forms.FileField):
    """A picture, tidied while the form is still open, so that a broken one is a sentence beside the field."""

    def to_python(self, data: File | None) -> File | None:
        file = super().to_python(data)
        if file is None or isinstance(file, UnkeptFile):
            return file  # the form says what became of it: see ciwo_site.admin.unkept_files
        return tidy_picture(file)


class StoredFileWidget(AdminFileWidget):
    """Says which file is there. Stored files have no address of their own, so `address_of` gives the staff's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.address = ""
        self.words = ""

    def format_value(self, value: Any) -> Any:
        return StoredFile(self.address, self.words or str(value)) if self.is_initial(value) else None

    def is_initial(self, value: Any) -> bool:
        return bool(value and getattr(value, "name", "") and getattr(value, "_committed", False))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the widget's template needs of a file."""

    url: str
    words: str

    def __str__(self) -> str:
        return self.words
