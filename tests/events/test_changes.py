"""What is kept of a change of what readers had been told, through whichever door it comes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from events.announced import kinds_of_change
from events.models import Convening, Event, EventChange, Webinar, Withdrawal
from tests.factories import MONTH, NOW, make_event, make_material, make_program, make_series, make_slot, make_speaker

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EVENING = datetime(2026, 5, 5, 22, tzinfo=UTC)
AFTER = {"starts_at": EVENING + MONTH, "ends_at": EVENING + MONTH + timedelta(hours=2)}


def by_save(event: Event, **fields: Any) -> None:
    read = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(read, name, value)
    read.save()


def by_some_fields(event: Event, **fields: Any) -> None:
    read = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(read, name, value)
    read.save(update_fields=list(fields))


def by_update(event: Event, **fields: Any) -> None:
    Event.objects.filter(pk=event.pk).update(**fields)


def by_proxy(event: Event, **fields: Any) -> None:
    model = Webinar if event.kind == "webinar" else Convening
    model.objects.filter(pk=event.pk).update(**fields)


DOORS = pytest.mark.parametrize("door", [by_save, by_some_fields, by_update, by_proxy])
Door = Callable[..., None]


def kept(event: Event) -> list[str]:
    return sorted(event.changes.values_list("kind", flat=True))


@DOORS
@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (AFTER, ["rescheduled"]),
        ({"ends_at": EVENING + timedelta(hours=3)}, ["rescheduled"]),
        ({"ends_at": None}, ["rescheduled"]),
        ({"all_day": True, "ends_at": None}, ["rescheduled"]),
        ({"time_zone": "America/Chicago"}, ["rescheduled"]),
        ({"venue": "Library"}, ["moved"]),
        ({"venue": ""}, ["moved"]),
        ({"place_en": "Albany"}, ["moved"]),
        ({"attendance_mode": "hybrid"}, ["moved"]),
        ({"occurrence": "postponed"}, ["postponed"]),
        ({"occurrence": "cancelled"}, ["cancelled"]),
        ({"occurrence": "cancelled", "venue": "Library"}, ["cancelled", "moved"]),
        ({"occurrence": "postponed", **AFTER}, ["postponed", "rescheduled"]),
    ],
)
def test_a_change_of_what_was_told_is_kept_by_its_kind(door: Door, change: dict, kinds: list[str]) -> None:
    event = make_event(starts_at=EVENING, venue="Hall", place_en="Syracuse")

    door(event, **change)

    assert kept(event) == kinds
    assert Event.objects.get(pk=event.pk).sequence == 1


@DOORS
@pytest.mark.parametrize(
    "change",
    [
        {"title_en": "Another"},
        {"occurrence_note_en": "A note"},
        {"listed": False},
        {"place_es": "Siracusa"},  # a translation that was missing
        {"venue": "Hall", "occurrence": "scheduled"},
    ],
)
def test_what_makes_nothing_untrue_is_not_kept(door: Door, change: dict) -> None:
    event = make_event(starts_at=EVENING, venue="Hall", place_en="Syracuse")

    door(event, **change)

    assert kept(event) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"venue": ""}, {"venue": "Hall"}),
        ({"ends_at": None}, {"ends_at": EVENING + timedelta(hours=1)}),
        ({"all_day": True, "ends_at": None}, {"all_day": False, "starts_at": EVENING}),
        ({"all_day": True, "ends_at": None}, {"all_day": False, **AFTER, "starts_at": EVENING}),
    ],
)
def test_what_was_open_and_is_filled_in_raises_the_sequence_and_is_no_change_to_tell(before: dict, now: dict) -> None:
    event = make_event(**{"starts_at": EVENING, **before})

    by_save(event, **now)

    assert kept(event) == []
    assert Event.objects.get(pk=event.pk).sequence == 1


def test_the_hour_of_another_day_is_a_change() -> None:
    event = make_event(starts_at=EVENING, ends_at=None, all_day=True)

    by_save(event, all_day=False, starts_at=EVENING + timedelta(days=1))

    assert kept(event) == ["rescheduled"]


def test_a_new_start_is_kept_with_the_one_before() -> None:
    event = make_event(starts_at=EVENING)

    by_save(event, **AFTER)
    by_save(event, ends_at=None)
    by_save(event, occurrence="postponed")

    assert sorted(event.changes.values_list("kind", "previous_starts_at"), key=str) == [
        ("postponed", None),
        ("rescheduled", None),
        ("rescheduled", EVENING),
    ]


def test_an_event_that_takes_place_after_all_is_told() -> None:
    event = make_event(occurrence="cancelled")

    by_update(event, occurrence="scheduled")

    assert kept(event) == ["reinstated"]


@DOORS
@pytest.mark.parametrize(
    "state", [{"publication": "draft"}, {"publication": "review"}, {"publish_at": datetime(2100, 1, 1, tzinfo=UTC)}]
)
def test_what_nobody_was_told_makes_nothing_untrue(door: Door, state: dict) -> None:
    event = make_event(starts_at=EVENING, venue="Hall", **state)

    door(event, venue="Library", occurrence="cancelled", **AFTER)

    assert (kept(event), Event.objects.get(pk=event.pk).sequence) == ([], 1)


def test_a_save_that_publishes_tells_nothing_and_one_that_withdraws_keeps_what_was_told() -> None:
    event = make_event(starts_at=EVENING, venue="Hall", publication="draft")

    by_save(event, publication="published", venue="Library")
    assert kept(event) == []

    by_save(event, publication="draft", venue="Union Hall")
    assert kept(event) == ["moved"]


def test_a_save_of_other_columns_keeps_nothing_of_what_is_not_saved() -> None:
    event = Event.objects.get(pk=make_event(venue="Hall").pk)
    event.venue = "Library"

    event.save(update_fields=["title_en"])

    assert kept(event) == []


def test_a_change_in_bulk_counts_only_where_something_changed() -> None:
    here, there = make_event(venue="Hall"), make_event(venue="Library")

    Event.objects.update(venue="Library")

    assert (kept(here), kept(there)) == (["moved"], [])
    assert dict(Event.objects.values_list("pk", "sequence")) == {here.pk: 1, there.pk: 0}


def test_a_new_event_has_no_history() -> None:
    event = make_event()

    event.venue = "Hall"
    event.save()

    assert EventChange.objects.count() == 0


def test_a_column_that_was_not_read_is_not_compared() -> None:
    assert kinds_of_change({"venue": "Hall"}, {"venue": "Hall", "occurrence": "cancelled"}) == []


# Taken back ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_event, make_series, make_program])
@pytest.mark.parametrize("end", ["saved as a draft", "deleted", "deleted in bulk"])
def test_what_is_taken_from_readers_leaves_the_moment(make: Callable, end: str) -> None:
    entry, hidden = make(), make(publication="draft")

    for one in (entry, hidden):
        if end == "deleted":
            one.delete()
        elif end == "deleted in bulk":
            type(one).objects.filter(pk=one.pk).delete()
        else:
            one.publication = "draft"
            one.save()

    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("fields", [{"publication": "draft"}, {"publish_at": datetime(2100, 1, 1, tzinfo=UTC)}])
@DOORS
def test_an_event_that_is_hidden_again_leaves_the_moment(door: Door, fields: dict) -> None:
    door(make_event(), **fields)

    assert Withdrawal.objects.count() == 1


# When it last changed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("add", [make_slot, make_speaker, make_material])
def test_what_hangs_on_an_event_moves_its_last_change(add: Callable, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    event = make_event()

    def moved_by(act: Callable[[], Any], hours: int) -> bool:
        time_machine.move_to(NOW + timedelta(hours=hours), tick=False)
        act()
        return Event.objects.get(pk=event.pk).updated_at == NOW + timedelta(hours=hours)

    assert moved_by(lambda: add(event), 1)
    part = add(event)
    assert [moved_by(part.save, 2), moved_by(part.delete, 3)] == [True, True]


def test_a_bulk_change_moves_the_last_change_of_what_it_changed(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    here, there = make_event(title_en="Here"), make_event(title_en="There")
    time_machine.move_to(NOW + MONTH, tick=False)

    Event.objects.filter(title_en="Here").update(title_es="Aquí")

    assert [Event.objects.get(pk=event.pk).updated_at for event in (here, there)] == [NOW + MONTH, NOW]


def test_a_given_last_change_is_taken_as_it_is() -> None:
    event = make_event()

    Event.objects.update(updated_at=NOW)

    assert Event.objects.get(pk=event.pk).updated_at == NOW


def test_events_of_a_series_that_is_deleted_change_with_it(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    event = make_event(series=make_series(), program=make_program())
    for days, name in ((1, "series"), (2, "program")):
        time_machine.move_to(NOW + timedelta(days=days), tick=False)
        getattr(event, name).delete()
        assert Event.objects.get(pk=event.pk).updated_at == NOW + timedelta(days=days)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Manila"])
def test_the_zone_of_a_day_without_an_hour_moves_nothing(zone: str) -> None:
    event = make_event(starts_at=datetime(2026, 5, 20, 4, tzinfo=UTC), ends_at=None, all_day=True)

    by_save(event, time_zone=zone, starts_at=datetime(2026, 5, 20, tzinfo=ZoneInfo(zone)))

    event.refresh_from_db()
    assert (kept(event), event.previous_starts_at, event.sequence) == ([], None, 0)
    assert event.local_date == date(2026, 5, 20)


def test_a_day_without_an_hour_that_moves_with_its_zone_is_told_as_the_day_that_was_told() -> None:
    event = make_event(starts_at=datetime(2026, 5, 20, 4, tzinfo=UTC), ends_at=None, all_day=True)

    pacific = ZoneInfo("America/Los_Angeles")
    by_save(event, time_zone=pacific.key, starts_at=datetime(2026, 6, 3, tzinfo=pacific))

    event.refresh_from_db()
    (change,) = event.changes.all()
    before = {change.previous_starts_at.astimezone(pacific).date(), event.previous_starts_at.astimezone(pacific).date()}
    assert (change.kind, before) == ("rescheduled", {date(2026, 5, 20)})
