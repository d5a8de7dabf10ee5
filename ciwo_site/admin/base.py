"""What every list and form of the admin shares: languages side by side, roles, plain widgets."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminFileWidget, AdminURLFieldWidget, RelatedFieldWidgetWrapper
from django.contrib.auth import get_permission_codename
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from js_asset import Media

from ciwo_site.admin.fields import (
    DayInput,
    PictureFormField,
    StoredFileWidget,
    WallTimeField,
    WallTimeInput,
    WallTimesForm,
)
from ciwo_site.admin.unkept_files import SaysWhatWasNotKept, note_problem, problem_of
from ciwo_site.admin_site import Section
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language, language_columns, site_languages
from ciwo_site.pictures import PictureField
from ciwo_site.roles import may_translate
from ciwo_site.storages.problems import StorageProblem
from ciwo_site.uploads.pictures import EXTENSIONS

PICTURES = ",".join(f".{ending}" for endings in EXTENSIONS.values() for ending in endings)


def pair(field: str) -> tuple[str, ...]:
    """A bilingual field as one row of a form, a column for each language."""
    return language_columns(field)


def columns(*fields: str, through: str = "") -> list[str]:
    """The real columns of bilingual fields, for searching; `through` is the relation that leads to them."""
    return [f"{through}{column}" for field in fields for column in language_columns(field)]


class StaffForm(SaysWhatWasNotKept, WallTimesForm):
    """Every form of the admin. Times are those of the site's usual zone, unless the form knows a better one."""

    def stored_zone(self) -> ZoneInfo:
        return ZoneInfo(settings.EVENT_TIME_ZONE)

    def _update_errors(self, errors: ValidationError) -> None:
        """An error about a field that this person does not have in front of her goes above the form."""
        if hasattr(errors, "error_dict"):
            placed: dict[str, list[ValidationError]] = {}
            for name, found in errors.error_dict.items():
                placed.setdefault(name if name in self.fields else NON_FIELD_ERRORS, []).extend(found)
            errors = ValidationError(placed)
        super()._update_errors(errors)  # type: ignore[misc]


class StaffOptions(BaseModelAdmin):
    """What lists' forms and inlines have in common."""

    form = StaffForm
    view_on_site = False  # an entry's own admin says where its page is
    formfield_overrides = {
        models.DateField: {"widget": DayInput},
        models.DateTimeField: {"form_class": WallTimeField, "widget": WallTimeInput},
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
        models.FileField: {"widget": StoredFileWidget},
        PictureField: {"form_class": PictureFormField, "widget": AdminFileWidget},
    }

    # Roles ----------------------------------------------------------------------------------------------------------

    def may_edit(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """May this person change every field? `has_change_permission` also lets in those who may change a few."""
        return super().has_change_permission(request, obj)

    def may_see(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_view_permission(request, obj)

    def open_fields(self, request: HttpRequest, obj: Model | None = None) -> Iterable[str]:
        """The fields that are open to somebody who may not change them all."""
        fields = getattr(self.model, "BILINGUAL", ())
        if fields and may_translate(request.user) and self.may_see(request, obj):
            return [column for field in fields for column in language_columns(field)]
        return ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_edit(request, obj) or bool(self.open_fields(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        readonly = list(super().get_readonly_fields(request, obj))
        may_add = request.user.has_perm(f"{self.opts.app_label}.{get_permission_codename('add', self.opts)}")
        may_do_all = self.may_edit(request, obj) or (obj is None and may_add)
        if not may_do_all:
            is_open = set(self.open_fields(request, obj))
            shown = flatten_fieldsets(self.get_fieldsets(request, obj))
            readonly += [name for name in shown if name not in is_open and name not in readonly]
        return readonly

    # Fields ---------------------------------------------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if hasattr(db_field, "translated_field"):
            field.widget.attrs["lang"] = db_field.language
        if isinstance(db_field, PictureField):
            field.widget.attrs["accept"] = PICTURES
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Adding somebody from here is work; the other three buttons are in the way of it.
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def labels(self) -> dict[str, str]:
        """Bilingual columns are named by their field and language: “Title (Spanish)”."""
        found = {}
        for field in getattr(self.model, "BILINGUAL", ()):
            name = capfirst(str(self.model._meta.get_field(field).verbose_name))
            for code, column in zip(site_languages(), language_columns(field), strict=True):
                found[column] = _("%(field)s (%(language)s)") % {"field": name, "language": language_name(code)}
        return found


class StaffAdmin(StaffOptions, admin.ModelAdmin):
    section = Section.SITE
    position = 0
    save_on_top = False
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """As declared; else by what a row is called in the person's language, so that look-ups page steadily."""
        declared = list(super().get_ordering(request) or ()) or list(self.opts.ordering or ())
        names = [f"{field}_{active_language()}" for field in getattr(self.model, "BILINGUAL", ())[:1]]
        return declared or [*names, "pk"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        # The look-up of a form takes what it gets; PostgreSQL refuses a null byte.
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        kwargs.setdefault("labels", self.labels())
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.files_problem = problem_of(request)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except StorageProblem as problem:
            note_problem(request, problem)
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is inline, so it needs this response's nonce.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)


class StaffInline(StaffOptions, admin.options.InlineModelAdmin):
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type:
        kwargs.setdefault("labels", self.labels())
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.files_problem = problem_of(request)
        return formset


class StackedInline(StaffInline):
    template = "admin/edit_inline/stacked.html"


class TabularInline(StaffInline):
    template = "admin/edit_inline/tabular.html"


class HiddenAdmin(StaffAdmin):
    """Registered so that other forms can look its rows up; on no list."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False
