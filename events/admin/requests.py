"""What people need to take part, for those who arrange it.

Requests hold what somebody wrote and perhaps an e-mail address, and are deleted some days after the event. So no version
of them may be kept anywhere else: this admin records that somebody looked after one, never what it said.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ciwo_site.admin import StaffAdmin, columns
from ciwo_site.admin_site import Section
from ciwo_site.dates import short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from events.access_requests.deadlines import days_to_ask
from events.admin.columns import when_words
from events.admin.filters import SlotWhenFilter
from events.enums import LanguageService
from events.models import AccessRequest


def needs(request: AccessRequest) -> list[str]:
    """What somebody asked for, in a few words each."""
    found = []
    if request.language:
        found.append(_("Interpretation into %(language)s") % {"language": language_name(request.language)})
    if request.sign_language:
        found.append(_("Sign language"))
    if request.captions:
        found.append(_("Live captions"))
    if request.low_bandwidth:
        found.append(_("A slow connection"))
    if request.message:
        found.append(_("Something else"))
    return found


class NeedFilter(admin.SimpleListFilter):
    title = gettext_lazy("what is needed")
    parameter_name = "need"
    CONDITIONS = {
        "language": ~Q(language=""),
        "sign_language": Q(sign_language=True),
        "captions": Q(captions=True),
        "low_bandwidth": Q(low_bandwidth=True),
        "message": ~Q(message=""),
    }

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("language", _("Interpretation")),
            ("sign_language", _("Sign language")),
            ("captions", _("Live captions")),
            ("low_bandwidth", _("A slow connection")),
            ("message", _("Something else")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        condition = self.CONDITIONS.get(str(self.value()))
        return queryset if condition is None else queryset.filter(condition)


class AnsweredFilter(admin.SimpleListFilter):
    title = gettext_lazy("taken care of")
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("0", _("Waiting")), ("1", _("Taken care of"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(answered=self.value() == "1") if self.value() in ("0", "1") else queryset


@admin.register(AccessRequest)
class AccessRequestAdmin(StaffAdmin):
    section, position = Section.ACCESS, 0
    show_facets = admin.ShowFacets.ALWAYS
    list_display = (
        "shown_needs",
        "shown_state",
        "shown_event",
        "shown_waiting",
        "shown_answer",
        "shown_received",
    )
    list_display_links = ("shown_needs",)
    list_filter = (AnsweredFilter, SlotWhenFilter, NeedFilter)
    list_select_related = ["event"]
    search_fields = [*columns("title", through="event__"), "message"]
    ordering = ["answered", "event__starts_at", "made_at", "pk"]
    actions = ("mark_answered", "mark_waiting")
    fieldsets = [
        (None, {"fields": ["shown_event_link", "shown_needs", "shown_message", "shown_email", "shown_written_in"]}),
        (gettext_lazy("Taken care of"), {"fields": ["shown_received", "shown_ask_by", "answered"]}),
    ]
    readonly_fields = [
        "shown_event_link",
        "shown_needs",
        "shown_message",
        "shown_email",
        "shown_written_in",
        "shown_received",
        "shown_ask_by",
    ]

    # Columns and fields ---------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("what is needed"))
    def shown_needs(self, request: AccessRequest) -> SafeString:
        return format_html_join("", '<span class="line">{}</span>', ((need,) for need in needs(request)))

    @admin.display(description=gettext_lazy("event"), ordering="event__starts_at")
    def shown_event(self, request: AccessRequest) -> SafeString:
        parts = (str(request.event), *when_words(request.event))
        return format_html_join("", '<span class="line">{}</span>', ((part,) for part in parts if part))

    @admin.display(description=gettext_lazy("event"))
    def shown_event_link(self, request: AccessRequest) -> SafeString:
        address = reverse(f"admin:events_{request.event.kind}_change", args=[request.event_id])
        day, hours = when_words(request.event)
        return format_html(
            '<a href="{}">{}</a> · {}', address, str(request.event), " · ".join(filter(None, (day, hours)))
        )

    @admin.display(description=gettext_lazy("waiting for this event"))
    def shown_waiting(self, request: AccessRequest) -> int:
        return request.waiting  # type: ignore[attr-defined]  # annotated

    @admin.display(description=gettext_lazy("wants an answer"), boolean=True)
    def shown_answer(self, request: AccessRequest) -> bool:
        return bool(request.email)

    @admin.display(description=gettext_lazy("received"), ordering="made_at")
    def shown_received(self, request: AccessRequest) -> str:
        return short_date(request.made_at.astimezone(request.event.zone).date(), active_language())

    @admin.display(description=gettext_lazy("state"), ordering="answered")
    def shown_state(self, request: AccessRequest) -> SafeString:
        words = _("Taken care of") if request.answered else _("Waiting")
        return format_html('<span class="state" data-good="{}">{}</span>', int(request.answered), words)

    @admin.display(description=gettext_lazy("in their words"))
    def shown_message(self, request: AccessRequest) -> SafeString | str:
        lines = request.message.splitlines()
        return format_html_join("", '<span class="line">{}</span>', ((line,) for line in lines)) or "–"

    @admin.display(description=gettext_lazy("e-mail"))
    def shown_email(self, request: AccessRequest) -> SafeString | str:
        if not request.email:
            return _("None: the answer is what the event’s page says.")
        return format_html('<a href="mailto:{}">{}</a>', request.email, request.email)

    @admin.display(description=gettext_lazy("language of the request"))
    def shown_written_in(self, request: AccessRequest) -> str:
        return capfirst(language_name(request.written_in))

    @admin.display(description=gettext_lazy("to be arranged by"))
    def shown_ask_by(self, request: AccessRequest) -> str:
        """The day by which providers want to be asked; the earliest, where several services are needed."""
        days = days_to_ask(request.event)
        asked = {
            LanguageService.SIMULTANEOUS: bool(request.language),
            LanguageService.SIGN_LANGUAGE: request.sign_language,
            LanguageService.CAPTIONS: request.captions,
        }
        found = [days[service] for service, is_asked in asked.items() if is_asked and service in days]
        return short_date(min(found), active_language()) if found else "–"

    # What is there, and who may do what -----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        waiting = (
            AccessRequest.objects.filter(event=OuterRef("event"), answered=False)
            .order_by()
            .values("event")
            .annotate(count=Count("pk"))
            .values("count")
        )
        counted = Coalesce(Subquery(waiting), Value(0), output_field=IntegerField())
        return super().get_queryset(request).annotate(waiting=counted)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Requests come from the people who need something."""
        return False

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        return super().get_form(request, obj, change, labels={"answered": _("This is taken care of")}, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"subtitle": self._sum(request), **(extra_context or {})})

    def _sum(self, request: HttpRequest) -> str:
        """How much is waiting for what is still to come."""
        if not self.has_view_permission(request):
            return ""
        open_requests = AccessRequest.objects.filter(answered=False, event__over_at__gt=timezone.now())
        counts = open_requests.aggregate(
            requests=Count("pk"),
            events=Count("event", distinct=True),
            **{name: Count("pk", filter=condition) for name, condition in NeedFilter.CONDITIONS.items()},
        )
        if not counts["requests"]:
            return _("Nothing is waiting.")
        waiting = ngettext("%(count)s request is waiting", "%(count)s requests are waiting", counts["requests"])
        names = dict(NeedFilter(request, {}, AccessRequest, self).lookup_choices)
        parts = [f"{names[name]}: {counts[name]}" for name in names if counts[name]]
        return f"{waiting % {'count': counts['requests']}} · {' · '.join(parts)}"

    # Actions --------------------------------------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Mark as taken care of"), permissions=["change"])
    def mark_answered(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = queryset.filter(answered=False).update(answered=True)
        words = ngettext("%(count)s request is taken care of.", "%(count)s requests are taken care of.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Mark as waiting again"), permissions=["change"])
    def mark_waiting(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = queryset.filter(answered=True).update(answered=False)
        words = ngettext("%(count)s request is waiting again.", "%(count)s requests are waiting again.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)
