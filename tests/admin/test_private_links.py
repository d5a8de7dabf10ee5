"""Private links as staff make them, see them and take them back; and who may."""

from typing import Any

import pytest
from django.test import Client
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from programs.models import PrivateLink
from programs.private_links import address, make_link, signed
from tests.factories import AT_NOW, NOW, make_event, make_guide, make_organization, make_program, make_series

pytestmark = [pytest.mark.django_db, AT_NOW]
LIST = "/admin/programs/privatelink/"
EDITOR, TRANSLATOR, COORDINATOR = "Editor", "Translator", "Language-access coordinator"


def page_of(name: str, number: int) -> str:
    return f"{LIST}of/{name}/{number}/"


def make(client: Client, name: str, number: int, purpose: str) -> Any:
    return client.post(page_of(name, number), {"purpose": purpose})


@pytest.fixture
def event() -> Event:
    return make_event(publication="draft", title_en="Sharing stories")


def test_a_link_is_made_and_its_address_shown_to_be_copied(staff: Any, event: Event) -> None:
    client = staff(EDITOR)

    page = client.get(make(client, "event", event.pk, "preview")["Location"])

    link = PrivateLink.objects.get()
    assert (link.target, link.purpose, str(link.made_by)) == (event, "preview", "Editor")
    shown = [row.attrs["value"] for row in JustHTML(page.content, sanitize=False).query(".made input")]
    assert shown == [f"http://testserver{address(link, code)}" for code in ("en", "es")]
    assert Client().get(shown[0]).status_code == 200


@pytest.mark.parametrize(
    ("role", "makes"),
    [
        (
            EDITOR,
            {
                "event preview",
                "event briefing",
                "series preview",
                "program preview",
                "guide preview",
                "organization calendar",
            },
        ),
        (COORDINATOR, {"event preview", "event briefing", "series preview", "organization calendar"}),
        (TRANSLATOR, set()),
        ("", set()),
        (
            "Administrator",
            {
                "event preview",
                "event briefing",
                "series preview",
                "program preview",
                "guide preview",
                "organization calendar",
            },
        ),
    ],
)
def test_who_may_see_a_thing_and_holds_the_right_makes_links_to_it(
    staff: Any, event: Event, role: str, makes: set
) -> None:
    client = staff(role)
    numbers = {
        "event": event.pk,
        "series": make_series().pk,
        "program": make_program().pk,
        "guide": make_guide().pk,
        "organization": make_organization().pk,
    }

    made = {
        f"{name} {purpose}"
        for name, number in numbers.items()
        for purpose in ("preview", "briefing", "calendar")
        if make(client, name, number, purpose).status_code == 302
    }

    assert made == makes
    assert PrivateLink.objects.count() == len(makes)


def test_the_form_offers_the_buttons_to_who_may_press_them(staff: Any, event: Event) -> None:
    form, of_organization = f"/admin/events/webinar/{event.pk}/change/", make_organization()

    def buttons(client: Client, at: str) -> list[str]:
        page = JustHTML(client.get(at).content, sanitize=False)
        return [row.attrs["value"] for row in page.query(".object-tools button")]

    assert buttons(staff(EDITOR), form) == ["preview", "briefing"]
    assert buttons(staff(TRANSLATOR), form) == []
    organization = f"/admin/programs/organization/{of_organization.pk}/change/"
    assert buttons(staff(COORDINATOR), organization) == ["calendar"]
    assert buttons(staff("superuser"), "/admin/programs/person/add/") == []


def test_a_link_is_taken_back_from_the_page_of_its_entry(staff: Any, event: Event) -> None:
    link = make_link(event, "preview", None, NOW)
    client = staff(EDITOR)

    answer = client.post(f"{LIST}{link.pk}/take-back/", follow=True)

    link.refresh_from_db()
    assert link.revoked_at == NOW
    assert signed(link) not in answer.content.decode()
    assert Client().get(address(link, "en")).status_code == 410


def test_nobody_takes_back_by_following_a_link_or_without_the_right(staff: Any, event: Event) -> None:
    link = make_link(event, "preview", None, NOW)

    answers = [
        staff(EDITOR).get(f"{LIST}{link.pk}/take-back/").status_code,
        staff(TRANSLATOR).post(f"{LIST}{link.pk}/take-back/").status_code,
        Client().post(f"{LIST}{link.pk}/take-back/").status_code,
    ]

    link.refresh_from_db()
    assert (answers, link.revoked_at) == ([403, 403, 302], None)


def test_several_are_taken_back_in_the_list_but_not_what_the_person_may_not_see(staff: Any, event: Event) -> None:
    mine = [make_link(event, purpose, None, NOW) for purpose in ("preview", "briefing")]
    hidden = make_link(make_program(title_en="Hidden program"), "preview", None, NOW)
    client = staff(COORDINATOR)

    page = client.get(LIST).content.decode()
    client.post(LIST, {"action": "take_back_chosen", "_selected_action": [link.pk for link in (*mine, hidden)]})

    assert ("Sharing stories" in page, "Hidden program" in page) == (True, False)
    assert {link.pk for link in PrivateLink.objects.exclude(revoked_at=None)} == {link.pk for link in mine}
    assert client.get(page_of("program", hidden.target_id)).status_code == 403
    assert client.get(f"{LIST}{hidden.pk}/change/").status_code in (302, 403, 404)


def test_the_list_shows_no_address(staff: Any, event: Event) -> None:
    link = make_link(event, "preview", None, NOW)

    assert link.token not in staff("superuser").get(LIST).content.decode()


def test_the_end_of_a_link_can_be_moved_but_a_closed_one_stays_closed(staff: Any, event: Event, filled: Any) -> None:
    link = make_link(event, "preview", None, NOW)
    client = staff(EDITOR)
    at = f"{LIST}{link.pk}/change/"
    form = filled(client.get(at)) | {"expires_at_0": "2026-03-20", "expires_at_1": "12:00"}

    client.post(at, form)
    link.refresh_from_db()
    moved = link.expires_at
    client.post(f"{LIST}{link.pk}/take-back/")
    client.post(at, form | {"expires_at_0": "2027-03-20"})

    assert moved.isoformat() == "2026-03-20T16:00:00+00:00"
    assert Client().get(address(link, "en")).status_code == 410


def test_links_are_neither_added_nor_deleted_in_the_list(staff: Any, event: Event) -> None:
    link = make_link(event, "preview", None, NOW)
    client = staff("superuser")

    assert [client.get(f"{LIST}{door}").status_code for door in ("add/", f"{link.pk}/delete/")] == [403, 403]


def test_a_link_to_what_was_deleted_is_still_on_the_list(staff: Any, event: Event) -> None:
    make_link(event, "preview", None, NOW)
    event.delete()

    page = staff(EDITOR).get(LIST)

    assert page.status_code == 200
    assert "(deleted)" in page.content.decode()


@pytest.mark.parametrize("at", ["event/999/", "nothing/1/"])
def test_what_there_is_not_has_no_links(staff: Any, at: str) -> None:
    assert staff("superuser").get(f"{LIST}of/{at}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_the_page_ask_as_often_for_three_rows_as_for_one(
    staff: Any, django_assert_num_queries: DjangoAssertNumQueries, rows: int, event: Event
) -> None:
    client = staff("superuser")
    for _row in range(rows):
        for purpose in ("preview", "briefing"):
            make_link(event, purpose, None, NOW)
        make_link(make_event(), "preview", None, NOW)
        make_link(make_organization(), "calendar", None, NOW)
    client.get(LIST)
    client.get(page_of("event", event.pk))

    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(5):
        client.get(page_of("event", event.pk))
