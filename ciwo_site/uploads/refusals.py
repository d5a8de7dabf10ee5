"""What a person reads when a file is not taken: one sentence, and what to do next."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _


class UploadRefused(ValidationError):
    """A file that the site does not take. Its message is in the language active when it was raised."""


def unexpected(found: str | Promise | None, wanted: Iterable[str | Promise]) -> UploadRefused:
    choices = get_text_list([str(name) for name in wanted], _("or"))
    if found is None:
        message = _("We could not tell what kind of file this is. Please choose %(wanted)s.")
        return UploadRefused(message, code="unknown_kind", params={"wanted": choices})
    message = _("This file is %(found)s. Please choose %(wanted)s.")
    return UploadRefused(message, code="unexpected_kind", params={"found": found, "wanted": choices})


def damaged(found: str | Promise) -> UploadRefused:
    message = _(
        "This file looks like %(found)s, but it cannot be opened: it may be damaged or incomplete. "
        "Open it on your computer, save it again, and upload the new file."
    )
    return UploadRefused(message, code="damaged", params={"found": found})


def empty() -> UploadRefused:
    return UploadRefused(_("This file is empty. Please choose it again."), code="empty")


def too_large(size: int, limit: int) -> UploadRefused:
    """`size` and `limit` in bytes."""
    message = _("This file is too large: it has %(size)s, and the site takes at most %(limit)s.")
    params = {"size": filesizeformat(size), "limit": filesizeformat(limit)}
    return UploadRefused(message, code="too_large", params=params)


def locked() -> UploadRefused:
    message = _("This file is protected with a password. Save it without one, so that every reader can open it.")
    return UploadRefused(message, code="locked")


def swollen() -> UploadRefused:
    message = _(
        "This file unpacks to far more than its own size, which a document does not do. "
        "Save it again from the program that you wrote it with."
    )
    return UploadRefused(message, code="swollen")


def with_macros() -> UploadRefused:
    message = _("This document has macros (small programs) in it. Save it without them, and upload the new file.")
    return UploadRefused(message, code="macros")


def not_utf8() -> UploadRefused:
    message = _(
        "This text is not saved as UTF-8, so letters like “ñ” could break. Save it as UTF-8 and upload it again."
    )
    return UploadRefused(message, code="not_utf8")


def misnamed(found: str | Promise, ending: str, wanted: str) -> UploadRefused:
    """`ending` is the name's own, "" for none; `wanted` the one that says the truth. Both without the dot."""
    params = {"found": found, "ending": f".{ending}", "wanted": f".{wanted}"}
    if not ending:
        message = _("This file is %(found)s. Rename it so that its name ends in “%(wanted)s”, and upload it again.")
        return UploadRefused(message, code="misnamed", params=params)
    message = _(
        "This file is %(found)s, but its name ends in “%(ending)s”. "
        "Rename it so that it ends in “%(wanted)s”, or choose another file."
    )
    return UploadRefused(message, code="misnamed", params=params)
