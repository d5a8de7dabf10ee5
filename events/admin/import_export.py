"""Lists of events leave as a table and come back as one. Nothing is saved before somebody has seen what would change.

Between the two steps the table waits in the page itself, signed: nothing of it stays on a disk, and it cannot be
another than the one that was looked at.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from import_export.results import Result, RowResult
from tablib import Dataset

from ciwo_site.admin.versions import keep_as_found, recording
from events import table_files
from events.enums import EventKind
from events.models import Event
from events.resources import ConveningResource, EventResource, WebinarResource
from events.table_cells import COLUMNS, KEY, SHOWN_ONLY

RESOURCES: dict[EventKind, type[EventResource]] = {
    EventKind.WEBINAR: WebinarResource,
    EventKind.CONVENING: ConveningResource,
}
WAITS = 60 * 60  # seconds between looking and saving
LONGEST_TOKEN = 2_000_000  # what a form may send back is bounded by DATA_UPLOAD_MAX_MEMORY_SIZE
SHOWN_LENGTH = 400  # characters of a cell in the list of changes
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STALE = gettext_lazy("This page was open too long, or was changed. Please choose the file again.")
CHANGED_MEANWHILE = gettext_lazy(
    "Something was changed in the meantime. Look at the changes once more; nothing was saved."
)


class TableForm(forms.Form):
    table = forms.FileField(
        label=gettext_lazy("Table"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("CSV in UTF-8, or XLSX."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_table(self) -> Any:
        file = self.cleaned_data["table"]
        if not file.name.lower().endswith((".csv", ".xlsx")):
            raise ValidationError(_("Choose a file that ends in .csv or .xlsx."))
        if file.size > settings.IMPORT_MAX_BYTES:
            most = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            words = _("This file is larger than %(count)s MB. Please split it into several files.")
            raise ValidationError(words % {"count": most})
        return file


@dataclass(frozen=True, slots=True)
class CellChange:
    column: str
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the table does. `outcome` is new, changed, same or refused."""

    number: int
    outcome: str
    words: str
    title: str
    changes: tuple[CellChange, ...] = ()
    refusals: tuple[tuple[str, str], ...] = ()  # column and sentence


class TableAdmin:
    """For an admin of events of one kind. Only those who may change every field of every entry come in."""

    kind: EventKind
    change_list_template = "admin/event_change_list.html"

    def has_table_permission(self: Any, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.may_edit(request)

    def get_urls(self: Any) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("export/<slug:extension>/", view(require_safe(self.export_view)), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def changelist_view(self: Any, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"has_table_permission": self.has_table_permission(request), **(extra_context or {})}
        return super().changelist_view(request, extra)

    # Out ------------------------------------------------------------------------------------------------------------

    def export_view(self: Any, request: HttpRequest, extension: str) -> HttpResponse:
        """Every entry of the list, or those that its filters and its search leave."""
        if not self.has_table_permission(request):
            raise PermissionDenied
        if extension not in table_files.FORMATS:
            return redirect(f"admin:events_{self.opts.model_name}_changelist")
        entries = self.get_changelist_instance(request).get_queryset(request).order_by("starts_at", "pk")
        content = table_files.write(COLUMNS, RESOURCES[self.kind]().table(entries), extension)
        day = timezone.localdate().isoformat()
        name = f"{self.kind.value}s-{day}.{extension}"
        return HttpResponse(
            content,
            content_type=CONTENT_TYPES[extension],
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    # In -------------------------------------------------------------------------------------------------------------

    def import_view(self: Any, request: HttpRequest) -> HttpResponse:
        if not self.has_table_permission(request):
            raise PermissionDenied
        form, lines, token = TableForm(), [], ""
        if request.method == "POST" and "token" in request.POST:
            return self._confirm(request)
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                file = form.cleaned_data["table"]
                try:
                    headers, rows = table_files.read(file.name, file.read())
                    _check_headers(headers)
                    lines = _lines(self._try(headers, rows))
                    token = self._token(request, headers, rows, lines)
                except ValidationError as refusal:
                    lines = []
                    form.add_error("table", refusal)
        return self._import_page(request, form, lines, token)

    def _try(self: Any, headers: list[str], rows: list[list[str]]) -> Result:
        return RESOURCES[self.kind]().import_data(Dataset(*rows, headers=headers), dry_run=True, raise_errors=False)

    def _confirm(self: Any, request: HttpRequest) -> HttpResponse:
        try:
            kept = signing.loads(request.POST["token"], salt=self._salt(request), max_age=WAITS)
        except signing.BadSignature:
            form = TableForm()
            messages.error(request, STALE)
            return self._import_page(request, form, [], "")
        headers, rows = kept["headers"], kept["rows"]
        tried = self._try(headers, rows)
        lines = _lines(tried)
        if kept["seen"] != _digest(lines):
            messages.error(request, CHANGED_MEANWHILE)
            return self._import_page(request, TableForm(), lines, self._token(request, headers, rows, lines))
        for row in tried.rows:
            if row.import_type == RowResult.IMPORT_TYPE_UPDATE:
                keep_as_found(row.instance)
        with recording(request.user):
            result = RESOURCES[self.kind]().import_data(
                Dataset(*rows, headers=headers), dry_run=False, raise_errors=False, rollback_on_validation_errors=True
            )
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, CHANGED_MEANWHILE)
            return self._import_page(request, TableForm(), _lines(result), "")
        added = changed = 0
        for row in result.rows:
            if row.import_type == RowResult.IMPORT_TYPE_NEW:
                self.log_addition(request, row.instance, [{"added": {}}])
                added += 1
            elif row.import_type == RowResult.IMPORT_TYPE_UPDATE:
                self.log_change(request, row.instance, [{"changed": {"fields": sorted(row.changes)}}])
                changed += 1
        words = [
            ngettext("%(count)s entry was added, as a draft.", "%(count)s entries were added, as drafts.", added)
            % {"count": added},
            ngettext("%(count)s entry was changed.", "%(count)s entries were changed.", changed) % {"count": changed},
        ]
        messages.success(request, " ".join(words))
        return redirect(reverse(f"admin:events_{self.opts.model_name}_changelist"))

    def _token(self: Any, request: HttpRequest, headers: list[str], rows: list[list[str]], lines: list[Line]) -> str:
        """Empty where a line is refused or nothing would change."""
        outcomes = {line.outcome for line in lines}
        if "refused" in outcomes or not outcomes & {"new", "changed"}:
            return ""
        kept = {"headers": headers, "rows": rows, "seen": _digest(lines)}
        token = signing.dumps(kept, salt=self._salt(request), compress=True)
        if len(token) > LONGEST_TOKEN:
            raise ValidationError(_("This table has too much text to be looked at at once. Please split it."))
        return token

    def _salt(self: Any, request: HttpRequest) -> str:
        return f"events.import.{self.kind.value}.{request.user.pk}"

    def _import_page(self: Any, request: HttpRequest, form: TableForm, lines: list[Line], token: str) -> HttpResponse:
        counts = [(outcome, sum(line.outcome == outcome for line in lines)) for outcome in OUTCOMES]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a table"),
            "opts": self.opts,
            "form": form,
            "lines": [line for line in lines if line.outcome != "same"],
            "counts": [(outcome, OUTCOMES[outcome], count) for outcome, count in counts if count],
            "token": token,
            "is_read": bool(lines),
            "columns": [column for column in COLUMNS if column not in SHOWN_ONLY],
            "most_rows": settings.IMPORT_MAX_ROWS,
        }
        return TemplateResponse(request, "admin/import_events.html", context)


OUTCOMES = {
    "refused": gettext_lazy("cannot be read"),
    "new": gettext_lazy("new, as a draft"),
    "changed": gettext_lazy("changed"),
    "same": gettext_lazy("as before"),
}


def _check_headers(headers: list[str]) -> None:
    if KEY not in headers:
        words = _("The first line must name the columns, and one of them must be “%(column)s”.")
        raise ValidationError(words % {"column": KEY})
    for place, header in enumerate(headers):
        if header not in COLUMNS:
            words = _("There is no column “%(column)s”. The names are those of an exported table.")
            raise ValidationError(words % {"column": header[:60]})
        if header in headers[:place]:
            raise ValidationError(_("The column “%(column)s” is there twice.") % {"column": header})


def _lines(result: Result) -> list[Line]:
    """The first line of a file names the columns, so its rows begin with the second."""
    return [_line(number, row) for number, row in enumerate(result.rows, 2)]


def _line(number: int, row: Any) -> Line:
    outcome = {
        RowResult.IMPORT_TYPE_NEW: "new",
        RowResult.IMPORT_TYPE_UPDATE: "changed",
        RowResult.IMPORT_TYPE_SKIP: "same",
    }.get(row.import_type, "refused")
    changes = tuple(
        CellChange(column, _language(column), _short(before), _short(after))
        for column, (before, after) in row.changes.items()
    )
    title = str(row.instance) if getattr(row, "instance", None) is not None else ""
    return Line(number, outcome, str(OUTCOMES[outcome]), title, changes, tuple(_refusals(row)))


def _refusals(row: Any) -> list[tuple[str, str]]:
    if row.validation_error is not None:
        found = row.validation_error
        by_column = found.message_dict if hasattr(found, "error_dict") else {"__all__": found.messages}
        return [
            ("" if column == "__all__" else column, sentence)
            for column, sentences in by_column.items()
            if column not in Event.BILINGUAL  # its columns say the same
            for sentence in sentences
        ]
    return [("", _("The catalog cannot keep this line as it is."))] if row.errors else []


def _language(column: str) -> str:
    ending = column.rpartition("_")[2]
    return ending if ending in dict(settings.LANGUAGES) else ""


def _short(cell: str) -> str:
    return cell if len(cell) <= SHOWN_LENGTH else f"{cell[:SHOWN_LENGTH]}…"


def _digest(lines: list[Line]) -> str:
    """Of what would change, whatever the language of the page."""
    told = [
        (line.number, line.outcome, [(one.column, one.before, one.after) for one in line.changes]) for line in lines
    ]
    return sha256(repr(told).encode()).hexdigest()
