"""Programs, guides, people and organizations as staff list and edit them."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.admin import (
    PICTURE,
    PUBLICATION,
    TEXTS,
    EntryAdmin,
    HiddenAdmin,
    StackedInline,
    StaffAdmin,
    TabularInline,
    columns,
    pair,
)
from ciwo_site.admin.conflicts import ConflictAdmin
from ciwo_site.admin.files import FileForm, FileInline
from ciwo_site.admin.history import HistoryAdmin
from ciwo_site.admin.publishing import PublishingAdmin
from ciwo_site.admin_site import Section
from ciwo_site.dates import short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from ciwo_site.uploads import inspect_document
from ciwo_site.uploads.documents import document_limit
from programs.enums import PageKey
from programs.glossary_admin import GlossaryAdmin
from programs.models import (
    Affiliation,
    Cohort,
    GuideEdition,
    Organization,
    Page,
    Person,
    Program,
    ProgramPartner,
    ResourceGuide,
    Topic,
)
from programs.sign_in_admin import SignInAdmin

__all__ = ["GlossaryAdmin", "SignInAdmin"]  # their own modules register them


class PartnerInline(TabularInline):
    model = ProgramPartner
    fieldsets = [(None, {"fields": ["organization", "part", "order"]})]
    autocomplete_fields = ["organization"]


class CohortInline(TabularInline):
    model = Cohort
    fieldsets = [(None, {"fields": [*pair("name"), "starts_on", "ends_on"]})]


@admin.register(Program)
class ProgramAdmin(HistoryAdmin, ConflictAdmin, PublishingAdmin, EntryAdmin):
    section, position = Section.PROGRAMS, 1
    preview_name = "preview-program"
    list_display = ("shown_title", "kind", "shown_publication", "shown_languages", "shown_applications")
    list_filter = ("kind", *EntryAdmin.list_filter)
    autocomplete_fields = ["contact", "topics"]
    inlines = [PartnerInline, CohortInline]
    fieldsets: ClassVar[Any] = [
        TEXTS,
        (
            gettext_lazy("What it is"),
            {"classes": ["pairs"], "fields": ["kind", pair("audience"), pair("length"), "topics", "contact"]},
        ),
        (
            gettext_lazy("Applications"),
            {"fields": [("application_opens_on", "application_closes_on"), "application_link"]},
        ),
        PICTURE,
        PUBLICATION,
    ]

    @admin.display(description=gettext_lazy("applications until"), ordering="application_closes_on")
    def shown_applications(self, program: Program) -> str | None:
        closes = program.application_closes_on
        return short_date(closes, active_language()) if closes else None


class EditionForm(FileForm):
    FILE_ADDRESS = "staff-edition-file"

    def clean(self) -> dict[str, Any] | None:
        """Read the format now, so that the same edition twice is a sentence here and not a refusal of the database."""
        cleaned = super().clean()
        if self.cleaned_data.get("file") and "file" in self.changed_data:
            try:
                facts = inspect_document(self.cleaned_data["file"], max_bytes=document_limit())
            except ValidationError:
                return cleaned  # the field's own validator says so in a moment
            self.instance.format = facts.format
            self.spoken_in = facts.language
        return cleaned

    spoken_in: str | None = None  # the language that a PDF says it is in

    @property
    def identity(self) -> tuple[Any, ...]:
        data = self.cleaned_data
        return data.get("language"), self.instance.format, data.get("version")


class EditionFormset(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        seen, deleted = set(), self.deleted_forms
        for form in self.forms:
            if not form.is_valid() or form in deleted or not form.instance.format:
                continue
            if form.identity in seen:
                form.add_error("version", _("This guide already has that version in this language and format."))
            seen.add(form.identity)


class EditionInline(FileInline, TabularInline):
    model = GuideEdition
    form = EditionForm
    formset = EditionFormset
    fieldsets = [(None, {"fields": ["language", "version", "dated", "file", "published", "shown_facts"]})]
    readonly_fields = ["shown_facts", "shown_file"]

    @admin.display(description=gettext_lazy("pages, downloads"))
    def shown_facts(self, edition: GuideEdition) -> str | None:
        if not edition.pk:
            return None
        downloads = sum(total.count for total in edition.download_totals.all())
        return _("%(pages)s pages, %(downloads)s downloads") % {"pages": edition.pages or 0, "downloads": downloads}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("download_totals")


@admin.register(ResourceGuide)
class GuideAdmin(HistoryAdmin, ConflictAdmin, PublishingAdmin, EntryAdmin):
    section, position = Section.PROGRAMS, 2
    preview_name = "preview-guide"
    list_display = ("shown_title", "program", "shown_publication", "shown_languages", "shown_editions")
    list_filter = (*EntryAdmin.list_filter, "program")
    list_select_related = ["program"]
    autocomplete_fields = ["program", "topics"]
    inlines = [EditionInline]
    fieldsets: ClassVar[Any] = [
        TEXTS,
        (gettext_lazy("Belongs to"), {"fields": ["program", "topics"]}),
        PICTURE,
        PUBLICATION,
    ]

    @admin.display(description=gettext_lazy("newest editions"))
    def shown_editions(self, guide: ResourceGuide) -> str:
        newest: dict[str, int] = {}
        for edition in guide.editions.all():
            newest[edition.language] = max(edition.version, newest.get(edition.language, 0))
        return ", ".join(f"{capfirst(language_name(code))} {version}" for code, version in sorted(newest.items()))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("editions")

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row in formset.forms:
            says = (getattr(row, "spoken_in", None) or "").partition("-")[0].lower()
            if says and says != row.instance.language:
                words = {
                    "file": row.instance.filename,
                    "says": language_name(says),
                    "given": row.instance.get_language_display(),
                }
                message = _(
                    "%(file)s says of itself that it is in %(says)s; here it stands as %(given)s. Is that right?"
                )
                self.message_user(request, message % words, messages.WARNING)


class AffiliationInline(StackedInline):
    model = Affiliation
    fieldsets = [
        (None, {"classes": ["pairs"], "fields": [pair("role"), ("organization", "program"), ("current", "order")]})
    ]
    autocomplete_fields = ["organization", "program"]


@admin.register(Person)
class PersonAdmin(HistoryAdmin, ConflictAdmin, StaffAdmin):
    section, position = Section.PEOPLE, 1
    list_display = ("name", "shown_roles", "named_publicly")
    list_filter = ("named_publicly",)
    search_fields = ["name", *columns("role", through="affiliations__")]
    inlines = [AffiliationInline]
    view_on_site = True
    fieldsets = [
        (None, {"fields": [("name", "pronouns"), "pronunciation", "named_publicly"]}),
        (gettext_lazy("About the person"), {"classes": ["pairs"], "fields": [pair("credentials"), pair("bio")]}),
        (gettext_lazy("Photo"), {"classes": ["collapse", "pairs"], "fields": ["photo", pair("photo_description")]}),
    ]

    @admin.display(description=gettext_lazy("roles"))
    def shown_roles(self, person: Person) -> str:
        rows = [row for row in person.affiliations.all() if row.current]
        return "; ".join(", ".join(filter(None, (str(row.text("role")), str(row.place)))) for row in rows)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("affiliations__organization", "affiliations__program")

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        return obj.address() if isinstance(obj, Person) and obj.pk and obj.named_publicly else None


@admin.register(Affiliation)
class AffiliationAdmin(HiddenAdmin):
    """Looked up as a contact, and as what a speaker is billed as."""

    search_fields = ["person__name", *columns("role"), *columns("name", "acronym", through="organization__")]
    list_select_related = ["person", "organization", "program"]
    ordering = ["person__name", "order"]
    autocomplete_fields = ["person", "organization", "program"]
    fieldsets = [
        (
            None,
            {
                "classes": ["pairs"],
                "fields": ["person", ("organization", "program"), pair("role"), ("current", "order")],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person", "organization", "program")


@admin.register(Organization)
class OrganizationAdmin(HistoryAdmin, ConflictAdmin, StaffAdmin):
    section, position = Section.PEOPLE, 2
    list_display = ("shown_name", "shown_acronym", "web_page")
    list_display_links = ("shown_name",)
    search_fields = columns("name", "acronym")
    fieldsets = [(None, {"classes": ["pairs"], "fields": [pair("name"), pair("acronym"), "web_page"]})]

    @admin.display(description=gettext_lazy("name"))
    def shown_name(self, organization: Organization) -> str:
        return str(organization)

    @admin.display(description=gettext_lazy("acronym"))
    def shown_acronym(self, organization: Organization) -> str:
        return str(organization.text("acronym"))


@admin.register(Topic)
class TopicAdmin(HistoryAdmin, ConflictAdmin, StaffAdmin):
    section, position = Section.SITE, 2
    list_display = ("shown_name",)
    search_fields = columns("name")
    fieldsets = [(None, {"classes": ["pairs"], "fields": [pair("name")]})]

    @admin.display(description=gettext_lazy("name"))
    def shown_name(self, topic: Topic) -> str:
        return str(topic)


@admin.register(Page)
class PageAdmin(HistoryAdmin, ConflictAdmin, StaffAdmin):
    """The site has these pages whether or not they are written; none is added beyond them, none deleted."""

    section, position = Section.SITE, 1
    list_display = ("shown_key", "shown_title", "updated_at")
    view_on_site = True
    fieldsets = [(None, {"classes": ["pairs"], "fields": ["key", pair("title"), pair("body")]})]

    @admin.display(description=gettext_lazy("page"), ordering="key")
    def shown_key(self, page: Page) -> str:
        return str(page.get_key_display())

    @admin.display(description=gettext_lazy("title"))
    def shown_title(self, page: Page) -> str:
        return str(page.text("title"))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, "key"] if obj is not None and "key" not in readonly else readonly

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and Page.objects.count() < len(PageKey)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        return obj.address() if isinstance(obj, Page) and obj.pk else None
