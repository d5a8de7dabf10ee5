"""Language services as a list of their own, for whoever books them; and the people who are booked."""

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext

from ciwo_site.admin import StaffAdmin, columns
from ciwo_site.admin.history import FollowedAdmin
from ciwo_site.admin_site import Section
from ciwo_site.dates import short_date
from ciwo_site.i18n import active_language
from events.admin.columns import when_words
from events.admin.filters import SlotWhenFilter
from events.admin.inlines import SLOT_FIELDSETS, unfolded, without_private_fields
from events.admin.slot_form import SlotForm
from events.enums import SlotStatus
from events.language_access import service_phrase
from events.models import InterpretationSlot, Interpreter
from events.slot_status import BUTTONS, NotAllowed, allowed, move
from events.status_words import change_words, moment_words, person_name

MARK = "_mark"  # the name of the buttons that save the form with another status
HISTORY: Any = (None, {"fields": ["shown_history"]})


def status_action(status: SlotStatus) -> Callable[..., None]:
    """The action of the list that gives the chosen services a status, where it can follow."""

    @admin.action(description=BUTTONS[status], permissions=["plan"])
    def mark(options: "SlotAdmin", request: HttpRequest, queryset: QuerySet) -> None:
        done, refused = 0, Counter[str]()
        for slot in queryset.select_related("event"):
            try:
                move(slot, status, request.user)
            except NotAllowed as found:
                refused[found.sentence] += 1
                continue
            options.log_change(request, slot, [{"changed": {"fields": [str(gettext("status"))]}}])
            done += 1
        if done:
            words = ngettext(
                "%(count)s service: the status is now “%(status)s”.",
                "%(count)s services: the status is now “%(status)s”.",
                done,
            )
            options.message_user(request, words % {"count": done, "status": status.label}, messages.SUCCESS)
        for sentence, count in refused.items():
            words = ngettext("%(count)s service stays as it is.", "%(count)s services stay as they are.", count)
            options.message_user(request, f"{words % {'count': count}} {sentence}", messages.ERROR)

    mark.__name__ = f"mark_{status.value}"
    return mark


STATUS_ACTIONS = [status_action(status) for status in (*list(SlotStatus)[1:4], SlotStatus.NEEDED, SlotStatus.CANCELLED)]


@admin.register(InterpretationSlot)
class SlotAdmin(FollowedAdmin, StaffAdmin):
    section, position = Section.ACCESS, 1
    form = SlotForm
    fieldsets: ClassVar[Any] = [(None, {"fields": ["event"]}), *unfolded(SLOT_FIELDSETS)]
    autocomplete_fields = ["event", "provider", "interpreters"]
    list_display = (
        "shown_service",
        "shown_event",
        "shown_when",
        "shown_status",
        "provider",
        "shown_team",
        "shown_confirm_by",
    )
    list_display_links = ("shown_service",)
    list_filter = (SlotWhenFilter, "status", "service", "provider")
    list_select_related = ["event", "provider"]
    search_fields = [*columns("title", through="event__"), *columns("name", through="provider__")]
    ordering = ["-event__starts_at", "pk"]
    readonly_fields = ["shown_history"]
    actions = STATUS_ACTIONS
    change_form_template = "admin/slot_change_form.html"

    @admin.display(description=gettext_lazy("service"), ordering="service")
    def shown_service(self, slot: InterpretationSlot) -> str:
        return capfirst(service_phrase(slot))

    @admin.display(description=gettext_lazy("event"))
    def shown_event(self, slot: InterpretationSlot) -> str:
        return str(slot.event)

    @admin.display(description=gettext_lazy("when"), ordering="event__starts_at")
    def shown_when(self, slot: InterpretationSlot) -> SafeString:
        return format_html_join(
            "", '<span class="line">{}</span>', ((part,) for part in when_words(slot.event) if part)
        )

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def shown_status(self, slot: InterpretationSlot) -> SafeString:
        is_sure = int(slot.status == SlotStatus.CONFIRMED)
        return format_html('<span class="state" data-good="{}">{}</span>', is_sure, slot.get_status_display())

    @admin.display(description=gettext_lazy("interpreters"))
    def shown_team(self, slot: InterpretationSlot) -> str:
        return ", ".join(interpreter.name for interpreter in slot.interpreters.all())

    @admin.display(description=gettext_lazy("to confirm by"), ordering="confirm_by")
    def shown_confirm_by(self, slot: InterpretationSlot) -> str | None:
        return short_date(slot.confirm_by, active_language()) if slot.confirm_by else None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("interpreters")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(name for name in self.list_display if name != "shown_team" or self._sees_interpreters(request))

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and request.user.has_perm("events.view_slotstatuschange"):
            fieldsets = [*fieldsets, HISTORY]
        return fieldsets if self._sees_interpreters(request) else without_private_fields(fieldsets)

    # Status -----------------------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("changes of status"))
    def shown_history(self, slot: InterpretationSlot) -> SafeString:
        changes = slot.status_changes.select_related("changed_by")
        rows = ((moment_words(row.changed_at), change_words(row), person_name(row.changed_by)) for row in changes)
        listed = format_html_join("", "<li>{}: {}{}</li>", ((at, words, by and f" · {by}") for at, words, by in rows))
        return format_html('<ol class="status-changes">{}</ol>', listed) if listed else mark_safe("–")

    def has_plan_permission(self, request: HttpRequest) -> bool:
        """Not the right to change: translators have that too, for the texts."""
        return self.may_edit(request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if status := request.POST.get(MARK):
            # A button below the form: what was typed is saved with it, and judged as if the status had been chosen.
            data = request.POST.copy()
            data["status"], data["_continue"] = status, "1"
            request.POST = data  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        slot = context.get("original")
        if slot is not None and self.may_edit(request, slot):
            context["moves"] = [(status.value, BUTTONS[status]) for status in allowed(slot.status)]
        return super().render_change_form(request, context, *args, **kwargs)

    def _sees_interpreters(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.view_interpreter")


@admin.register(Interpreter)
class InterpreterAdmin(StaffAdmin):
    """Private: what stands here is on no public page."""

    section, position = Section.ACCESS, 2
    list_display = ("name", "languages", "cooperative", "contact")
    list_select_related = ["cooperative"]
    list_filter = ("cooperative",)
    search_fields = ["name", "languages", *columns("name", "acronym", through="cooperative__")]
    autocomplete_fields = ["cooperative"]
    fieldsets = [(None, {"fields": ["name", "languages", "cooperative", "contact"]})]
