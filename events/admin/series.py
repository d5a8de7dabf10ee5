from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from ciwo_site.addresses import origin_of
from ciwo_site.admin import PICTURE, PUBLICATION, TEXTS, EntryAdmin
from ciwo_site.admin.conflicts import ConflictAdmin
from ciwo_site.admin.history import HistoryAdmin
from ciwo_site.admin.publishing import PublishingAdmin
from ciwo_site.admin_site import Section
from ciwo_site.enums import language_name
from ciwo_site.i18n import site_languages
from events.embed_code import SeriesEmbed, embed_code
from events.models import Series


@admin.register(Series)
class SeriesAdmin(HistoryAdmin, ConflictAdmin, PublishingAdmin, EntryAdmin):
    section, position = Section.EVENTS, 3
    preview_name = "preview-series"
    change_form_template = "admin/series_change_form.html"
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

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        series = context.get("original")
        if isinstance(series, Series) and series.is_public:
            context["embed_codes"] = [
                {
                    "language": code,
                    "name": language_name(code),
                    "code": embed_code(series, code, origin_of(request)),
                    "url": SeriesEmbed(series).address(code),
                }
                for code in site_languages()
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(number_of_events=Count("events"))
