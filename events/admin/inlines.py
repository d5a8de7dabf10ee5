"""What hangs on an event, each with the few fields that it needs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.admin import StackedInline, TabularInline, pair
from ciwo_site.admin.files import FileForm, FileInline
from events.admin.slot_form import SlotForm, SlotFormset
from events.models import CoHost, EventLanguage, InterpretationSlot, Material, Speaker
from events.transcripts.words import reading_words

SLOT_FIELDSETS: Any = [
    (
        None,
        {
            "fields": [
                ("service", "from_language", "to_language", "both_ways"),
                ("status", "confirm_by"),
                ("provided_by", "provider"),
            ]
        },
    ),
    (
        gettext_lazy("Times, team and materials"),
        {
            "classes": ["collapse"],
            "fields": [
                ("starts_at", "ends_at"),
                ("call_time", "team_size"),
                "interpreters",
                ("materials_due", "materials_sent"),
                ("channel_recorded", "channel_publishable"),
                "notes",
            ],
        },
    ),
    (gettext_lazy("How to join the channel"), {"classes": ["collapse", "pairs"], "fields": [pair("how_to_join")]}),
]
PRIVATE_FIELDS = frozenset({"interpreters", "notes"})


def without_private_fields(fieldsets: Any) -> Any:
    """Names of interpreters and notes are for those who plan with them."""
    return [
        (name, {**options, "fields": [field for field in options["fields"] if field not in PRIVATE_FIELDS]})
        for name, options in fieldsets
    ]


def unfolded(fieldsets: Any) -> Any:
    """On a form of its own there is room, and a link may lead to any of the fields."""
    return [
        (name, {**options, "classes": [word for word in options.get("classes", ()) if word != "collapse"]})
        for name, options in fieldsets
    ]


class LanguageInline(TabularInline):
    model = EventLanguage
    fieldsets = [(None, {"fields": ["language", "order"]})]


class SlotInline(StackedInline):
    model = InterpretationSlot
    form = SlotForm
    formset = SlotFormset
    fieldsets = SLOT_FIELDSETS
    autocomplete_fields = ["provider", "interpreters"]
    show_change_link = True  # its own form says who changed the status

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if request.user.has_perm("events.view_interpreter") else without_private_fields(fieldsets)


class SpeakerInline(StackedInline):
    model = Speaker
    fieldsets = [
        (
            None,
            {
                "classes": ["pairs"],
                "fields": [("person", "billed_as"), pair("group"), pair("role"), ("part", "order")],
            },
        )
    ]
    autocomplete_fields = ["person", "billed_as"]


class CoHostInline(TabularInline):
    model = CoHost
    fieldsets = [(None, {"fields": ["organization", "program", "order"]})]
    autocomplete_fields = ["organization", "program"]


class MaterialForm(FileForm):
    """Beside the file: what may be uploaded, and what was read of it as a text."""

    FILE_ADDRESS = "staff-material-file"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = format_html_join("", "{}<br>", ((line,) for line in self._file_help()))

    def _file_help(self) -> list[str]:
        """What was read of the file that is there; before there is one, which files the site takes."""
        read = reading_words(self.instance.transcript_paragraphs, self.instance.transcript_facts)
        if not read:
            return [
                _("Recordings: MP4, WebM or MP3. Slides and papers: PDF, Word or OpenDocument."),
                _(
                    "Transcripts and captions: VTT, SRT or plain text (TXT), as meeting programs save them. "
                    "A transcript becomes a page with a link to each minute."
                ),
            ]
        first, *others = read
        return [_("Read from this file: %(words)s") % {"words": first}, *others]


class MaterialInline(FileInline, StackedInline):
    model = Material
    form = MaterialForm
    readonly_fields = ["shown_file"]
    fieldsets = [
        (
            None,
            {
                "classes": ["pairs"],
                "fields": [
                    ("kind", "language", "origin"),
                    "link",
                    "file",
                    "consent_recorded",
                    pair("title"),
                    ("duration_seconds", "pages", "order"),
                ],
            },
        )
    ]


INLINES: Iterable[type] = (LanguageInline, SlotInline, SpeakerInline, CoHostInline, MaterialInline)
