"""Records of what was done. Whoever keeps accounts reads them; nobody of the staff writes, changes or deletes them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciwo_site.admin_site import Section
from ciwo_site.dates import other_zone, short_date
from ciwo_site.i18n import active_language


class RecordAdmin(admin.ModelAdmin):
    """A list to read. Deleting an account would delete its changes too, so Django's admin refuses that as well."""

    section = Section.ACCOUNTS
    list_name: str | Promise
    change_list_template = "admin/record_list.html"
    actions = None
    list_display_links = None
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("auth.change_user")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": self.list_name, **(extra_context or {})})

    @staticmethod
    def moment_words(at: datetime) -> str:
        """The day and the hour as the center's own clocks showed them, with their zone."""
        zone, language = settings.EVENT_TIME_ZONE, active_language()
        hour = other_zone(at, None, time_zone=zone, shown_in=zone, language=language)
        return f"{short_date(at.astimezone(ZoneInfo(zone)).date(), language)}, {hour.text}"


@admin.register(LogEntry)
class ChangeAdmin(RecordAdmin):
    """What was added, changed and deleted in the admin."""

    position = 4
    list_name = _("Changes")
    list_display = ("shown_moment", "shown_person", "shown_kind", "object_repr", "shown_change")
    list_filter = ("action_flag", ("user", admin.RelatedOnlyFieldListFilter))
    search_fields = ("object_repr", "user__username")
    date_hierarchy = "action_time"
    list_select_related = ("user", "content_type")

    @admin.display(description=_("when"), ordering="action_time")
    def shown_moment(self, entry: LogEntry) -> str:
        return self.moment_words(entry.action_time)

    @admin.display(description=_("who"), ordering="user__username")
    def shown_person(self, entry: LogEntry) -> str:
        return str(entry.user)

    @admin.display(description=_("of what kind"))
    def shown_kind(self, entry: LogEntry) -> str:
        return entry.content_type.name if entry.content_type else ""  # type: ignore[attr-defined]  # known only as a model

    @admin.display(description=_("what was done"))
    def shown_change(self, entry: LogEntry) -> str:
        return entry.get_change_message() or entry.get_action_flag_display()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).order_by("-action_time", "-pk")
