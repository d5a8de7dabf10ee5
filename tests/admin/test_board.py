"""The page of the board: who opens it, what its buttons do, and how often it asks the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import AccessRequest, InterpretationSlot, Interpreter
from tests.factories import AT_NOW, NOW, make_event, make_organization, make_slot

pytestmark = AT_NOW

BOARD = "/admin/board/"
COORDINATOR = "Language-access coordinator"


@pytest.fixture
def slot(db: None) -> InterpretationSlot:
    event = make_event(languages=("en",), starts_at=NOW + timedelta(days=9))
    return make_slot(event, status="requested", provider=make_organization())


def button(slot: InterpretationSlot) -> str:
    return reverse("board-move", args=[slot.pk])


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("role", "status"), [("Editor", 200), (COORDINATOR, 200), ("Administrator", 200), ("Translator", 403), ("", 403)]
)
def test_the_board_is_for_those_who_plan(staff: Any, slot: InterpretationSlot, role: str, status: int) -> None:
    client = staff(role)

    assert client.get(BOARD).status_code == status
    if status == 403:
        assert client.post(button(slot), {"before": "requested", "status": "confirmed"}).status_code == 403
        slot.refresh_from_db()
        assert slot.status == "requested"


def test_nobody_sees_it_without_signing_in(client: Client, slot: InterpretationSlot) -> None:
    response = client.get(BOARD)

    assert (response.status_code, response.url) == (302, f"/admin/login/?next={BOARD}")
    assert client.post(button(slot), {"before": "requested", "status": "confirmed"}).status_code == 302
    assert InterpretationSlot.objects.get().status == "requested"


def test_a_button_moves_the_service_and_keeps_who_pressed_it(staff: Any, slot: InterpretationSlot) -> None:
    client = staff(COORDINATOR)

    response = client.post(f"{button(slot)}?status=requested", {"before": "requested", "status": "confirmed"})

    assert response.url == f"{BOARD}?status=requested#event-{slot.event_id}"
    assert messages(client.get(BOARD)) == [
        "Live interpretation from English into Spanish, “Webinar”: the status is now “Confirmed”."
    ]
    slot.refresh_from_db()
    change = slot.status_changes.first()
    assert (slot.status, change.before, change.changed_by.username) == ("confirmed", "requested", COORDINATOR)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("needed", "requested", "somebody changed the status in the meantime"),
        ("requested", "requested", "The status is “Requested” already."),
        ("requested", "nonsense", "out of date"),
        ("", "", "out of date"),
    ],
)
def test_a_button_that_is_out_of_date_changes_nothing_and_says_so(
    staff: Any, slot: InterpretationSlot, before: str, after: str, words: str
) -> None:
    response = staff(COORDINATOR).post(button(slot), {"before": before, "status": after}, follow=True)

    assert [words in message for message in messages(response)] == [True]
    slot.refresh_from_db()
    assert slot.status == "requested"


def test_a_button_needs_its_own_page_and_a_service_that_exists(staff: Any, slot: InterpretationSlot) -> None:
    client = staff(COORDINATOR)
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = client.cookies
    press = {"before": "requested", "status": "confirmed"}

    assert forger.post(button(slot), press).status_code == 403
    assert client.get(button(slot)).status_code == 405
    assert client.post(reverse("board-move", args=[slot.pk + 1]), press).status_code == 404
    slot.refresh_from_db()
    assert slot.status == "requested"


def test_buttons_and_links_are_there_for_each_warning(staff: Any, slot: InterpretationSlot) -> None:
    page = staff(COORDINATOR).get(BOARD)

    html = page.content.decode()
    warnings = page.context["board"].months[0].events[0].warnings
    assert {warning.cure.status for warning in warnings} == {"", "confirmed"}
    assert all(warning.cure.url.replace("&", "&amp;") in html for warning in warnings)
    assert f'action="{button(slot)}"' in html


def test_names_and_requests_do_not_reach_the_page_of_those_who_may_not_see_them(
    staff: Any, slot: InterpretationSlot
) -> None:
    slot.interpreters.add(Interpreter.objects.create(name="Eva Ramos"))
    AccessRequest.objects.create(event=slot.event, message="A private matter", written_in="en")

    page = staff(COORDINATOR).get(BOARD).content.decode()

    assert "Eva Ramos" in page
    assert "1 access request waits" in page
    assert "A private matter" not in page


@pytest.mark.parametrize("query", ["?status=held", "?status=x&provider=%00", "?provider=999999999", "?provider=²"])
def test_any_filter_gets_a_page(staff: Any, slot: InterpretationSlot, query: str) -> None:
    assert staff("Editor").get(BOARD + query).status_code == 200


def test_the_page_costs_the_same_for_one_event_and_for_three(staff: Any) -> None:
    client = staff(COORDINATOR)
    counts = []

    for number in (1, 2):
        for _event in range(number):
            event = make_event(languages=("en",))
            make_slot(event, status="needed").interpreters.add(Interpreter.objects.create(name="Eva"))
            make_slot(event, service="captions", to_language="en", provider=make_organization())
        client.get(BOARD)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(BOARD)
        counts.append(len(queries))
        assert page.context["board"].number_of_events == (1, 3)[number - 1]

    assert counts[0] == counts[1]
