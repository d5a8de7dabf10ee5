"""Links that staff type: to the web, and to nothing that a browser would run."""

from typing import Any
from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models

SCHEMES = ("http", "https")


def web_address(stored: str | None) -> str:
    """The address if it leads to the web; nothing for `javascript:`, `data:`, `ftp:` and what is no address."""
    if not stored:
        return ""
    try:
        parts = urlsplit(stored)
    except ValueError:
        return ""
    return stored if parts.scheme in SCHEMES and parts.hostname else ""


class WebAddressField(models.URLField):
    """Refuses every other kind of link when it is typed, and does not know one that came into the database otherwise.

    What reads a row, now or later, page or feed, never gets hold of such a link. In migrations it is Django's own field:
    the column is the same.
    """

    default_validators = [URLValidator(schemes=SCHEMES)]

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        return web_address(value)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"assume_scheme": "https", **kwargs})
