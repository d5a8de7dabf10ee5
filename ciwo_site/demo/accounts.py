"""The demo's staff accounts, one for each role, with passwords that exist nowhere else."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from ciwo_site.demo.stopped import Stopped

# Nobody is a superuser: the demo shows what each role may do, the administrator's too.
ROLES = {
    "editor": "Editor",
    "translator": "Translator",
    "coordinator": "Language-access coordinator",
    "administrator": "Administrator",
}
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another


def make_accounts() -> dict[str, str]:
    """Passwords by account name, for accounts made now; nothing where the site has any account already."""
    return {} if get_user_model()._default_manager.exists() else renew_passwords()


@transaction.atomic
def renew_passwords() -> dict[str, str]:
    """Give each demo account a new password, and make the account where it is missing. Passwords by account name."""
    passwords = {}
    for name, role in ROLES.items():
        group = Group.objects.filter(name=role).first()
        if group is None:
            raise Stopped(f"The role “{role}” is missing from the database, so no account can have it.")
        user, is_new = get_user_model()._default_manager.get_or_create(username=name, defaults={"is_staff": True})
        passwords[name] = new_password()
        user.set_password(passwords[name])
        user.save()
        if is_new:
            user.groups.add(group)
    return passwords


def new_password() -> str:
    """Four groups of four letters: 80 random bits that can be read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))
