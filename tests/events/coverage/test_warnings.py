"""What is wrong with the services of an event, while it can still be mended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from events.coverage_warnings import Code, Severity
from events.service_plans import slot_interval
from tests.events.coverage.plans import LONG_BEFORE, START, Event, Person, Slot, after, codes, cover, only


def test_a_slot_outside_its_event_is_told() -> None:
    def place(starts: int, ends: int) -> list[tuple[Code, int]]:
        found = cover(Slot(service="consecutive", starts_at=after(starts), ends_at=after(ends))).warnings
        return [(one.code, one.minutes) for one in found if one.code != Code.NOTHING_PLANNED]

    assert place(60, 90) == [(Code.OUTSIDE_EVENT, 0)]
    assert place(-45, 0) == [(Code.OUTSIDE_EVENT, 0)]
    assert place(-15, 70) == [(Code.STARTS_BEFORE_EVENT, 15), (Code.ENDS_AFTER_EVENT, 10)]
    assert place(0, 60) == []


def test_a_slot_that_starts_when_its_event_is_over_has_no_time_left() -> None:
    late = Slot(starts_at=after(60))

    assert slot_interval(Event(), late) is None
    assert Code.OUTSIDE_EVENT in codes(cover(late))


def test_simultaneous_interpretation_over_an_hour_wants_two() -> None:
    hour, longer = Event(), Event(ends_at=after(61))

    def thin(event: Event, **fields: object) -> list[int]:
        return [one.people for one in cover(Slot(**fields), event=event).warnings if one.code == Code.TEAM_THIN]

    assert thin(hour, team_size=1) == []
    assert thin(longer, team_size=1) == [1]
    assert thin(longer) == [0]
    assert thin(longer, status="needed") == []
    assert thin(longer, status="needed", team_size=1) == [1]
    assert thin(longer, people=[Person(1, "Ana"), Person(2, "Luz")]) == []
    assert thin(longer, service="consecutive", team_size=1) == []
    assert thin(longer, provided_by="automatic") == []
    assert thin(Event(ends_at=None), team_size=1) == []


def test_fewer_people_than_the_team_are_told_once_it_is_arranged() -> None:
    short = Slot(team_size=3, people=[Person(1, "Ana")])

    assert [(one.code, one.people, one.wanted) for one in cover(short).warnings] == [(Code.TEAM_SHORT, 1, 3)]
    assert codes(cover(replace(short, status="requested"))) == []


def test_a_provider_is_missing_while_nobody_else_is_noted_either() -> None:
    nobody = Slot(provider_id=None)

    assert codes(cover(nobody)) == [Code.PROVIDER_MISSING]
    assert codes(cover(replace(nobody, people=[Person(1, "Ana")]))) == []
    assert codes(cover(replace(nobody, provided_by="automatic"))) == []


def test_a_confirmed_team_wants_a_call_time() -> None:
    assert codes(cover(Slot(call_time=None))) == [Code.CALL_TIME_MISSING]
    assert codes(cover(Slot(call_time=None, status="held"))) == []


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [(13, []), (12, [Code.MATERIALS_DUE]), (5, [Code.MATERIALS_DUE]), (4, [Code.MATERIALS_LATE])],
)
def test_slides_are_due_five_days_before(days_before: int, expected: list[Code]) -> None:
    coverage = cover(Slot(materials_sent=None), at=START - timedelta(days=days_before))

    assert codes(coverage) == expected


def test_the_slots_own_date_for_materials_goes_first() -> None:
    coverage = cover(Slot(materials_sent=None, materials_due=date(2026, 4, 1)), at=LONG_BEFORE)

    assert (only(coverage).code, only(coverage).due) == (Code.MATERIALS_DUE, date(2026, 4, 1))


def test_an_open_request_is_told_with_the_days_that_are_left() -> None:
    asked = Slot(status="requested")

    assert codes(cover(asked, at=START - timedelta(days=22))) == []
    pressing = only(cover(asked, at=START - timedelta(days=21)))
    urgent = only(cover(asked, at=START - timedelta(days=9)))

    assert (pressing.code, pressing.severity, pressing.days_left) == (Code.NOT_CONFIRMED, Severity.PRESSING, 21)
    assert (urgent.severity, urgent.days_left, urgent.due) == (Severity.URGENT, 9, date(2026, 5, 6))
    assert only(cover(replace(asked, confirm_by=date(2026, 5, 15)), at=START - timedelta(days=9))).due.day == 15


def test_a_needed_service_speaks_for_its_language() -> None:
    warning = only(cover(Slot(status="needed")))

    assert (warning.code, warning.due, warning.severity) == (Code.NOT_REQUESTED, date(2026, 5, 6), Severity.NOTE)


def test_the_same_service_twice_is_told_unless_one_is_cancelled_or_leads_elsewhere() -> None:
    first, second = Slot(), Slot(pk=2, starts_at=after(30))

    assert [(one.code, one.slot_number, one.other_slot) for one in cover(first, second).warnings] == [
        (Code.SAME_SERVICE_TWICE, 2, 1)
    ]
    assert codes(cover(first, replace(second, status="cancelled"))) == []
    assert codes(cover(first, replace(second, to_language="zh"))) == [Code.STARTS_LATE]


def test_an_event_that_is_over_has_no_warnings() -> None:
    assert codes(cover(at=after(59))) == [Code.NOTHING_PLANNED]
    assert codes(cover(at=after(60))) == []


def test_a_slot_of_an_earlier_day_has_no_warnings() -> None:
    event = Event(ends_at=START + timedelta(days=2))
    first_day = Slot(call_time=None, ends_at=after(60))

    assert codes(cover(first_day, event=event, at=after(61))) == [Code.ENDS_EARLY]
