"""Inlines whose rows hold an uploaded file: staff open it at an address of their own, a draft's file too."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from ciwo_site.admin.base import StaffForm, StaffInline
from ciwo_site.admin.fields import StoredFileWidget
from ciwo_site.dates import file_size
from ciwo_site.i18n import active_language


def file_words(row: Any) -> str:
    """“PDF, 340 kB”"""
    return f"{row.file.name.rpartition('.')[2].upper()}, {file_size(row.size, active_language())}"


class FileForm(StaffForm):
    FILE_ADDRESS = ""  # the name of an address that takes the row's number

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field and isinstance(field.widget, StoredFileWidget) and self.instance.pk and self.instance.file:
            field.widget.address = reverse(self.FILE_ADDRESS, args=[self.instance.pk])
            field.widget.words = file_words(self.instance)


class FileInline(StaffInline):
    """Where somebody may not change the file, it is a link and not a field."""

    form = FileForm

    @admin.display(description=gettext_lazy("file"))
    def shown_file(self, row: Any) -> SafeString | str:
        if not row.file:
            return self.get_empty_value_display()
        address = reverse(self.form.FILE_ADDRESS, args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, file_words(row))

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if self.may_edit(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": ["shown_file" if field == "file" else field for field in options["fields"]]})
            for name, options in fieldsets
        ]
