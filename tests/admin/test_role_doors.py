"""Every address of the admin × every role. An address that is missing here fails the test: no door is forgotten.

What is done behind a door is in tests/admin/role_actions.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from ciwo_site.sign_in.happenings import Happening, tell
from events.models import AccessRequest, Interpreter
from programs.enums import LinkPurpose
from programs.models import GlossaryTerm, SignInEvent
from programs.private_links import make_link
from tests.admin.role_actions.world import ROLES
from tests.factories import (
    NOW,
    make_affiliation,
    make_event,
    make_guide_edition,
    make_material,
    make_organization,
    make_page,
    make_person,
    make_program,
    make_series,
    make_slot,
    make_topic,
    pdf_file,
)

ALL, PLANNERS, EDITORS, TEXTS, KEEPERS, NOBODY = "TCEA", "CEA", "EA", "TEA", "A", ""
ENTRY = {"": TEXTS, "add/": EDITORS, "{}/change/": TEXTS, "{}/delete/": EDITORS, "{}/history/": TEXTS,
         "{}/history/999/": TEXTS, "recover/": EDITORS, "recover/999/": EDITORS}  # fmt: skip
SEEN_BY_ALL = {"": ALL, "{}/change/": ALL, "{}/history/": ALL}
EVENT = (
    ENTRY | SEEN_BY_ALL | {"{}/history/999/": ALL, "{}/duplicate/": EDITORS, "import/": EDITORS, "export/csv/": EDITORS}
)
RECORD = {"": KEEPERS, "add/": NOBODY, "{}/change/": KEEPERS, "{}/delete/": NOBODY, "{}/history/": KEEPERS}
ACCOUNT = dict.fromkeys(("", "add/", "{}/change/", "{}/delete/", "{}/history/"), KEEPERS)

# Who is let in: the first letters of the roles. Somebody of the staff without a role never is, except where it says so.
MODELS: dict[str, dict[str, str]] = {
    "events/webinar": EVENT,
    "events/convening": EVENT,
    "events/series": ENTRY | SEEN_BY_ALL | {"{}/history/999/": ALL},
    "events/event": {"add/": NOBODY, "{}/change/": ALL, "{}/delete/": NOBODY, "{}/history/": ALL},
    "events/interpretationslot": {"": ALL, "add/": PLANNERS, "{}/change/": ALL, "{}/delete/": PLANNERS, "{}/history/": ALL},
    "events/interpreter": dict.fromkeys(("", "add/", "{}/change/", "{}/delete/", "{}/history/"), PLANNERS),
    "events/accessrequest": RECORD | dict.fromkeys(("", "{}/change/", "{}/delete/", "{}/history/"), PLANNERS),
    "programs/program": ENTRY,
    "programs/resourceguide": ENTRY,
    "programs/person": ENTRY,
    "programs/organization": ENTRY | SEEN_BY_ALL | {"{}/history/999/": ALL},
    "programs/topic": ENTRY,
    "programs/page": ENTRY | {"{}/delete/": NOBODY},
    "programs/affiliation": {"": TEXTS, "add/": EDITORS, "{}/change/": TEXTS, "{}/delete/": EDITORS, "{}/history/": TEXTS},
    "programs/glossaryterm": {"": ALL, "add/": TEXTS, "{}/change/": ALL, "{}/delete/": EDITORS, "{}/history/": ALL},
    "programs/privatelink": RECORD | dict.fromkeys(("", "{}/change/", "{}/history/"), PLANNERS),
    "programs/signinevent": RECORD,
    "admin/logentry": RECORD,
    "auth/user": ACCOUNT | {"{}/password/": KEEPERS},
    "auth/group": ACCOUNT | {"{}/delete/": NOBODY},
}  # fmt: skip
PAGES = {
    "board/": PLANNERS,
    "intake/": EDITORS,
    "newsletter/": ALL,
    "newsletter/?language=es": ALL,
    "translations/": ALL,
    "programs/privatelink/of/event/{events/webinar}/": PLANNERS,
    "programs/privatelink/of/program/{programs/program}/": EDITORS,
    "preview/event/{events/webinar}/es/": ALL,
    "preview/flyer/{events/webinar}/es/": ALL,
    "preview/series/{events/series}/es/": ALL,
    "preview/program/{programs/program}/es/": TEXTS,
    "preview/guide/{programs/resourceguide}/es/": TEXTS,
    "files/edition/{edition}/": TEXTS,
    "files/material/{material}/": ALL,
    "autocomplete/?app_label=events&model_name=webinar&field_name=series": ALL,
    "autocomplete/?app_label=programs&model_name=program&field_name=contact": TEXTS,
    "autocomplete/?app_label=events&model_name=interpretationslot&field_name=interpreters": PLANNERS,
}
# Open to everybody of the staff, with a role or without: they hold nothing of the catalog but its look.
HARMLESS = ("", "guide/", "guide/after/", "patterns/", "password_change/", "password_change/done/", "second-factor/",
            "second-factor/app/", "second-factor/passkeys/add/", "confirm/", "jsi18n/")  # fmt: skip
# Answer with something else than a page, or belong to signing in: tested in tests/ciwo_site/sign_in and tests/admin/role_actions.
ELSEWHERE = {
    "login", "logout", "password_change", "index", "set_language", "start-over", "board-move", "programs_privatelink_take_back",
    "app_list", "admin/(?P<url>.*)$", "events_event_changelist", "account_login", "account_set_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip


@pytest.fixture
def numbers(db: None) -> dict[str, int]:
    """One row of each kind."""
    event = make_event(languages=("en",))
    edition = make_guide_edition()
    person, somebody = make_person(), User.objects.create_user("somebody")
    LogEntry.objects.log_actions(User.objects.create_user("busy").pk, [event], 2, single_object=True)
    tell(Happening.SIGNED_IN, somebody)
    rows = {
        "events/webinar": event,
        "events/convening": make_event(kind="convening"),
        "events/series": make_series(),
        "events/event": event,
        "events/interpretationslot": make_slot(event),
        "events/interpreter": Interpreter.objects.create(name="Eva"),
        "events/accessrequest": AccessRequest.objects.create(event=event, captions=True, written_in="en"),
        "programs/program": make_program(),
        "programs/resourceguide": edition.guide,
        "programs/person": person,
        "programs/organization": make_organization(),
        "programs/topic": make_topic(),
        "programs/page": make_page("about"),
        "programs/affiliation": make_affiliation(person),
        "programs/glossaryterm": GlossaryTerm.objects.create(term_en="wage theft"),
        "programs/privatelink": make_link(event, LinkPurpose.PREVIEW, None, NOW),
        "programs/signinevent": SignInEvent.objects.get(),
        "admin/logentry": LogEntry.objects.get(),
        "auth/user": somebody,
        "auth/group": Group.objects.get(name="Editor"),
        "edition": edition,
        "material": make_material(event, file=pdf_file()),
    }
    return {name: row.pk for name, row in rows.items()}


def doors(numbers: dict[str, int]) -> dict[str, str]:
    """Every address of the table → who is let in."""
    lists = {
        f"{model}/{door.format(numbers[model])}": who for model, found in MODELS.items() for door, who in found.items()
    }
    return lists | {page.format(**numbers): who for page, who in PAGES.items()}  # fmt: skip


def is_let_in(client: Client, door: str) -> bool:
    """Was there a page, or a look for a version that does not exist, which is taken once somebody is in?"""
    answer = client.get(f"/admin/{door}")
    if answer.streaming:
        b"".join(answer)  # a file is closed once it is read
    if answer.status_code == 302:
        return not answer.url.startswith("/admin/login/") and answer.url != "/admin/"
    return answer.status_code == 200 or (answer.status_code == 404 and "999" in door)


@pytest.mark.parametrize("letter", [*ROLES, "", "anonymous"])
def test_who_is_let_in(staff: Any, numbers: dict[str, int], letter: str) -> None:
    client = Client() if letter == "anonymous" else staff(ROLES.get(letter, ""))
    table = doors(numbers)

    found = {door: is_let_in(client, door) for door in table}

    wanted = {door: letter in ROLES and letter in who for door, who in table.items()}
    assert {door: is_in for door, is_in in found.items() if is_in != wanted[door]} == {}


@pytest.mark.parametrize("letter", [*ROLES, ""])
def test_what_everybody_of_the_staff_may_open(staff: Any, db: None, letter: str) -> None:
    client = staff(ROLES.get(letter, ""))

    assert {door: client.get(f"/admin/{door}").status_code for door in HARMLESS} == dict.fromkeys(HARMLESS, 200)


def test_what_a_visitor_is_told_is_the_same_behind_every_door(numbers: dict[str, int]) -> None:
    """Whether a thing exists is not to be learned from how the door is closed."""
    addresses = [
        f"/admin/{door}" for door in (*doors(numbers), *HARMLESS[:4], "events/webinar/99999/change/", "nothing/")
    ]

    answers = {address: Client().get(address) for address in addresses}

    sent_to = {address: answer.headers.get("Location", "").partition("?")[0] for address, answer in answers.items()}
    assert sent_to == dict.fromkeys(addresses, "/admin/login/")


def names(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The name of every address under /admin/, or its pattern where it has none."""
    for part in resolver.url_patterns:
        path = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from names(part, path)
        elif isinstance(part, URLPattern) and path.startswith("admin/"):
            is_old_address_of_a_form = part.name is None and path.endswith("/<path:object_id>/")
            if not is_old_address_of_a_form:
                yield part.name or path


def test_no_address_of_the_admin_is_missing_from_the_tables(numbers: dict[str, int]) -> None:
    known = {resolve(f"/admin/{door.partition('?')[0]}").url_name for door in (*doors(numbers), *HARMLESS)}

    assert set(names(get_resolver())) - known - ELSEWHERE == set()
    assert ELSEWHERE - set(names(get_resolver())) == set()
