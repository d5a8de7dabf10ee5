"""Fields that every entry of the catalog has, and so every set of entries."""

from django.utils.translation import gettext_lazy as _

from ciwo_site.open_data.dataset import Field, FieldType

TITLE = Field("title", FieldType.TEXT, _("The title."))
SUMMARY = Field("summary", FieldType.TEXT, _("One or two sentences."))
BODY = Field("body", FieldType.RICH_TEXT, _("What it is about."))
UPDATED_AT = Field("updated_at", FieldType.MOMENT, _("When the record last changed."))
