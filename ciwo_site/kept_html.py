"""Parts of pages as HTML, kept in this process: the same template with the same values in the same language is the
same HTML, whatever else has changed. So nothing here can be stale, and nothing needs to be told of a change.
"""

from functools import lru_cache
from typing import Any

from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

PARTS = 1000


def kept_html(template: Template, values: dict[str, Any]) -> SafeString:
    """The template rendered with these values and nothing else. They must be hashable and never change; lists may be given."""
    hashable = [tuple(value) if isinstance(value, list) else value for value in values.values()]
    return _html(template, get_language(), tuple(values), *hashable)


# The types count too: True is 1, and a text that is safe is equal to one that is not.
@lru_cache(maxsize=PARTS, typed=True)
def _html(template: Template, language: str | None, names: tuple[str, ...], *values: Any) -> SafeString:
    return template.render(Context(dict(zip(names, values, strict=True))))


def html_parts() -> int:
    """How many are kept."""
    return _html.cache_info().currsize


def forget_html() -> None:
    _html.cache_clear()
