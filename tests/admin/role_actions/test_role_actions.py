"""Everything that staff can do × every role: it is tried with the whole form of somebody who may do all, and then looked at.

Which pages open is in tests/admin/test_role_doors.py.
"""

from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.admin.role_actions import accounts, entries, lists, tables
from tests.admin.role_actions.world import ROLES, World

ACTIONS = entries.ACTIONS | lists.ACTIONS | tables.ACTIONS | accounts.ACTIONS


def is_done(name: str, client: Client, world: World) -> bool:
    """Try it, look, and leave everything as it was."""
    _who, attempt, look = ACTIONS[name]
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        attempt(client, world)
        done = bool(look(world))
        transaction.set_rollback(True)
    client.cookies = cookies
    return done


@pytest.mark.parametrize("letter", ROLES)
def test_who_may_do_what(staff: Any, world: World, letter: str) -> None:
    client = staff(ROLES[letter])

    done = {name: is_done(name, client, world) for name in ACTIONS}

    assert {name: did for name, did in done.items() if did != (letter in ACTIONS[name][0])} == {}


@pytest.mark.parametrize("who", ["a visitor", "somebody without a role"])
def test_who_has_no_role_does_nothing(staff: Any, world: World, who: str) -> None:
    client = Client() if who == "a visitor" else staff("")

    done = {name for name in ACTIONS if is_done(name, client, world)}

    assert done == set()


FORGED = (
    "move an event",
    "delete events in the list",
    "confirm a service on the board",
    "take a link back",
    "make an account",
)


def test_nothing_is_done_without_the_secret_of_the_page(staff: Any, world: World) -> None:
    """A form that another site sends in the name of an administrator."""
    client = staff("Administrator")
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = client.cookies
    assert forger.get("/admin/auth/user/add/").status_code == 200

    done = {name for name in FORGED if is_done(name, forger, world)}

    assert done == set()
