"""Lists and forms of catalog entries: what is published, what is written in which language, and how it looks."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ciwo_site.admin.base import StaffAdmin, columns, pair
from ciwo_site.admin.translations import EntryForm, gap_sentence
from ciwo_site.dates import short_date
from ciwo_site.enums import Publication, language_name
from ciwo_site.i18n import active_language, site_languages
from ciwo_site.models import CatalogEntry
from ciwo_site.promises import today_at, undecided
from ciwo_site.translation_states import State

ADVICE_SHOWN = 5  # sentences of the glossary after saving; the form has them all beside their fields

TEXTS: Any = (None, {"classes": ["pairs"], "fields": [pair("title"), pair("summary"), pair("body")]})
PICTURE: Any = (
    gettext_lazy("Picture"),
    {"classes": ["collapse", "pairs"], "fields": ["image", pair("image_description")]},
)
PUBLICATION: Any = (gettext_lazy("Publication"), {"fields": ["publication", "publish_at", "listed"]})


def publication_words(entry: CatalogEntry, at: datetime) -> str:
    """“Draft”, “Published”, “Published from Mar 3, 2026”, and whether it is listed."""
    words = str(entry.get_publication_display())
    if entry.publication == Publication.PUBLISHED and entry.publish_at is not None and entry.publish_at > at:
        day = entry.publish_at.astimezone(getattr(entry, "zone", ZoneInfo(settings.EVENT_TIME_ZONE))).date()
        words = _("Published from %(date)s") % {"date": short_date(day, active_language())}
    if not entry.listed:
        words = _("%(publication)s, not listed") % {"publication": words}
    return words


def languages_words(entry: CatalogEntry) -> list[tuple[str, str, bool]]:
    """For each site language its code, what is written and what is not, and whether all is well."""
    states = entry.translation_states()
    found = []
    for code in site_languages():
        of_language = {field: state for (field, language), state in states.items() if language == code}
        missing = [field for field, state in of_language.items() if state == State.MISSING]
        unsure = [
            state for state in of_language.values() if state in (State.STALE, State.NEEDS_REVIEW, State.MACHINE_DRAFT)
        ]
        name = capfirst(language_name(code))
        if missing:
            fields = ", ".join(str(getattr(entry._meta.get_field(field), "verbose_name", field)) for field in missing)
            words = _("%(language)s: missing %(fields)s") % {"language": name, "fields": fields}
        elif unsure:
            words = _("%(language)s: to be looked at") % {"language": name}
        else:
            words = f"{name} ✓"
        found.append((code, words, not missing and not unsure))
    return found


class MissingTextFilter(admin.SimpleListFilter):
    """Entries that have a title in another language and none in this one."""

    title = gettext_lazy("title missing in")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(code, capfirst(language_name(code))) for code in site_languages()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in site_languages():
            return queryset
        return queryset.filter(Q(**{f"title_{self.value()}": ""}) | Q(**{f"title_{self.value()}__isnull": True}))


class EntryAdmin(StaffAdmin):
    """A catalog entry. `preview_name` is the staff's address of a draft; it takes a number and a language."""

    preview_name = ""
    form = EntryForm
    list_display: tuple[str, ...] = ("shown_title", "shown_publication", "shown_languages")
    list_display_links = ("shown_title",)
    list_filter: ClassVar[Any] = ("publication", MissingTextFilter)
    search_fields = columns("title", "summary")
    actions = ("publish", "unpublish")
    view_on_site = True
    change_form_template = "admin/entry_change_form.html"

    # Columns --------------------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("title"))
    def shown_title(self, entry: CatalogEntry) -> SafeString | str:
        title = entry.text("title")
        return format_html('<span lang="{}">{}</span>', title.language, title.text) if title else str(entry)

    @admin.display(description=gettext_lazy("published?"), ordering="publication")
    def shown_publication(self, entry: CatalogEntry) -> SafeString:
        is_public = entry.is_published(timezone.now())
        return format_html(
            '<span class="state" data-good="{}">{}</span>', int(is_public), publication_words(entry, timezone.now())
        )

    @admin.display(description=gettext_lazy("written in"))
    def shown_languages(self, entry: CatalogEntry) -> SafeString:
        rows = ((int(good), words) for _code, words, good in languages_words(entry))
        return format_html_join("", '<span class="state" data-good="{}">{}</span> ', rows)

    # Seeing it --------------------------------------------------------------------------------------------------------

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        return self.page_address(obj, active_language()) if isinstance(obj, CatalogEntry) and obj.pk else None

    def page_address(self, entry: CatalogEntry, language: str) -> str:
        """The page as readers have it, or the preview of what they do not have yet."""
        if entry.is_public:
            return entry.address(language)
        return reverse(self.preview_name, kwargs={"number": entry.pk, "language": language})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        entry = context.get("original")
        context["pages"] = []
        if isinstance(entry, CatalogEntry):
            words = _("See it in %(language)s") if entry.is_public else _("Preview in %(language)s")
            context["pages"] = [
                {"url": self.page_address(entry, code), "words": words % {"language": language_name(code)}}
                for code in site_languages()
            ]
            context["publication_words"] = publication_words(entry, timezone.now())
            context["languages_words"] = languages_words(entry)
            context["is_public"] = entry.is_public
        context["may_edit"] = self.may_edit(request, entry)
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving -----------------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for sentence in form.advice()[:ADVICE_SHOWN]:
            self.message_user(request, sentence, messages.WARNING)

    # Publishing -------------------------------------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.may_edit(request)

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        done = 0
        for entry in queryset:
            if entry.publication == Publication.PUBLISHED:
                continue
            entry.publication = Publication.PUBLISHED
            if refusal := self._refusal(entry):
                reason = {"title": str(entry), "reason": refusal}
                self.message_user(request, _("“%(title)s” was not published. %(reason)s") % reason, messages.ERROR)
                continue
            self._save_publication(request, entry)
            done += 1
        words = ngettext("%(count)s entry is now published.", "%(count)s entries are now published.", done)
        self.message_user(request, words % {"count": done}, messages.SUCCESS if done else messages.INFO)

    @admin.action(description=gettext_lazy("Take off the site (back to draft)"), permissions=["publish"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet) -> None:
        done = 0
        for entry in queryset.exclude(publication=Publication.DRAFT):
            entry.publication = Publication.DRAFT
            self._save_publication(request, entry)
            done += 1
        words = ngettext("%(count)s entry is a draft again.", "%(count)s entries are drafts again.", done)
        self.message_user(request, words % {"count": done}, messages.SUCCESS if done else messages.INFO)

    def _refusal(self, entry: CatalogEntry) -> str:
        """Why this entry cannot be published from a list, where nothing can be asked back; empty if it can."""
        try:
            entry.clean()
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        open_gaps = undecided(entry.translation_states(), entry.promised_on, today_at(timezone.now()))
        if not open_gaps:
            return ""
        found = [gap_sentence(entry, code, fields) for code, fields in open_gaps.items()]
        return " ".join([*found, _("In its form you can write it, or give the day by which it will follow.")])

    def _save_publication(self, request: HttpRequest, entry: CatalogEntry) -> None:
        entry.save(update_fields=["publication", "updated_at"])
        self.log_change(
            request, entry, [{"changed": {"fields": [str(entry._meta.get_field("publication").verbose_name)]}}]
        )
