"""The form that asks what somebody needs."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.enums import spoken_language_choices
from ciwo_site.i18n import active_language
from events.access_requests.deadlines import day_sentence, days_to_ask
from events.enums import LanguageService
from events.models import AccessRequest, Event

SERVICE_OF_FIELD = {
    "language": LanguageService.SIMULTANEOUS,
    "sign_language": LanguageService.SIGN_LANGUAGE,
    "captions": LanguageService.CAPTIONS,
}
NEEDS = ("language", "sign_language", "captions", "low_bandwidth", "message")
MAX_EMAIL = 254


class Paragraphs(forms.CharField):
    """Text of several lines; a line break counts as one letter, as it does where the browser counts."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class AccessRequestForm(forms.ModelForm):
    use_required_attribute = False

    message = Paragraphs(
        label=gettext_lazy("Anything else"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("In your own words, up to 1,000 characters. Leave out what we need not know."),
        error_messages={
            "max_length": gettext_lazy(
                "This is %(show_value)d characters long; please shorten it to %(limit_value)d. Nothing is lost."
            )
        },
    )
    # For programs that fill in whatever they find. Hidden from people, and named for those who find it all the same.
    leave_empty = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = AccessRequest
        fields = ["language", "sign_language", "captions", "low_bandwidth", "message", "email"]
        labels = {
            "language": gettext_lazy("Interpretation into"),
            "sign_language": gettext_lazy("Sign language"),
            "captions": gettext_lazy("Live captions"),
            "low_bandwidth": gettext_lazy("I have a slow connection"),
            "email": gettext_lazy("Your e-mail address"),
        }
        help_texts = {
            "email": gettext_lazy("We use it for this answer alone. Without it, look at the event’s page."),
            "low_bandwidth": gettext_lazy("Or little data left: tell us below what would help."),
        }

    def __init__(self, *args: Any, event: Event, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "need-%s"
        self.instance.event = event
        self.instance.written_in = active_language()
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, required=False, choices=language_choices()
        )
        days = days_to_ask(event)
        for name, service in SERVICE_OF_FIELD.items():
            self.fields[name].help_text = lazystr(day_sentence(days.get(service.value), event, at))
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "maxlength": MAX_EMAIL}
        self.fields["message"].widget.attrs["rows"] = 4
        for name in self.fields:
            if described := self.descriptions(name):
                self.fields[name].widget.attrs["aria-describedby"] = described

    def descriptions(self, name: str) -> str:
        """The elements beside a field that explain it, for screen readers: its hint, and what is wrong with it."""
        parts = []
        if self.fields[name].help_text:
            parts.append(f"need-{name}-hint")
        if self.is_bound and self.has_error(name):
            parts.append(f"need-{name}-error")
        return " ".join(parts)

    def clean_leave_empty(self) -> str:
        if self.cleaned_data["leave_empty"]:
            raise forms.ValidationError(
                _("This field is a trap for programs. Empty it and send the form again; the rest is kept.")
            )
        return ""

    @property
    def asks_for_nothing(self) -> bool:
        return bool(self.non_field_errors())

    @property
    def wrong_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.errors]


def language_choices() -> list[tuple[str, str]]:
    """“No interpretation”, then every spoken language by its name, in the settings' order."""
    names = [(code, capfirst(str(name))) for code, name in spoken_language_choices()]
    return [("", _("No interpretation")), *names]
