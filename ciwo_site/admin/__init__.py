"""The shared parts of Django's admin as our staff see it; each application registers its own lists."""

from ciwo_site.admin import accounts, records
from ciwo_site.admin.base import HiddenAdmin, StackedInline, StaffAdmin, StaffForm, TabularInline, columns, pair
from ciwo_site.admin.entries import PICTURE, PUBLICATION, TEXTS, EntryAdmin

__all__ = [
    "PICTURE",
    "PUBLICATION",
    "TEXTS",
    "EntryAdmin",
    "HiddenAdmin",
    "StackedInline",
    "StaffAdmin",
    "StaffForm",
    "TabularInline",
    "accounts",
    "columns",
    "pair",
    "records",
]
