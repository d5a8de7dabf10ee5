"""What people need to take part, as those see it who arrange it."""

from collections.abc import Callable

import pytest
import reversion
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import AccessRequest, Event
from tests.factories import AT_NOW, make_event, make_past_event

pytestmark = [pytest.mark.django_db, AT_NOW]

LIST = "/admin/events/accessrequest/"


@pytest.fixture
def event() -> Event:
    return make_event(title_en="Sharing stories", title_es="Compartir historias", languages=("en",))


@pytest.fixture
def asked(event: Event) -> AccessRequest:
    return AccessRequest.objects.create(
        event=event, language="es", captions=True, message="<i>Six of us</i>", email="ana@example.org", written_in="es"
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_staff_see_what_is_waiting(staff: Callable, asked: AccessRequest, language: str) -> None:
    AccessRequest.objects.create(event=asked.event, sign_language=True, written_in="en")
    AccessRequest.objects.create(event=asked.event, captions=True, written_in="en", answered=True)
    AccessRequest.objects.create(event=make_past_event(), captions=True, written_in="en")

    page = staff("Language-access coordinator", language=language).get(LIST)

    assert (
        page.context["subtitle"]
        == {
            "en": "2 requests are waiting · Interpretation: 1 · Sign language: 1 · Live captions: 1 · Something else: 1",
            "es": "2 solicitudes en espera · Interpretación: 1 · Lengua de señas: 1 · Subtítulos en vivo: 1 · Algo más: 1",
        }[language]
    )
    assert {(row.event, row.answered): row.waiting for row in page.context["cl"].result_list}[asked.event, True] == 2
    assert b"ana@example.org" not in page.content


@pytest.mark.parametrize("role", ["Editor", "Language-access coordinator", "Administrator"])
def test_staff_note_that_a_request_is_taken_care_of(
    staff: Callable, filled: Callable, asked: AccessRequest, role: str
) -> None:
    client = staff(role)
    form = f"{LIST}{asked.pk}/change/"
    page = client.get(form)

    client.post(LIST, {"action": "mark_answered", "_selected_action": [asked.pk]})
    by_action = AccessRequest.objects.get().answered
    client.post(LIST, {"action": "mark_waiting", "_selected_action": [asked.pk]})
    back = AccessRequest.objects.get().answered
    client.post(form, filled(page) | {"answered": "on", "message": "changed", "email": "other@example.org"})

    assert (by_action, back, AccessRequest.objects.get().answered) == (True, False, True)
    assert AccessRequest.objects.get().message == "<i>Six of us</i>"
    assert AccessRequest.objects.get().email == "ana@example.org"
    assert b'href="mailto:ana@example.org"' in page.content
    assert b"<i>Six" not in page.content


def test_requests_are_for_those_who_arrange_things_and_nobody_makes_one_up(
    staff: Callable, asked: AccessRequest
) -> None:
    doors = [LIST, f"{LIST}{asked.pk}/change/", f"{LIST}{asked.pk}/delete/", f"{LIST}add/"]

    answers = {
        role: [client.get(door).status_code for door in doors]
        for role, client in ((role, staff(role)) for role in ("Translator", "Language-access coordinator", ""))
    }

    assert answers == {
        "Translator": [403, 403, 403, 403],
        "Language-access coordinator": [200, 200, 200, 403],
        "": [403, 403, 403, 403],
    }
    client = Client()
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_three_as_for_one(
    staff: Callable, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        AccessRequest.objects.create(event=make_event(), captions=True, written_in="en")
    client = staff("Language-access coordinator")

    with django_assert_num_queries(12):
        client.get(LIST)


def test_the_platform_is_chosen_in_the_events_form(staff: Callable, filled: Callable, event: Event) -> None:
    client = staff("Editor")
    form = f"/admin/events/webinar/{event.pk}/change/"

    client.post(form, filled(client.get(form)) | {"platform": "zoom"})

    assert Event.objects.get().platform == "zoom"


def test_no_earlier_version_of_a_request_outlives_it(event: Event) -> None:
    assert not reversion.is_registered(AccessRequest)
