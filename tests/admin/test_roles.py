"""Who may do what, asked at every door: the list, the form, what is typed into its address, the inlines, the actions."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from ciwo_site.roles import LABELS
from events.models import Event, Interpreter
from tests.factories import (
    make_affiliation,
    make_event,
    make_guide_edition,
    make_organization,
    make_page,
    make_person,
    make_slot,
    make_speaker,
)

ROLES = ("Editor", "Translator", "Language-access coordinator", "Administrator")
EDITOR, TRANSLATOR, COORDINATOR, ADMINISTRATOR = ROLES

# What each role gets from an address; 403 is a refusal.
DOORS = {
    "events/webinar/": (200, 200, 200, 200),
    "events/webinar/add/": (200, 403, 403, 200),
    "events/webinar/{event}/change/": (200, 200, 200, 200),
    "events/webinar/{event}/delete/": (200, 403, 403, 200),
    "events/webinar/{event}/duplicate/": (200, 403, 403, 200),
    "events/interpretationslot/{slot}/change/": (200, 200, 200, 200),
    "events/interpretationslot/{slot}/delete/": (200, 403, 200, 200),
    "events/interpretationslot/add/": (200, 403, 200, 200),
    "events/interpreter/": (200, 403, 200, 200),
    "events/interpreter/add/": (200, 403, 200, 200),
    "programs/program/": (200, 200, 403, 200),
    "programs/person/": (200, 200, 403, 200),
    "programs/person/add/": (200, 403, 403, 200),
    "programs/organization/": (200, 200, 200, 200),
    "auth/user/": (403, 403, 403, 200),
    "auth/user/add/": (403, 403, 403, 200),
    "auth/group/": (403, 403, 403, 200),
    "preview/event/{event}/es/": (200, 200, 200, 200),
}


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(languages=("en",))
    make_slot(event, status="requested", how_to_join_en="Press the globe", notes="private note")
    make_speaker(event, role_en="Organizer")
    return event


def change(event: Event) -> str:
    return f"/admin/events/webinar/{event.pk}/change/"


@pytest.mark.parametrize("role", ROLES)
def test_doors_open_to_the_roles_that_need_them(staff: Any, event: Event, role: str) -> None:
    client: Client = staff(role)
    numbers = {"event": event.pk, "slot": event.slots.get().pk}

    answers = {door: client.get("/admin/" + door.format(**numbers)).status_code for door in DOORS}

    assert answers == {door: wanted[ROLES.index(role)] for door, wanted in DOORS.items()}


def test_somebody_of_the_staff_without_a_role_may_do_nothing(staff: Any, event: Event) -> None:
    client = staff("")

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/events/webinar/").status_code == 403
    assert client.get(change(event)).status_code == 403
    assert client.get(f"/admin/preview/event/{event.pk}/en/").status_code == 403


def test_a_translator_changes_texts_and_nothing_else_whatever_the_form_sends(
    staff: Any, filled: Any, event: Event
) -> None:
    translator = staff(TRANSLATOR)
    texts = {
        "title_es": "Un título nuevo",
        "slots-0-how_to_join_es": "Pulse el globo",
        "speakers-0-role_es": "Promotora",
    }
    tampering = {
        "publication": "draft",
        "publish_at_0": "2030-01-01",
        "publish_at_1": "10:00",
        "starts_at_0": "2030-01-01",
        "starts_at_1": "10:00",
        "time_zone": "UTC",
        "venue": "Elsewhere",
        "registration_link": "https://elsewhere.example/",
        "listed": "",
        "slots-0-status": "confirmed",
        "slots-0-notes": "taken over",
        "slots-0-DELETE": "on",
        "speakers-0-part": "host",
        "languages-TOTAL_FORMS": "2",
        "languages-1-language": "es",
        "languages-1-order": "1",
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "slides",
        "materials-0-language": "es",
        "materials-0-origin": "original",
    }
    before = Event.objects.values(
        "publication", "publish_at", "starts_at", "time_zone", "venue", "registration_link", "listed"
    )
    stored = before.get(pk=event.pk)

    response = translator.post(change(event), filled(translator.get(change(event))) | tampering | texts)

    assert response.status_code == 302
    event.refresh_from_db()
    slot, speaker = event.slots.get(), event.speakers.get()
    assert (event.title_es, slot.how_to_join_es, speaker.role_es) == ("Un título nuevo", "Pulse el globo", "Promotora")
    assert before.get(pk=event.pk) == stored
    assert (slot.status, slot.notes, speaker.part) == ("requested", "private note", "speaker")
    assert [row.language for row in event.languages.all()] == ["en"]
    assert not event.materials.exists()


def test_what_a_translator_sees_to_write_in_is_texts_alone(staff: Any, filled: Any, event: Event) -> None:
    translator = staff(TRANSLATOR)
    names = {name for name in filled(translator.get(change(event))) if not name.startswith(("csrf", "_"))}

    typed = {name for name in names if not name.endswith(("_FORMS", "-id", "-event"))}

    assert typed
    assert all(name.endswith(("_en", "_es")) for name in typed)


def test_a_translator_may_not_empty_the_title_of_what_is_published(staff: Any, filled: Any, event: Event) -> None:
    translator = staff(TRANSLATOR)

    response = translator.post(change(event), filled(translator.get(change(event))) | {"title_en": "", "title_es": ""})

    assert list(response.context["adminform"].form.errors) == ["title_en"]


def test_an_error_about_a_field_that_is_not_in_front_of_a_translator_stands_above_the_form(
    staff: Any, filled: Any, db: None
) -> None:
    event = make_event()
    make_speaker(event, group_en="Worker leaders")
    translator = staff(TRANSLATOR)

    response = translator.post(change(event), filled(translator.get(change(event))) | {"speakers-0-group_en": ""})

    assert response.status_code == 200
    assert "one of the two" in str(response.context["inline_admin_formsets"][2].formset.errors)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete_selected"])
@pytest.mark.parametrize("role", [TRANSLATOR, COORDINATOR])
def test_actions_are_not_for_those_who_may_not_publish(staff: Any, role: str, action: str) -> None:
    draft, public = make_event(publication="draft"), make_event()
    client = staff(role)

    client.post("/admin/events/webinar/", {"action": action, "_selected_action": [draft.pk, public.pk], "post": "yes"})

    assert dict(Event.objects.values_list("pk", "publication")) == {draft.pk: "draft", public.pk: "published"}


def test_a_translator_writes_in_every_kind_of_entry(staff: Any, filled: Any) -> None:
    translator = staff(TRANSLATOR)
    guide = make_guide_edition().guide
    person = make_person()
    make_affiliation(person)
    entries = {
        f"programs/resourceguide/{guide.pk}": ("title_es", guide),
        f"programs/person/{person.pk}": ("affiliations-0-role_es", None),
        f"programs/page/{make_page('about').pk}": ("title_es", None),
        f"programs/organization/{make_organization().pk}": ("name_es", None),
    }

    for address, (name, _entry) in entries.items():
        page = f"/admin/{address}/change/"
        data = filled(translator.get(page))
        response = translator.post(page, data | {name: "Un texto nuevo"})
        assert response.status_code == 302, address
        assert filled(translator.get(page))[name] == "Un texto nuevo"

    assert guide.editions.count() == 1


def test_a_coordinator_plans_languages_in_the_form_of_an_event_and_changes_nothing_else(
    staff: Any, filled: Any, event: Event
) -> None:
    coordinator = staff(COORDINATOR)
    interpreter = Interpreter.objects.create(name="Eva")
    plan = {
        "slots-0-status": "confirmed",
        "slots-0-interpreters": [interpreter.pk],
        "languages-TOTAL_FORMS": "2",
        "languages-1-language": "es",
        "languages-1-order": "1",
    }
    tampering = {
        "title_en": "Tampered",
        "publication": "draft",
        "starts_at_0": "2030-01-01",
        "starts_at_1": "10:00",
        "speakers-0-role_en": "Tampered",
        "speakers-0-DELETE": "on",
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "slides",
        "materials-0-language": "es",
        "materials-0-origin": "original",
    }
    starts_at = event.starts_at

    response = coordinator.post(change(event), filled(coordinator.get(change(event))) | plan | tampering)

    assert response.status_code == 302
    event.refresh_from_db()
    slot = event.slots.get()
    assert (slot.status, list(slot.interpreters.all()), slot.notes) == ("confirmed", [interpreter], "private note")
    assert [row.language for row in event.languages.all()] == ["en", "es"]
    assert (event.title_en, event.publication, event.starts_at) == ("Webinar", "published", starts_at)
    assert event.speakers.get().role_en == "Organizer"
    assert not event.materials.exists()


def test_names_of_interpreters_and_notes_are_not_for_translators(staff: Any, event: Event) -> None:
    event.slots.get().interpreters.add(Interpreter.objects.create(name="Eva Ramos"))
    client = staff(TRANSLATOR)
    slot = event.slots.get().pk

    pages = [client.get(address).content.decode() for address in (
        change(event), "/admin/events/interpretationslot/", f"/admin/events/interpretationslot/{slot}/change/"
    )]  # fmt: skip

    assert [page for page in pages if "Eva Ramos" in page or "private note" in page] == []


def test_a_translator_who_is_also_an_editor_may_do_all_that_an_editor_may(
    staff: Any, filled: Any, event: Event
) -> None:
    client = staff(TRANSLATOR)
    User.objects.get(username=TRANSLATOR).groups.add(Group.objects.get(name=EDITOR))

    client.post(change(event), filled(client.get(change(event))) | {"publication": "draft"})

    assert not Event.objects.published().exists()


def test_an_administrator_makes_nobody_a_superuser(staff: Any, filled: Any) -> None:
    client = staff(ADMINISTRATOR)
    colleague = User.objects.create_user("colleague")
    address = f"/admin/auth/user/{colleague.pk}/change/"
    everything = list(Permission.objects.values_list("pk", flat=True))
    data = {"username": "colleague", "is_active": "on", "is_staff": "on", "groups": [Group.objects.get(name=EDITOR).pk]}

    response = client.post(address, data | {"is_superuser": "on", "user_permissions": everything})

    assert response.status_code == 302
    colleague.refresh_from_db()
    assert (colleague.is_staff, colleague.is_superuser) == (True, False)
    assert not colleague.user_permissions.exists()
    assert [group.name for group in colleague.groups.all()] == [EDITOR]


@pytest.mark.parametrize("page", ["change", "password", "delete"])
def test_an_administrator_does_not_touch_a_superuser(staff: Any, page: str) -> None:
    client = staff(ADMINISTRATOR)
    root = User.objects.create_superuser("root", password="the first pass phrase")
    new = {"username": "mine", "password1": "a taken pass phrase", "password2": "a taken pass phrase", "post": "yes"}

    response = client.post(f"/admin/auth/user/{root.pk}/{page}/", new)

    assert response.status_code == 403
    root.refresh_from_db()
    assert root.check_password("the first pass phrase")


def test_an_administrator_cannot_delete_a_superuser_from_the_list(staff: Any) -> None:
    client = staff(ADMINISTRATOR)
    root = User.objects.create_superuser("root")

    client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"})

    assert User.objects.filter(pk=root.pk).exists()


def test_the_roles_of_the_site_keep_their_names(staff: Any) -> None:
    client = staff(ADMINISTRATOR)
    group = Group.objects.get(name=TRANSLATOR)

    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Other", "permissions": []})

    assert set(Group.objects.values_list("name", flat=True)) == set(LABELS)
    assert client.get(f"/admin/auth/group/{group.pk}/delete/").status_code == 403


@pytest.mark.django_db
def test_a_translator_holds_no_permission_but_to_see() -> None:
    """So that a door which forgets to ask for the role stays closed."""
    codes = Group.objects.get(name=TRANSLATOR).permissions.values_list("codename", flat=True)

    assert {code.partition("_")[0] for code in codes} == {"view"}
