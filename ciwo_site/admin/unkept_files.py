"""A file that could not be kept, because the disk is full or its store is away, is a sentence beside its field.

Nothing is saved then, and what was typed stays in the form.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ciwo_site.storages.problems import StorageFull, StorageProblem
from ciwo_site.uploads.receiving import UnkeptFile

FULL = _(
    "There is no room for this file: the site’s disk is full. Nothing was saved, and what you typed is still here. "
    "Please tell whoever looks after the site; then choose the file again."
)
UNREACHABLE = _(
    "The place where files are kept does not answer, so this file could not be kept. Nothing was saved, and what you "
    "typed is still here. Please choose the file again in a few minutes."
)

PROBLEM = "_unkept_files_problem"  # of a request whose files could not be kept


def note_problem(request: HttpRequest, problem: StorageProblem) -> None:
    setattr(request, PROBLEM, problem)


def problem_of(request: HttpRequest) -> StorageProblem | None:
    return getattr(request, PROBLEM, None)


class SaysWhatWasNotKept(forms.BaseForm):
    """A form that was sent with files. `files_problem` is what a first attempt at saving it met."""

    files_problem: StorageProblem | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, field in self.fields.items():
            file = self.files.get(self.add_prefix(name)) if isinstance(field, forms.FileField) else None
            problem = self.files_problem or (file.problem if isinstance(file, UnkeptFile) else None)
            if file is not None and problem is not None and name not in self.errors:
                self.add_error(name, ValidationError(words(problem), code="unkept"))
        return cleaned


def words(problem: Exception) -> str:
    return str(FULL) if isinstance(problem, StorageFull) else str(UNREACHABLE)
