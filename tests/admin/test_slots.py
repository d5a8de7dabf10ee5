"""Language services in their own list and form, and in the form of their event: status, history, what cannot be."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from events.models import Event, InterpretationSlot, Interpreter
from events.slot_status import move
from tests.factories import AT_NOW, make_event, make_slot

pytestmark = AT_NOW

LIST = "/admin/events/interpretationslot/"
COORDINATOR, TRANSLATOR = "Language-access coordinator", "Translator"


@pytest.fixture
def coordinator(staff: Any) -> Client:
    return staff(COORDINATOR)


@pytest.fixture
def event(db: None) -> Event:
    return make_event(languages=("en",))


def form(slot: InterpretationSlot) -> str:
    return f"{LIST}{slot.pk}/change/"


def event_form(event: Event) -> str:
    return f"/admin/events/webinar/{event.pk}/change/"


def typed(name: str, at: Any) -> dict[str, str]:
    """A moment as the form of an event in New York sends it."""
    here = at.astimezone(ZoneInfo("America/New_York"))
    return {f"{name}_0": f"{here:%Y-%m-%d}", f"{name}_1": f"{here:%H:%M}"}


def slot_errors(response: Any, number: int) -> dict[str, list[str]]:
    formset = next(
        found.formset
        for found in response.context["inline_admin_formsets"]
        if found.formset.model is InterpretationSlot
    )
    return dict(formset.forms[number].errors)


# Actions of the list --------------------------------------------------------------------------------------------------


def test_an_action_moves_what_can_move_and_says_what_stays(coordinator: Client, event: Event) -> None:
    needed, cancelled = make_slot(event, status="needed"), make_slot(event, status="cancelled")
    data = {"action": "mark_requested", "_selected_action": [needed.pk, cancelled.pk]}

    response = coordinator.post(LIST, data, follow=True)

    assert [slot.status for slot in event.slots.order_by("pk")] == ["requested", "cancelled"]
    assert [str(message) for message in response.context["messages"]] == [
        "1 service: the status is now “Requested”.",
        "1 service stays as it is. The status is “Cancelled” now, which “Requested” cannot follow. "
        "Mark it as needed first.",
    ]
    assert needed.status_changes.first().changed_by.username == COORDINATOR


@pytest.mark.parametrize("status", ["requested", "held", "confirmed", "needed", "cancelled"])
def test_translators_have_no_action_that_changes_a_status(staff: Any, event: Event, status: str) -> None:
    before = "cancelled" if status == "needed" else "needed"
    slot = make_slot(event, status=before)

    staff(TRANSLATOR).post(LIST, {"action": f"mark_{status}", "_selected_action": [slot.pk]})

    slot.refresh_from_db()
    assert slot.status == before


# The form's own buttons and its history -------------------------------------------------------------------------------


def test_a_button_of_the_form_saves_what_was_typed_together_with_the_status(
    coordinator: Client, filled: Any, event: Event
) -> None:
    slot = make_slot(event, status="requested")

    response = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | {"notes": "Yes!", "_mark": "held"})

    assert (response.status_code, response.url) == (302, form(slot))
    slot.refresh_from_db()
    assert (slot.status, slot.notes) == ("held", "Yes!")


def test_the_form_offers_what_may_follow(coordinator: Client, event: Event) -> None:
    page = coordinator.get(form(make_slot(event, status="confirmed")))

    offered = [value for value, _words in page.context["adminform"].form.fields["status"].widget.choices]
    assert offered == ["needed", "confirmed", "cancelled"]
    assert [status for status, _words in page.context["moves"]] == ["needed", "cancelled"]


@pytest.mark.parametrize("sent", [{"status": "held"}, {"_mark": "held"}])
def test_a_status_that_cannot_follow_is_refused_beside_its_field(
    coordinator: Client, filled: Any, event: Event, sent: dict[str, str]
) -> None:
    slot = make_slot(event, status="confirmed")

    response = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | sent | {"notes": "lost?"})

    assert list(response.context["adminform"].form.errors) == ["status"]
    assert "lost?" in response.content.decode()
    slot.refresh_from_db()
    assert (slot.status, slot.notes) == ("confirmed", "")


def test_a_form_that_left_the_status_alone_does_not_undo_what_somebody_else_confirmed(
    coordinator: Client, filled: Any, event: Event
) -> None:
    slot = make_slot(event, status="requested")
    old_page = filled(coordinator.get(form(slot)))
    move(slot, "confirmed", None)

    response = coordinator.post(form(slot), old_page | {"notes": "Called"})

    assert response.status_code == 302
    slot.refresh_from_db()
    assert (slot.status, slot.notes) == ("confirmed", "Called")


def test_nor_does_the_form_of_its_event(coordinator: Client, filled: Any, event: Event) -> None:
    slot = make_slot(event, status="requested")
    old_page = filled(coordinator.get(event_form(event)))
    move(slot, "confirmed", None)

    coordinator.post(event_form(event), old_page)

    slot.refresh_from_db()
    assert slot.status == "confirmed"


def test_every_door_is_kept_and_shown_on_the_form(coordinator: Client, filled: Any, event: Event) -> None:
    slot = make_slot(event, status="needed")
    coordinator.post(LIST, {"action": "mark_requested", "_selected_action": [slot.pk]})
    coordinator.post(form(slot), filled(coordinator.get(form(slot))) | {"status": "held"})
    coordinator.post(event_form(event), filled(coordinator.get(event_form(event))) | {"slots-0-status": "confirmed"})
    coordinator.post(f"/admin/board/services/{slot.pk}/", {"before": "confirmed", "status": "cancelled"})

    changes = list(slot.status_changes.order_by("pk").values_list("before", "after", "changed_by__username"))

    assert changes == [
        ("", "needed", None),
        ("needed", "requested", COORDINATOR),
        ("requested", "held", COORDINATOR),
        ("held", "confirmed", COORDINATOR),
        ("confirmed", "cancelled", COORDINATOR),
    ]
    page = coordinator.get(form(slot)).content.decode()
    assert "Confirmed → Cancelled · Language-access coordinator</li>" in page
    assert "Noted as “Needed”</li>" in page


def test_the_history_is_not_for_translators(staff: Any, event: Event) -> None:
    page = staff(TRANSLATOR).get(form(make_slot(event)))

    assert page.status_code == 200
    assert "status-changes" not in page.content.decode()
    assert "moves" not in page.context


# What cannot be -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [(3, None, "starts_at"), (2, 3, "starts_at"), (-2, -1, "ends_at"), (None, -1, "ends_at"), (None, 0, "ends_at")],
)
def test_a_service_outside_its_event_is_refused_beside_its_time(
    coordinator: Client, filled: Any, event: Event, starts: int | None, ends: int | None, field: str
) -> None:
    slot = make_slot(event)
    hours = {"starts_at": starts, "ends_at": ends}
    given = {name: event.starts_at + timedelta(hours=value) for name, value in hours.items() if value is not None}
    sent = {key: value for name, at in given.items() for key, value in typed(name, at).items()}

    alone = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | sent)
    within = coordinator.post(
        event_form(event),
        filled(coordinator.get(event_form(event))) | {f"slots-0-{key}": value for key, value in sent.items()},
    )

    assert list(alone.context["adminform"].form.errors) == [field]
    assert list(slot_errors(within, 0)) == [field]
    assert "lies outside the event, which is on Thursday, April 9, 2026" in slot_errors(within, 0)[field][0]
    slot.refresh_from_db()
    assert (slot.starts_at, slot.ends_at) == (None, None)


def test_a_service_may_begin_a_little_before_its_event(coordinator: Client, filled: Any, event: Event) -> None:
    slot = make_slot(event)
    early = typed("starts_at", event.starts_at - timedelta(minutes=15))

    response = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | early)

    assert response.status_code == 302


def test_an_event_that_moves_away_from_its_service_is_told_so(staff: Any, filled: Any, event: Event) -> None:
    editor = staff("Editor")
    make_slot(event, starts_at=event.starts_at, ends_at=event.ends_at)
    tomorrow = typed("starts_at", event.starts_at + timedelta(days=1)) | typed(
        "ends_at", event.ends_at + timedelta(days=1)
    )

    response = editor.post(event_form(event), filled(editor.get(event_form(event))) | tomorrow)

    assert list(slot_errors(response, 0)) == ["ends_at"]


def test_a_cancelled_service_may_lie_anywhere(coordinator: Client, filled: Any, event: Event) -> None:
    slot = make_slot(event, status="cancelled", starts_at=event.starts_at - timedelta(days=3), ends_at=event.starts_at)

    assert coordinator.post(form(slot), filled(coordinator.get(form(slot)))).status_code == 302


def test_a_service_that_ends_before_it_starts_is_refused_beside_the_end(
    coordinator: Client, filled: Any, event: Event
) -> None:
    slot = make_slot(event)
    sent = typed("starts_at", event.starts_at + timedelta(hours=1)) | typed("ends_at", event.starts_at)

    response = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | sent)

    assert response.context["adminform"].form.errors == {"ends_at": ["The service ends before it starts."]}


def test_nobody_interprets_in_two_places_at_once(coordinator: Client, filled: Any, event: Event) -> None:
    eva, luz = (Interpreter.objects.create(name=name) for name in ("Eva", "Luz"))
    other = make_event(title_en="The other one", starts_at=event.starts_at + timedelta(hours=1))
    make_slot(other).interpreters.set([eva, luz])
    slot = make_slot(event)

    response = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | {"interpreters": [eva.pk, luz.pk]})

    (message,) = response.context["adminform"].form.errors["interpreters"]
    assert message.startswith("At the same time at “The other one” (Thursday, April 9, 2026")
    assert message.endswith("): Eva and Luz.")
    assert not slot.interpreters.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"occurrence": "cancelled"},
        {"occurrence": "postponed"},
        {"hours_later": 2},
        {"status": "cancelled"},
        {"all_day": True},
    ],
)
def test_who_is_free_can_be_booked(coordinator: Client, filled: Any, event: Event, fields: dict[str, Any]) -> None:
    eva = Interpreter.objects.create(name="Eva")
    status, later = fields.pop("status", "held"), timedelta(hours=fields.pop("hours_later", 0))
    make_slot(make_event(starts_at=event.starts_at + later, **fields), status=status).interpreters.add(eva)
    slot = make_slot(event)

    response = coordinator.post(form(slot), filled(coordinator.get(form(slot))) | {"interpreters": [eva.pk]})

    assert response.status_code == 302
    assert list(slot.interpreters.all()) == [eva]


def test_two_services_on_the_same_form_are_compared_as_they_will_be(
    coordinator: Client, filled: Any, event: Event
) -> None:
    eva = Interpreter.objects.create(name="Eva")
    first = make_slot(event)
    second = make_slot(event, service="consecutive", from_language="pt")
    first.interpreters.add(eva)
    data = filled(coordinator.get(event_form(event)))

    both = coordinator.post(event_form(event), data | {"slots-1-interpreters": [eva.pk]})
    moved = coordinator.post(event_form(event), data | {"slots-0-interpreters": [], "slots-1-interpreters": [eva.pk]})

    assert slot_errors(both, 1) == {
        "interpreters": [
            "At the same time in another service of this event (Live interpretation from English into Spanish): Eva."
        ]
    }
    assert moved.status_code == 302
    assert [list(slot.interpreters.all()) for slot in (first, second)] == [[], [eva]]


def test_one_after_the_other_is_no_overlap(coordinator: Client, filled: Any, event: Event) -> None:
    eva = Interpreter.objects.create(name="Eva")
    half = event.starts_at + timedelta(hours=1)
    make_slot(event, ends_at=half).interpreters.add(eva)
    make_slot(event, starts_at=half, from_language="pt").interpreters.add(eva)

    response = coordinator.post(event_form(event), filled(coordinator.get(event_form(event))))

    assert response.status_code == 302
