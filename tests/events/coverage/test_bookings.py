"""Nobody interprets in two places at once, and everybody is asked in time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.coverage_warnings import Code
from events.service_plans import Bookings, LeadTimes, ask_by, assignments, bookings
from tests.events.coverage.plans import LEAD_TIMES, NEW_YORK, START, Event, Person, Slot, after, cover, only


def clashes(*plans: tuple[Event, Slot]) -> dict[int, list[tuple[int, int, bool]]]:
    booked = bookings(one for event, slot in plans for one in assignments(event, slot, [Person(7, "Ana Ruiz")]))
    return {number: [(one.slot, one.event, one.is_sure) for one in found] for number, found in booked.clashes.items()}


def test_the_same_person_at_two_events_is_told_at_both() -> None:
    chicago = Event(
        pk=2, starts_at=datetime(2026, 5, 20, 17, 30, tzinfo=ZoneInfo("America/Chicago")), ends_at=after(90)
    )

    assert clashes((Event(), Slot(pk=1)), (chicago, Slot(pk=2))) == {1: [(2, 2, True)], 2: [(1, 1, True)]}


def test_the_same_person_twice_in_one_event_is_told_once() -> None:
    coverage = cover(Slot(people=[Person(7, "Ana Ruiz")]), Slot(pk=2, to_language="pt", people=[Person(7, "Ana Ruiz")]))

    warning = only(coverage)
    assert (warning.code, warning.slot_number, warning.other_slot, warning.other_event) == (
        Code.PERSON_TWICE,
        2,
        1,
        None,
    )


def test_one_service_after_the_other_is_no_clash() -> None:
    later = Event(pk=2, starts_at=after(60), ends_at=after(90))

    assert clashes((Event(), Slot()), (later, Slot(pk=2))) == {}
    assert clashes((Event(), Slot()), (Event(pk=2), Slot(pk=2, status="cancelled"))) == {}


def test_a_clash_with_unknown_hours_is_only_possible() -> None:
    dated = Event(pk=2, all_day=True, ends_at=None)

    assert clashes((Event(), Slot()), (dated, Slot(pk=2))) == {1: [(2, 2, False)], 2: [(1, 1, False)]}


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 120)), max_size=8))
def test_every_overlap_of_a_persons_slots_is_found(times: list[tuple[int, int]]) -> None:
    plans = [
        (Event(pk=number), Slot(pk=number, starts_at=after(start), ends_at=after(start + length)))
        for number, (start, length) in enumerate(times)
    ]
    expected = {
        (one.pk, other.pk)
        for _event, one in plans
        for _other_event, other in plans
        if one.pk != other.pk and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    }

    assert {(number, other[0]) for number, found in clashes(*plans).items() for other in found} == expected


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("simultaneous", date(2026, 5, 6)),
        ("consecutive", date(2026, 5, 6)),
        ("sign_language", date(2026, 4, 29)),
        ("captions", date(2026, 5, 13)),
    ],
)
def test_a_service_has_a_day_to_ask_by(service: str, expected: date) -> None:
    assert ask_by(START, service, LEAD_TIMES, NEW_YORK) == expected


def test_the_day_to_ask_by_is_counted_in_the_events_zone() -> None:
    late = datetime(2026, 5, 21, 2, tzinfo=UTC)  # still the 20th in New York

    assert ask_by(late, "captions", LeadTimes(captions=0), NEW_YORK) == date(2026, 5, 20)
    assert ask_by(late, "captions", LeadTimes(captions=0), ZoneInfo("Asia/Manila")) == date(2026, 5, 21)


def test_nobody_is_booked_where_nothing_is_assigned() -> None:
    assert bookings([]) == Bookings()
