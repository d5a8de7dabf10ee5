"""Which status may follow which, and that every change is kept, with who made it, whatever door it came through."""

from itertools import pairwise

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.db.models import Value
from pytest_django import DjangoAssertNumQueries

from ciwo_site.acting import acting
from events.enums import SlotStatus
from events.models import InterpretationSlot
from events.slot_status import BUTTONS, MOVES, NotAllowed, allowed, move
from tests.factories import make_event, make_slot

STEPS = [SlotStatus.NEEDED, SlotStatus.REQUESTED, SlotStatus.HELD, SlotStatus.CONFIRMED]


def kept(slot: InterpretationSlot) -> list[tuple[str, str, str | None]]:
    """The changes of a slot, the first one first."""
    changes = slot.status_changes.select_related("changed_by").order_by("pk")
    return [(row.before, row.after, row.changed_by and row.changed_by.username) for row in changes]


@pytest.fixture
def slot(db: None) -> InterpretationSlot:
    return make_slot(make_event(), status="needed")


@pytest.fixture
def rosa(db: None) -> User:
    return User.objects.create_user("rosa")


def test_every_status_has_its_moves_and_its_button() -> None:
    assert MOVES.keys() == BUTTONS.keys() == set(SlotStatus)
    assert not any(status in allowed(status) for status in SlotStatus)


def test_the_way_leads_from_needed_to_confirmed_and_every_status_can_be_cancelled_or_begin_anew() -> None:
    assert all(after in allowed(before) for before, after in pairwise(STEPS))
    assert all(SlotStatus.CANCELLED in allowed(status) for status in STEPS)
    assert all(SlotStatus.NEEDED in allowed(status) for status in SlotStatus if status != SlotStatus.NEEDED)


def test_nothing_goes_back_by_less_than_all_the_way() -> None:
    assert not any(before in allowed(after) for before, after in pairwise(STEPS[1:]))
    assert allowed(SlotStatus.CANCELLED) == (SlotStatus.NEEDED,)


def test_a_move_is_stored_and_kept_with_who_made_it(slot: InterpretationSlot, rosa: User) -> None:
    for status in STEPS[1:]:
        move(slot, status, rosa)

    slot.refresh_from_db()
    assert slot.status == "confirmed"
    assert kept(slot) == [
        ("", "needed", None),
        ("needed", "requested", "rosa"),
        ("requested", "held", "rosa"),
        ("held", "confirmed", "rosa"),
    ]


@pytest.mark.parametrize(("before", "after"), [("cancelled", "confirmed"), ("confirmed", "held"), ("held", "held")])
def test_a_move_that_is_not_allowed_changes_nothing_and_says_why(
    slot: InterpretationSlot, rosa: User, before: str, after: str
) -> None:
    slot = make_slot(slot.event, status=before)

    with pytest.raises(NotAllowed) as refused:
        move(slot, after, rosa)

    assert str(SlotStatus(before).label) in refused.value.sentence
    slot.refresh_from_db()
    assert slot.status == before
    assert kept(slot) == [("", before, None)]


def test_a_move_from_a_status_that_somebody_else_changed_is_refused(slot: InterpretationSlot, rosa: User) -> None:
    seen_an_hour_ago = InterpretationSlot.objects.get(pk=slot.pk)
    move(slot, "cancelled", rosa)

    with pytest.raises(NotAllowed) as refused:
        move(seen_an_hour_ago, "requested", rosa)

    assert refused.value.before == "cancelled"
    slot.refresh_from_db()
    assert slot.status == "cancelled"


def test_a_save_keeps_the_change_from_what_was_stored_and_not_from_what_was_read(
    slot: InterpretationSlot, rosa: User
) -> None:
    read_before = InterpretationSlot.objects.get(pk=slot.pk)
    move(slot, "held", rosa)

    with acting(rosa):
        read_before.status = "requested"
        read_before.save()

    assert kept(slot)[-1] == ("held", "requested", "rosa")


def test_a_save_that_leaves_the_status_alone_keeps_nothing(slot: InterpretationSlot) -> None:
    slot.notes = "Called twice"
    slot.save()
    slot.status = "held"
    slot.save(update_fields=["notes"])

    assert kept(slot) == [("", "needed", None)]


def test_what_a_queryset_updates_is_kept(slot: InterpretationSlot, rosa: User) -> None:
    confirmed = make_slot(slot.event, status="confirmed")
    other = make_slot(slot.event, status="requested")

    with acting(rosa):
        count = InterpretationSlot.objects.filter(status__in=["needed", "confirmed"]).update(status="confirmed")

    assert count == 2
    assert kept(slot) == [("", "needed", None), ("needed", "confirmed", "rosa")]
    assert kept(confirmed) == [("", "confirmed", None)]
    assert kept(other) == [("", "requested", None)]


def test_what_is_updated_in_bulk_or_by_an_expression_is_kept(slot: InterpretationSlot) -> None:
    InterpretationSlot.objects.update(status=Value("requested"))
    slot.status = "held"
    InterpretationSlot.objects.bulk_update([slot], ["status"])

    assert kept(slot)[1:] == [("needed", "requested", None), ("requested", "held", None)]


def test_an_update_of_something_else_costs_what_it_does_in_django(
    slot: InterpretationSlot, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        InterpretationSlot.objects.update(notes="Called")


def test_an_earlier_version_that_is_put_back_keeps_its_change_too(slot: InterpretationSlot, rosa: User) -> None:
    """As reversion does it: past the model's `save`."""
    version = serializers.serialize("json", [slot])
    move(slot, "confirmed", rosa)

    with acting(rosa):
        for row in serializers.deserialize("json", version):
            row.save()

    slot.refresh_from_db()
    assert slot.status == "needed"
    assert kept(slot)[-1] == ("confirmed", "needed", "rosa")


def test_a_change_outlives_the_account(slot: InterpretationSlot, rosa: User) -> None:
    move(slot, "requested", rosa)

    rosa.delete()

    assert kept(slot)[-1] == ("needed", "requested", None)
