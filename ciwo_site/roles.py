"""Who of the staff may do what.

Django's permissions say what somebody may see, add, change and delete. They know nothing of a single field, so two
roles hold permission to *see* entries and no more, and the admin widens that by the narrow right of the role: a
translator may write the texts of an entry, a coordinator may plan an event's languages. Whatever door forgets to ask
for the role finds somebody who may only look.

The groups are made by a migration (events 0002) under the names below.
"""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


class Role(StrEnum):
    EDITOR = "Editor"
    TRANSLATOR = "Translator"
    COORDINATOR = "Language-access coordinator"
    ADMINISTRATOR = "Administrator"


LABELS = {
    Role.EDITOR: gettext_noop("Editor: writes and publishes everything"),
    Role.TRANSLATOR: gettext_noop("Translator: changes texts, not dates and not what is published"),
    Role.COORDINATOR: gettext_noop("Language-access coordinator: plans interpretation"),
    Role.ADMINISTRATOR: gettext_noop("Administrator: everything, and the accounts of others"),
}


def roles_of(user: Any) -> frozenset[str]:
    """The names of the groups of a user; asked of the database once for each request's user."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    if not hasattr(user, "_role_names"):
        user._role_names = frozenset(user.groups.values_list("name", flat=True))
    return user._role_names


def may_translate(user: Any) -> bool:
    """May this person write the texts of entries that she may see?"""
    return Role.TRANSLATOR in roles_of(user)


def role_label(name: str) -> str:
    """A group in the words of the active language; the name itself where it is none of ours."""
    return _(LABELS[Role(name)]) if name in LABELS else name
