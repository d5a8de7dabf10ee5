"""Who changed what, and the way back: an entry's earlier versions, and entries that were deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reversion import add_to_revision, is_active
from reversion.admin import VersionAdmin
from reversion.models import Version

from ciwo_site.admin.changes import Changes, RowChange, RowEvent, Shown, changes, moment_words
from ciwo_site.admin.restoring import AS_THEY_ARE, CannotRestore, recover, restore
from ciwo_site.admin.versions import (
    Kind,
    RowKey,
    Snapshot,
    deleted,
    keep_as_found,
    keep_before_deletion,
    recording,
    register_entry,
    snapshots,
    stored_now,
    values_of,
)

VERSIONS_SHOWN = 50
DELETED_SHOWN = 50
READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version on the page of the history, and what it changed."""

    version: Snapshot
    changes: Changes
    is_first: bool
    is_current: bool

    @property
    def when(self) -> str:
        return moment_words(self.version.at) if self.version.at else ""


class HistoryAdmin(VersionAdmin):
    """Stands before the site's own admin classes, whose lists and forms it keeps.

    Restoring is for those who may change every field of an entry; to look is for everybody who may see it.
    """

    change_list_template = "reversion/change_list.html"
    object_history_template = "reversion/object_history.html"

    def __init__(self, model: type[Model], admin_site: Any) -> None:
        rows = {}
        for inline in self.inlines:
            relation: Any = _get_foreign_key(model, inline.model, fk_name=inline.fk_name)
            rows[relation.remote_field.get_accessor_name()] = inline.model
        register_entry(model, rows)
        super().__init__(model, admin_site)

    # Keeping --------------------------------------------------------------------------------------------------------

    @contextmanager
    def create_revision(self, request: HttpRequest) -> Iterator[None]:
        """Looking at a page opens no transaction, which would make others wait."""
        if request.method in READING:
            yield
        else:
            with recording(request.user):
                yield

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        # The comment of a version is its kind; what it changed is read from the version itself.
        return super(VersionAdmin, self).log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super(VersionAdmin, self).log_change(request, obj, message)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            entry = self.get_object(request, unquote(object_id))
            if entry is not None and self.has_change_permission(request, entry):
                keep_as_found(entry)
        return super().change_view(request, object_id, *args, **kwargs)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        keep_before_deletion(obj, request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for entry in queryset:
            keep_before_deletion(entry, request.user)
        super().delete_queryset(request, queryset)

    # Who may ----------------------------------------------------------------------------------------------------------

    def may_restore(self, request: HttpRequest, entry: Model | None = None) -> bool:
        return self.may_edit(request, entry)

    def may_recover(self, request: HttpRequest) -> bool:
        return self.may_restore(request) and self.has_add_permission(request)

    def shown(self, request: HttpRequest, entry: Model | None) -> Shown:
        """What this person sees in the form: nobody learns from the history what the form keeps from her."""
        concrete: Any = self.model._meta.concrete_model
        seen = {concrete: self._columns(self.model, self.get_fieldsets(request, entry))}
        for inline in self.get_inline_instances(request, entry):
            seen[inline.model] = self._columns(inline.model, inline.get_fieldsets(request, entry))
        return seen

    def _columns(self, model: type[Model], fieldsets: Any) -> list[str]:
        known = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
        names = dict.fromkeys(flatten_fieldsets(fieldsets))
        return [name for name in names if name in known]

    # Who changed what -------------------------------------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        entry = self._entry(request, object_id)
        kept = snapshots(self.model, entry.pk, VERSIONS_SHOWN + 1)
        context = {
            **self._context(request, entry, _("History")),
            "lines": self._lines(request, entry, kept),
            "is_cut": len(kept) > VERSIONS_SHOWN,
            "may_restore": self.may_restore(request, entry),
        }
        return TemplateResponse(request, "reversion/object_history.html", context | (extra_context or {}))

    def _lines(self, request: HttpRequest, entry: Model, kept: list[Snapshot]) -> list[HistoryLine]:
        shown, now = self.shown(request, entry), stored_now(entry)
        if not kept or not now.is_like(next((one for one in kept if one.kind != Kind.SET_ASIDE), None)):
            kept = [Snapshot(now.main, now.rows, kind=Kind.FOUND), *kept]
        lines: list[HistoryLine] = []
        for place, version in enumerate(kept[:VERSIONS_SHOWN]):
            before = next((one for one in kept[place + 1 :] if one.kind != Kind.SET_ASIDE), None)
            found = changes(before, version, shown) if before else Changes((), ())
            if version.kind == Kind.SAVED and before is not None and not found and version.number:
                continue  # saved without a change that this person could see
            is_current = not any(line.is_current for line in lines) and version.kind != Kind.SET_ASIDE
            lines.append(HistoryLine(version, found, before is None, is_current))
        return lines

    def revision_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An earlier version beside what is stored now; sent back, it is restored."""
        entry = self._entry(request, object_id)
        version = self._version(entry.pk, version_id)
        if request.method == "POST":
            return self._restore(request, entry, version)
        shown, now = self.shown(request, entry), stored_now(entry)
        compared = changes(now, version, shown, without=AS_THEY_ARE)
        context = {
            **self._context(request, entry, _("An earlier version")),
            "version": version,
            "when": moment_words(version.at) if version.at else "",
            "fields": compared.fields,
            "changed_rows": [row for row in compared.rows if row.event == RowEvent.CHANGED],
            "returning_rows": [row for row in compared.rows if row.event == RowEvent.ADDED],
            "newer_rows": [row for row in compared.rows if row.event == RowEvent.REMOVED],
            "differs": bool(compared),
            "may_restore": self.may_restore(request, entry),
        }
        return TemplateResponse(request, "reversion/revision_form.html", context | (extra_context or {}))

    def _restore(self, request: HttpRequest, entry: Model, version: Snapshot) -> HttpResponse:
        if not self.may_restore(request, entry):
            raise PermissionDenied
        remove: list[RowKey] = []
        if request.POST.get("remove"):
            now = stored_now(entry)
            remove = [row.key for row in self._newer(changes(now, version, self.shown(request, entry)).rows)]
        try:
            restore(entry, version, request.user, remove=remove)
        except CannotRestore as reason:
            words = _("This version cannot be put back. %(reason)s Nothing was changed.") % {"reason": reason}
            self.message_user(request, words, messages.ERROR)
            return redirect(request.path)
        self.log_change(request, entry, _("An earlier version was put back."))
        self.message_user(
            request,
            _("The earlier version is back, in every language. What was there before is in the history too."),
            messages.SUCCESS,
        )
        return redirect(self._address("change", entry.pk))

    def _newer(self, rows: tuple[RowChange, ...]) -> Iterator[RowChange]:
        return (row for row in rows if row.event == RowEvent.REMOVED)

    # What was deleted -------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"recover_address": self._address("recoverlist") if self.may_recover(request) else ""}
        return super().changelist_view(request, context | (extra_context or {}))

    def recoverlist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.may_recover(request):
            raise PermissionDenied
        found = [
            {
                "version": version,
                "url": self._address("recover", version.pk),
                "when": moment_words(version.revision.date_created),
            }
            for version in deleted(self.model, DELETED_SHOWN)
            if self._is_of_this_list(version)
        ]
        context = {**self._context(request, None, _("What was deleted")), "deleted": found}
        return TemplateResponse(request, "reversion/recover_list.html", context | (extra_context or {}))

    def recover_view(
        self, request: HttpRequest, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.may_recover(request):
            raise PermissionDenied
        found = Version.objects.get_for_model(self.model._meta.concrete_model).filter(pk=version_id).first()
        if found is None or not self._is_of_this_list(found) or self._is_there(found):
            raise Http404
        version = self._version(found.object_id, version_id)
        if request.method == "POST":
            return self._recover(request, version)
        nothing = Snapshot(version.main, {})
        compared = changes(nothing, version, self.shown(request, None))
        context = {
            **self._context(request, None, _("Bring back “%(name)s”") % {"name": found.object_repr}),
            "version": version,
            "name": found.object_repr,
            "fields": compared.fields,
            "returning_rows": compared.rows,
        }
        return TemplateResponse(request, "reversion/recover_form.html", context | (extra_context or {}))

    def _recover(self, request: HttpRequest, version: Snapshot) -> HttpResponse:
        try:
            entry = recover(version, request.user)
        except CannotRestore as reason:
            words = _("This cannot be brought back. %(reason)s Nothing was changed.") % {"reason": reason}
            self.message_user(request, words, messages.ERROR)
            return redirect(self._address("recoverlist"))
        self.log_addition(request, entry, _("Brought back after it was deleted."))
        words = _("It is back, with all that hung on it. Look through it before you publish it again.")
        self.message_user(request, words, messages.SUCCESS)
        return redirect(self._address("change", entry.pk))

    def _is_there(self, version: Version) -> bool:
        concrete: Any = self.model._meta.concrete_model
        return concrete._base_manager.filter(pk=version.object_id).exists()

    def _is_of_this_list(self, version: Version) -> bool:
        """Webinars and convenings are kept under one name; each list brings back its own."""
        kind = getattr(self, "kind", None) if self.model._meta.proxy else None
        return kind is None or values_of(version).get("kind") == kind

    # Small things -----------------------------------------------------------------------------------------------------

    def _entry(self, request: HttpRequest, object_id: str) -> Any:
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def _version(self, number: Any, version_id: str) -> Snapshot:
        found = snapshots(self.model, number, None, only=int(version_id))
        if not found:
            raise Http404
        return found[0]

    def _address(self, page: str, *numbers: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=numbers)

    def _context(self, request: HttpRequest, entry: Model | None, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_name": capfirst(str(self.opts.verbose_name_plural)),
            "original": entry,
            "title": title,
            "subtitle": str(entry) if entry is not None else None,
        }


class FollowedAdmin:
    """For rows that have a form of their own beside the entry's: saving one keeps a version of the entry.

    `entry_name` is the field that leads to it.
    """

    entry_name = "event"

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        with recording(request.user):
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        keep_as_found(getattr(obj, self.entry_name))
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if is_active():
            add_to_revision(getattr(form.instance, self.entry_name))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        entry = getattr(obj, self.entry_name)
        keep_as_found(entry)
        with recording(request.user):
            super().delete_model(request, obj)  # type: ignore[misc]
            add_to_revision(entry)
