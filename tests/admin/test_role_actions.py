"""Everything that staff can do × every role: it is tried with the whole form of somebody who may do all, and then looked at.

Which pages open is in test_role_doors.py.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.test import Client

from events.models import AccessRequest, Event, InterpretationSlot, Interpreter, Series
from programs.enums import LinkPurpose
from programs.models import GlossaryTerm, GuideEdition, Organization, Page, Person, PrivateLink, Program, Topic
from programs.private_links import make_link
from tests.admin.test_import_export import as_csv, exported
from tests.admin.test_intake import draft
from tests.factories import (
    NOW,
    make_event,
    make_guide_edition,
    make_organization,
    make_page,
    make_person,
    make_program,
    make_slot,
    make_speaker,
    pdf_file,
)

ROLES = {"T": "Translator", "C": "Language-access coordinator", "E": "Editor", "A": "Administrator"}
PASSWORD = "a good pass phrase"


@dataclass
class World:
    """A small catalog, and somebody who may do everything: what a form holds is read through her eyes."""

    root: Client
    filled: Callable[[Any], dict[str, Any]]
    event: Event
    slot: InterpretationSlot
    request: AccessRequest
    link: PrivateLink
    edition: GuideEdition
    other: User
    forms: dict[tuple[Client, str], dict[str, Any]] = field(default_factory=dict)

    def form(self, client: Client, address: str) -> dict[str, Any]:
        """What a browser would send: all that somebody sees who may do everything, and one's own where one sees it."""
        sent = self._form(self.root, address) | self._form(client, address)
        return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}

    def _form(self, client: Client, address: str) -> dict[str, Any]:
        """Read once: after each attempt everything is as it was."""
        if (client, address) not in self.forms:
            page = client.get(address)
            self.forms[client, address] = self.filled(page) if page.status_code == 200 else {}
        return self.forms[client, address]

    @property
    def webinar(self) -> str:
        return f"/admin/events/webinar/{self.event.pk}/change/"

    def version(self) -> str:
        """The address of the event as it was before its title became “Second”."""
        self.root.post(self.webinar, self.form(self.root, self.webinar) | {"title_en": "Second"})
        history = f"/admin/events/webinar/{self.event.pk}/history/"
        return f"{history}{self.root.get(history).context['lines'][-1].version.number}/"

    def deleted(self) -> str:
        """The address at which another event, now deleted, can be brought back."""
        lost = make_event(title_en="Lost")
        self.root.post(f"/admin/events/webinar/{lost.pk}/delete/", {"post": "yes"})
        [found] = self.root.get("/admin/events/webinar/recover/").context["deleted"]
        return found["url"]


@pytest.fixture
def world(db: None, filled: Any) -> World:
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    event = make_event(title_en="First", languages=("en",))
    make_speaker(event, role_en="Organizer")
    return World(
        root,
        filled,
        event,
        make_slot(event, status="requested", provider=make_organization()),
        AccessRequest.objects.create(event=event, captions=True, written_in="en"),
        make_link(event, LinkPurpose.PREVIEW, None, NOW),
        make_guide_edition(),
        User.objects.create_user("other", password=PASSWORD, is_staff=True),
    )


Try = Callable[[Client, World], Any]
Look = Callable[[World], Any]
ACTIONS: dict[str, tuple[str, Try, Look]] = {}


def action(name: str, who: str, look: Look) -> Callable[[Try], Try]:
    """What is tried, who succeeds (first letters of roles), and how it shows."""

    def keep(attempt: Try) -> Try:
        ACTIONS[name] = (who, attempt, look)
        return attempt

    return keep


def stored(model: type[Model], **fields: Any) -> Look:
    return lambda _world: model._default_manager.filter(**fields).exists()


def gone(model: type[Model], **fields: Any) -> Look:
    return lambda _world: not model._default_manager.filter(**fields).exists()


def chosen(client: Client, address: str, what: str, *rows: Model, **more: Any) -> Any:
    data = {"action": what, "_selected_action": [row.pk for row in rows], "post": "yes"}
    return client.post(address, data | more)


# Forms ----------------------------------------------------------------------------------------------------------------


@action("write a title in Spanish", "TEA", stored(Event, title_es="Nuevo"))
def _title(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"title_es": "Nuevo"})


@action("move an event", "EA", stored(Event, local_date="2030-01-02"))
def _move(client: Client, world: World) -> None:
    data = {"starts_at_0": "2030-01-02", "starts_at_1": "10:00", "ends_at_0": "2030-01-02", "ends_at_1": "11:00"}
    client.post(world.webinar, world.form(client, world.webinar) | data)


@action("take an event off the site in its form", "EA", gone(Event, publication="published"))
def _unpublish(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"_publication": "draft"})


@action("take an event off the site by typing it", "EA", gone(Event, publication="published"))
def _unpublish_field(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"publication": "draft"})


@action("name people publicly or not", "EA", stored(Event, people_named=False))
def _people_named(client: Client, world: World) -> None:
    client.post(world.webinar, {k: v for k, v in world.form(client, world.webinar).items() if k != "people_named"})


@action("add an event", "EA", stored(Event, title_en="Added"))
def _add_event(client: Client, world: World) -> None:
    address = "/admin/events/webinar/add/"
    data = {"title_en": "Added", "starts_at_0": "2030-01-02", "starts_at_1": "10:00"}
    client.post(address, world.form(client, address) | data)


@action("delete an event", "EA", gone(Event))
def _delete_event(client: Client, world: World) -> None:
    client.post(f"/admin/events/webinar/{world.event.pk}/delete/", {"post": "yes"})


@action("duplicate an event", "EA", lambda _world: Event.objects.count() == 2)
def _duplicate(client: Client, world: World) -> None:
    data = {"starts_at_0": "2030-01-02", "starts_at_1": "10:00"}
    client.post(f"/admin/events/webinar/{world.event.pk}/duplicate/", data)


@action("write a program", "TEA", stored(Program, title_es="Nuevo"))
def _write_program(client: Client, world: World) -> None:
    address = f"/admin/programs/program/{make_program().pk}/change/"
    client.post(address, world.form(client, address) | {"title_es": "Nuevo"})


@action("change a program's link", "EA", stored(Program, application_link="https://apply.example/"))
def _change_program(client: Client, world: World) -> None:
    address = f"/admin/programs/program/{make_program().pk}/change/"
    client.post(address, world.form(client, address) | {"application_link": "https://apply.example/"})


@action("write a page of the site", "TEA", stored(Page, title_es="Nuevo"))
def _write_page(client: Client, world: World) -> None:
    address = f"/admin/programs/page/{make_page('about').pk}/change/"
    client.post(address, world.form(client, address) | {"title_es": "Nuevo"})


@action("rename a person", "EA", stored(Person, name="Renamed"))
def _rename(client: Client, world: World) -> None:
    address = f"/admin/programs/person/{make_person().pk}/change/"
    client.post(address, world.form(client, address) | {"name": "Renamed"})


@action("change an organization's page", "EA", stored(Organization, web_page="https://new.example/"))
def _organization(client: Client, world: World) -> None:
    address = f"/admin/programs/organization/{make_organization().pk}/change/"
    client.post(address, world.form(client, address) | {"web_page": "https://new.example/"})


@action("add a topic", "EA", stored(Topic, name_en="Added"))
def _topic(client: Client, world: World) -> None:
    client.post("/admin/programs/topic/add/", {"name_en": "Added"})


@action("add a series", "EA", stored(Series, title_en="Added"))
def _series(client: Client, world: World) -> None:
    address = "/admin/events/series/add/"
    client.post(address, world.form(client, address) | {"title_en": "Added"})


@action("add a glossary term", "TEA", stored(GlossaryTerm, term_en="Added"))
def _term(client: Client, world: World) -> None:
    client.post("/admin/programs/glossaryterm/add/", {"term_en": "Added"})


@action("delete a glossary term", "EA", gone(GlossaryTerm))
def _delete_term(client: Client, world: World) -> None:
    term = GlossaryTerm.objects.create(term_en="wage theft")
    client.post(f"/admin/programs/glossaryterm/{term.pk}/delete/", {"post": "yes"})


@action("add an interpreter", "CEA", stored(Interpreter, name="Eva"))
def _interpreter(client: Client, world: World) -> None:
    address = "/admin/events/interpreter/add/"
    client.post(address, world.form(client, address) | {"name": "Eva"})


# Rows of a form ---------------------------------------------------------------------------------------------------------


@action("confirm a service in the event's form", "CEA", stored(InterpretationSlot, status="confirmed"))
def _confirm_inline(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"slots-0-status": "confirmed"})


@action("delete a service in the event's form", "CEA", gone(InterpretationSlot))
def _delete_inline(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"slots-0-DELETE": "on"})


@action("add a language of the stage", "CEA", stored(Event, languages__language="es"))
def _language(client: Client, world: World) -> None:
    data = {"languages-TOTAL_FORMS": "2", "languages-1-language": "es", "languages-1-order": "1"}
    client.post(world.webinar, world.form(client, world.webinar) | data)


@action("write a speaker's role", "TEA", stored(Event, speakers__role_es="Promotora"))
def _role_text(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"speakers-0-role_es": "Promotora"})


@action("delete a speaker", "EA", gone(Event, speakers__isnull=False))
def _delete_speaker(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"speakers-0-DELETE": "on"})


@action("add a material", "EA", stored(Event, materials__link="https://slides.example/"))
def _material(client: Client, world: World) -> None:
    data = {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "slides",
        "materials-0-language": "en",
        "materials-0-origin": "original",
        "materials-0-link": "https://slides.example/",
        "materials-0-order": "0",
    }
    client.post(world.webinar, world.form(client, world.webinar) | data)


@action("upload an edition of a guide", "EA", lambda _world: GuideEdition.objects.count() == 2)
def _edition(client: Client, world: World) -> None:
    address = f"/admin/programs/resourceguide/{world.edition.guide_id}/change/"
    data = {
        "editions-TOTAL_FORMS": "2",
        "editions-1-guide": world.edition.guide_id,
        "editions-1-language": "es",
        "editions-1-version": "1",
        "editions-1-dated": "2026-01-01",
        "editions-1-file": pdf_file(),
    }
    client.post(address, world.form(client, address) | data)


# Actions of lists ---------------------------------------------------------------------------------------------------------


@action("take events off the site in the list", "EA", gone(Event, publication="published"))
def _unpublish_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/events/webinar/", "unpublish", world.event)


@action("publish events in the list", "EA", stored(Event, publication="published", title_en="Draft"))
def _publish_chosen(client: Client, world: World) -> None:
    draft = make_event(publication="draft", title_en="Draft", summary_en="S", summary_es="R", body_en="B", body_es="C")
    chosen(client, "/admin/events/webinar/", "publish", draft)


@action("delete events in the list", "EA", gone(Event))
def _delete_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/events/webinar/", "delete_selected", world.event)


@action("confirm services in the list", "CEA", stored(InterpretationSlot, status="confirmed"))
def _confirm_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/events/interpretationslot/", "mark_confirmed", world.slot)


@action("confirm a service on the board", "CEA", stored(InterpretationSlot, status="confirmed"))
def _board(client: Client, world: World) -> None:
    client.post(f"/admin/board/services/{world.slot.pk}/", {"before": "requested", "status": "confirmed"})


@action("take care of a request for access", "CEA", stored(AccessRequest, answered=True))
def _answer(client: Client, world: World) -> None:
    chosen(client, "/admin/events/accessrequest/", "mark_answered", world.request)


@action("delete a request for access", "CEA", gone(AccessRequest))
def _delete_request(client: Client, world: World) -> None:
    client.post(f"/admin/events/accessrequest/{world.request.pk}/delete/", {"post": "yes"})


# Tables, flyers, versions ---------------------------------------------------------------------------------------------------


@action("import a table of events", "EA", stored(Event, title_es="De la tabla"))
def _import(client: Client, world: World) -> None:
    """With a token that was signed for somebody else, where one's own look is refused."""
    (row,) = exported(world.root)
    address, table = "/admin/events/webinar/import/", [row | {"title_es": "De la tabla"}]
    looked = client.post(address, {"table": as_csv(table)})
    if looked.status_code != 200:
        looked = world.root.post(address, {"table": as_csv(table)})
    client.post(address, {"token": looked.context["token"]})


@action("make a draft from a flyer", "EA", stored(Event, publication="draft"))
def _intake(client: Client, world: World) -> None:
    data = draft(kind="webinar", day="2024-02-27", start="18:00", end="20:00", time_zone="America/New_York")
    client.post("/admin/intake/", {"text": "Sharing stories\nTuesday, February 27, 2024", **data})


@action("put an earlier version back", "EA", stored(Event, title_en="First"))
def _revert(client: Client, world: World) -> None:
    client.post(world.version())


@action("bring back what was deleted", "EA", stored(Event, title_en="Lost"))
def _recover(client: Client, world: World) -> None:
    client.post(world.deleted())


# Private links --------------------------------------------------------------------------------------------------------------


@action("make a link to a preview", "CEA", lambda _world: PrivateLink.objects.filter(purpose="preview").count() == 2)
def _preview_link(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/of/event/{world.event.pk}/", {"purpose": "preview"})


@action("make a link to a briefing", "CEA", stored(PrivateLink, purpose="briefing"))
def _briefing_link(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/of/event/{world.event.pk}/", {"purpose": "briefing"})


@action("make a link to a program's preview", "EA", lambda _world: PrivateLink.objects.count() == 2)
def _program_link(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/of/program/{make_program().pk}/", {"purpose": "preview"})


@action("take a link back", "CEA", stored(PrivateLink, revoked_at__isnull=False))
def _take_back(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/{world.link.pk}/take-back/")


@action("take links back in the list", "CEA", stored(PrivateLink, revoked_at__isnull=False))
def _take_back_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/programs/privatelink/", "take_back_chosen", world.link)


# Accounts -------------------------------------------------------------------------------------------------------------------


@action("make an account", "A", stored(User, username="new"))
def _account(client: Client, world: World) -> None:
    data = {"username": "new", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/auth/user/add/", data)


@action("give somebody a role", "A", stored(User, username="other", groups__name="Administrator"))
def _role(client: Client, world: World) -> None:
    group = Group.objects.get(name="Administrator")
    data = {"username": "other", "is_active": "on", "is_staff": "on", "groups": [group.pk]}
    client.post(f"/admin/auth/user/{world.other.pk}/change/", data)


@action("set somebody's password", "A", lambda world: not User.objects.get(pk=world.other.pk).check_password(PASSWORD))
def _password(client: Client, world: World) -> None:
    data = {"usable_password": "true", "password1": "another pass phrase", "password2": "another pass phrase"}
    client.post(f"/admin/auth/user/{world.other.pk}/password/", data)


@action("make a group", "A", stored(Group, name="new"))
def _group(client: Client, world: World) -> None:
    client.post("/admin/auth/group/add/", {"name": "new"})


@action("make somebody a superuser", "", lambda _world: User.objects.filter(is_superuser=True).count() == 2)
def _superuser(client: Client, world: World) -> None:
    data = {"username": "other", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    client.post(f"/admin/auth/user/{world.other.pk}/change/", data)


# ----------------------------------------------------------------------------------------------------------------------


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

    done = {name for name in FORGED if is_done(name, forger, world)}

    assert done == set()
