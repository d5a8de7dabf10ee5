"""Mail to staff on what happens to their accounts, in every site language at once: nobody knows yet who is reading.

Sent beside the request, so that a slow mail server holds nobody up and tells nobody whether an address is known. Where
no mail is configured nothing is sent. No address of a machine stands in any of it.
"""

import logging
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from ciwo_site.i18n import site_languages

THREAD = "letter"
BETWEEN = "\n\n* * *\n\n"
logger = logging.getLogger(__name__)


def is_possible() -> bool:
    return bool(settings.MAIL_IS_CONFIGURED)


def write(name: str, to: str, context: dict[str, Any]) -> None:
    """Send the letter `letters/<name>.txt`, whose first line is its subject, if there is mail and an address."""
    if not (is_possible() and to):
        return
    subjects, texts = zip(*(_in_language(name, code, context) for code in site_languages()), strict=True)
    message = EmailMessage(" · ".join(dict.fromkeys(subjects)), BETWEEN.join(texts), settings.DEFAULT_FROM_EMAIL, [to])
    Thread(target=_send, args=(message,), name=THREAD).start()


def _in_language(name: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    with translation.override(language):
        subject, _line, text = render_to_string(f"letters/{name}.txt", context).strip().partition("\n")
    return " ".join(subject.split()), text.strip()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as problem:  # whatever a mail server does, nobody's work stops
        logger.error("A letter to somebody of the staff was not sent: %s", type(problem).__name__)
