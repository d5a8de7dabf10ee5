from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from ciwo_site.admin import PICTURE, PUBLICATION, TEXTS, EntryAdmin
from ciwo_site.admin.conflicts import ConflictAdmin
from ciwo_site.admin.history import HistoryAdmin
from ciwo_site.admin.publishing import PublishingAdmin
from ciwo_site.admin_site import Section
from events.models import Series


@admin.register(Series)
class SeriesAdmin(HistoryAdmin, ConflictAdmin, PublishingAdmin, EntryAdmin):
    section, position = Section.EVENTS, 3
    preview_name = "preview-series"
    list_display = ("shown_title", "shown_publication", "shown_languages", "shown_events")
    autocomplete_fields = ["organization"]
    fieldsets: ClassVar[Any] = [
        TEXTS,
        (gettext_lazy("Who hosts it"), {"fields": ["organization"]}),
        PICTURE,
        PUBLICATION,
    ]

    @admin.display(description=gettext_lazy("events"))
    def shown_events(self, series: Any) -> int:
        return series.number_of_events

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(number_of_events=Count("events"))
