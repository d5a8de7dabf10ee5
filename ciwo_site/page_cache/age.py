"""What a reader is told of a page that is served while the database does not answer."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from ciwo_site.dates import when
from ciwo_site.i18n import site_languages

MAIN = b"<main"  # with attributes or without, as in a frame on another site


def with_age(body: bytes, made_at: datetime, path: str) -> bytes:
    """The page with a sentence above its content that says from when it is, in the page's language."""
    language = get_language_from_path(path) or site_languages()[0]
    with translation.override(language):
        words = _("Part of our site does not answer right now. You see this page as it was on %(moment)s.") % {
            "moment": when(made_at, None, all_day=False, time_zone=settings.EVENT_TIME_ZONE, language=language).text
        }
    note = f'<p class="preview-note">{escape(words)}</p>\n'.encode()
    return body.replace(MAIN, note + MAIN, 1)
