"""Webinars and convenings: one form, two lists."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.admin import PICTURE, PUBLICATION, TEXTS, EntryAdmin, HiddenAdmin, columns, pair
from ciwo_site.admin.conflicts import ConflictAdmin
from ciwo_site.admin.entries import MissingTextFilter
from ciwo_site.admin.fields import HOUR_IS_MISSING, NO_SUCH_HOUR, WHICH_OF_THE_TWO, WallTime
from ciwo_site.admin.history import HistoryAdmin
from ciwo_site.admin.publishing import PublishingAdmin
from ciwo_site.admin_site import Section
from ciwo_site.i18n import active_language
from ciwo_site.local_times import HourHappensTwice, NoSuchHour, both_moments, moment, on_the_wall
from events.admin.columns import access_words, recording_words, when_words
from events.admin.filters import AccessFilter, RecordingFilter, WhenFilter
from events.admin.forms import ALL_DAY_STARTS, EventForm, NextDateForm, zone_label
from events.admin.import_export import TableAdmin
from events.admin.inlines import INLINES
from events.duplicate import duplicate
from events.enums import AttendanceMode, EventKind
from events.models import Convening, Event, Webinar

WHEN = (
    gettext_lazy("When"),
    {
        "classes": ["pairs"],
        "fields": [
            ("starts_at", "ends_at"),
            "all_day",
            "time_zone",
            "also_shown_in",
            "occurrence",
            pair("occurrence_note"),
        ],
    },
)
WHERE = (
    gettext_lazy("Where"),
    {"classes": ["pairs"], "fields": [("attendance_mode", "platform"), "venue", pair("place")]},
)
REGISTRATION = (
    gettext_lazy("Registration"),
    {"fields": ["registration_link", ("registration_opens_at", "registration_closes_at")]},
)
BELONGS = (gettext_lazy("Belongs to"), {"fields": [("series", "program"), "topics", "guides"]})
INTERPRETERS = (gettext_lazy("For interpreters"), {"classes": ["collapse"], "fields": ["run_of_show"]})
AFTERWARDS = (gettext_lazy("Afterwards"), {"classes": ["collapse", "pairs"], "fields": [pair("recap"), "people_named"]})


class KindAdmin(TableAdmin, HistoryAdmin, ConflictAdmin, PublishingAdmin, EntryAdmin):
    """The events of one kind, which the list that they were added from decides."""

    kind: EventKind
    section = Section.EVENTS
    preview_name = "preview-event"
    form = EventForm
    inlines = list(INLINES)
    fieldsets: ClassVar[Any] = [
        TEXTS,
        WHEN,
        WHERE,
        REGISTRATION,
        BELONGS,
        INTERPRETERS,
        PICTURE,
        AFTERWARDS,
        PUBLICATION,
    ]
    autocomplete_fields = ["series", "program", "topics", "guides"]
    list_display = (
        "shown_title",
        "shown_when",
        "shown_publication",
        "shown_languages",
        "shown_access",
        "shown_recording",
    )
    list_filter = (
        WhenFilter,
        "publication",
        AccessFilter,
        RecordingFilter,
        MissingTextFilter,
        "occurrence",
        "series",
        "program",
    )
    search_fields = [
        *columns("title", "summary", "place"),
        "venue",
        "speakers__person__name",
        *columns("group", through="speakers__"),
    ]
    date_hierarchy = "local_date"
    ordering = ["-starts_at", "-pk"]
    change_form_template = "admin/event_change_form.html"

    # Columns --------------------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("when"), ordering="starts_at")
    def shown_when(self, event: Event) -> SafeString:
        day, hours = when_words(event)
        occurrence = "" if event.occurrence == "scheduled" else event.get_occurrence_display()
        parts = [part for part in (day, hours, occurrence) if part]
        return format_html_join("", '<span class="line">{}</span>', ((part,) for part in parts))

    @admin.display(description=gettext_lazy("interpretation"))
    def shown_access(self, event: Event) -> SafeString | str:
        rows = ((int(is_sure), words) for words, is_sure in access_words(event.slots.all()))
        return format_html_join("", '<span class="state" data-good="{}">{}</span> ', rows) or _("none planned")

    @admin.display(description=gettext_lazy("recording"))
    def shown_recording(self, event: Event) -> SafeString:
        words, is_done = recording_words(event.materials.all())
        return format_html('<span class="state" data-good="{}">{}</span>', int(is_done), words)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("slots", "materials")

    # Saving ---------------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.kind = self.kind
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Coordinators save the form for what hangs on it; none of the event's own fields is open to them."""
        plans_access = request.user.has_perm("events.change_interpretationslot")
        return super().has_change_permission(request, obj) or (plans_access and self.may_see(request))

    # The next one ---------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_duplicate"
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<int:number>/duplicate/", view, name=name), *super().get_urls()]

    def duplicate_view(self, request: HttpRequest, number: int) -> HttpResponse:
        event = self.get_object(request, str(number))
        if event is None:
            raise Http404
        if not (self.may_edit(request, event) and self.has_add_permission(request)):
            raise PermissionDenied
        form = NextDateForm(request.POST or None, initial={"starts_at": self._proposed(event)})
        if request.method == "POST" and form.is_valid() and (starts_at := self._chosen(form, event)):
            following = duplicate(event, starts_at)
            self.log_addition(request, following, [{"added": {}}])
            words = _("This is the next one, as a draft. Look through the texts, then publish it.")
            self.message_user(request, words, messages.SUCCESS)
            return redirect(reverse(f"admin:events_{self.opts.model_name}_change", args=[following.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Duplicate as next"),
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "form": form,
            "zone": zone_label(event.time_zone, event.starts_at.year, active_language()),
            "all_day": event.all_day,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/duplicate_event.html", context)

    def _proposed(self, event: Event) -> WallTime:
        """The day stays open; the hour is the one that people know."""
        return WallTime(None, None if event.all_day else on_the_wall(event.starts_at, event.zone).time())

    def _chosen(self, form: NextDateForm, event: Event) -> datetime | None:
        typed = form.cleaned_data["starts_at"]
        hour = ALL_DAY_STARTS if event.all_day else typed.hour
        if hour is None:
            form.add_error("starts_at", HOUR_IS_MISSING)
            return None
        try:
            return moment(typed.day, hour, event.zone, 0 if event.all_day else typed.turn)
        except NoSuchHour:
            form.add_error("starts_at", NO_SUCH_HOUR)
        except HourHappensTwice:
            form.fields["starts_at"].widget.offer(both_moments(typed.day, hour, event.zone))
            form.add_error("starts_at", WHICH_OF_THE_TWO)
        return None


@admin.register(Webinar)
class WebinarAdmin(KindAdmin):
    kind = EventKind.WEBINAR
    position = 1


@admin.register(Convening)
class ConveningAdmin(KindAdmin):
    kind = EventKind.CONVENING
    position = 2

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"attendance_mode": AttendanceMode.IN_PERSON} | super().get_changeform_initial_data(request)


@admin.register(Event)
class EventAdmin(HiddenAdmin):
    """Looked up from the list of language services. Nobody edits an event without knowing its kind."""

    search_fields = columns("title")
    ordering = ["-starts_at"]
    fieldsets = [(None, {"fields": ["kind"]})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        event = self.get_object(request, object_id)
        if event is None or not self.has_view_permission(request, event):
            raise Http404
        return redirect(f"admin:events_{event.kind}_change", event.pk)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:events_webinar_changelist")
