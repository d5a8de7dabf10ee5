"""What the board says of the next eight weeks."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from events.board import Board, BoardEvent, board
from events.board_cures import EVENT_PLACES, NEXT_STATUS, SLOT_PLACES, Viewer
from events.board_filters import BoardFilters
from events.coverage_warnings import Code
from events.models import AccessRequest, Event, InterpretationSlot, Interpreter
from events.slot_status import move
from tests.factories import NOW, make_event, make_organization, make_past_event, make_slot

pytestmark = pytest.mark.django_db

ALL = Viewer(sees_people=True, sees_requests=True, plans=True, adds=True, edits_events=True)
DAY = timedelta(days=1)


def see(filters: BoardFilters | None = None, viewer: Viewer = ALL) -> Board:
    return board(NOW, viewer, filters or BoardFilters())


def rows(found: Board) -> list[BoardEvent]:
    return [event for month in found.months for event in month.events]


def sentences(row: BoardEvent) -> list[str]:
    return [warning.sentence for warning in row.warnings]


def ready_event(**fields: Any) -> tuple[Event, InterpretationSlot]:
    """An hour with nothing left to do for it."""
    starts_at = fields.pop("starts_at", NOW + 20 * DAY)
    event = make_event(languages=("en",), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), **fields)
    slot = make_slot(
        event,
        both_ways=True,
        provider=make_organization(name_en="Voices"),
        call_time=starts_at - timedelta(minutes=30),
        materials_sent=NOW.date(),
    )
    return event, slot


def test_the_next_eight_weeks_are_shown_soonest_first_and_nothing_else() -> None:
    make_past_event()
    make_event(starts_at=NOW + timedelta(weeks=8))
    late = make_event(starts_at=NOW + timedelta(weeks=8) - DAY)
    under_way = make_event(starts_at=NOW - timedelta(hours=1), publication="draft")

    found = rows(see())

    assert [row.number for row in found] == [under_way.pk, late.pk]
    assert [row.left for row in found] == ["under way", "in 55 days"]
    assert [row.remarks for row in found] == [("Draft",), ()]


def test_an_event_with_all_that_it_needs_is_arranged() -> None:
    ready_event()

    (row,) = rows(see())

    assert (row.standing, sentences(row)) == ("ready", [])
    assert [(found.name, found.words, found.minutes, found.confirmed) for found in row.languages] == [
        ("English", "from the stage", 60, 60),
        ("Spanish", "confirmed", 60, 60),
    ]
    assert [(lane.name, [slot.words for slot in lane.slots]) for lane in row.lanes] == [
        ("Interpretation", ["English ↔ Spanish"]),
        ("Sign language", []),
        ("Live captions", []),
    ]


@pytest.mark.parametrize(
    ("slots", "standing", "words"),
    [
        ([], "lacking", "nothing planned"),
        ([{"status": "cancelled"}], "lacking", "nothing planned"),
        ([{"status": "needed"}], "lacking", "needed, nobody asked yet"),
        ([{"status": "requested"}], "unsure", "asked, not confirmed"),
        ([{"status": "held"}], "unsure", "asked, not confirmed"),
        ([{"ends_at": NOW + 20 * DAY + timedelta(minutes=45)}], "unsure", "45 min of 2 h"),
        ([{}], "ready", "confirmed"),
    ],
)
def test_an_event_stands_as_its_least_arranged_language_does(
    slots: list[dict[str, Any]], standing: str, words: str
) -> None:
    event = make_event(languages=("en",), starts_at=NOW + 20 * DAY)
    for fields in slots:
        make_slot(event, **fields)

    found = see()

    (row,) = rows(found)
    spanish = next(language for language in row.languages if language.language == "es")
    assert (row.standing, spanish.words.replace("\u00a0", " ").replace("\u202f", " ")) == (standing, words)
    assert {name: count for name, count, _words in found.standings if count} == {standing: 1}


@pytest.mark.parametrize(("status", "standing"), [("requested", "unsure"), ("confirmed", "ready")])
def test_an_event_without_an_end_stands_as_its_services_do(status: str, standing: str) -> None:
    make_slot(make_event(languages=("en",), ends_at=None, starts_at=NOW + 20 * DAY), status=status)

    assert [row.standing for row in rows(see())] == [standing]


def test_each_warning_has_a_button_that_leads_to_its_cure() -> None:
    bare = make_event(starts_at=NOW + 3 * DAY, languages=("en",))
    needed = make_slot(make_event(starts_at=NOW + 4 * DAY, languages=("en",)), status="needed")
    asked = make_slot(make_event(starts_at=NOW + 5 * DAY, languages=("en",)), status="requested")

    on_bare, on_needed, on_asked = (row.warnings for row in rows(see()))

    assert on_bare[0].cure.url == (
        f"/admin/events/interpretationslot/add/?event={bare.pk}&service=simultaneous&to_language=es"
        "&from_language=en&both_ways=on"
    )
    assert [(one.cure.status, one.before, one.slot) for one in on_needed if one.cure.status] == [
        ("requested", "needed", needed.pk)
    ]
    assert [(one.cure.status, one.before, one.slot) for one in on_asked if one.cure.status] == [
        ("confirmed", "requested", asked.pk)
    ]
    places = {one.cure.url for one in on_asked if one.cure.url}
    form = f"/admin/events/interpretationslot/{asked.pk}/change/"
    assert places == {f"{form}#id_provider", f"{form}#id_team_size", f"{form}#id_materials_sent"}


def test_every_warning_of_a_slot_has_a_place_where_it_is_put_right() -> None:

    without_a_slot = {Code.FLOOR_UNKNOWN, Code.NOTHING_PLANNED, *EVENT_PLACES}

    assert {*SLOT_PLACES, *NEXT_STATUS} == set(Code) - without_a_slot


def test_who_may_only_look_gets_no_button_that_changes_anything() -> None:
    make_slot(make_event(starts_at=NOW + 3 * DAY, ends_at=None), status="needed")
    make_event(starts_at=NOW + 4 * DAY, languages=("en",))

    found = rows(see(viewer=Viewer()))

    assert not any(slot.moves for row in found for lane in row.lanes for slot in lane.slots)
    cures = {warning.cure for row in found for warning in row.warnings}
    assert {(cure.words, cure.status) for cure in cures} == {("Open the event", ""), ("Open the service", "")}


def test_names_of_interpreters_are_for_those_who_may_see_them() -> None:
    eva = Interpreter.objects.create(name="Eva Ramos")
    for hours in (0, 1):
        _event, slot = ready_event(starts_at=NOW + 20 * DAY + timedelta(minutes=30 * hours))
        slot.interpreters.add(eva)

    named, unnamed = see(), see(viewer=Viewer(plans=True))

    assert "Eva Ramos" in repr(named)
    assert "Eva Ramos" not in repr(unnamed)
    assert any("somebody of the team is in another service" in one for row in rows(unnamed) for one in sentences(row))
    assert rows(unnamed)[0].lanes[0].slots[0].team == "1 person"


def test_requests_that_wait_are_counted_for_each_event() -> None:
    event, _slot = ready_event()
    for answered in (False, False, True):
        AccessRequest.objects.create(event=event, language="pt", written_in="en", answered=answered)

    assert [row.requests for row in rows(see())] == [2]
    assert [row.requests for row in rows(see(viewer=Viewer()))] == [0]


def test_a_cancelled_event_stays_while_somebody_is_booked_for_it() -> None:
    make_event(occurrence="cancelled", languages=("en",))
    booked = make_slot(make_event(occurrence="cancelled"), status="held")
    make_slot(make_event(occurrence="postponed", starts_at=NOW + 40 * DAY), status="held")

    found = see()

    cancelled, postponed = rows(found)
    assert (cancelled.remarks, cancelled.standing, found.number_of_events) == (("Cancelled",), "", 0)
    assert [(one.cure.status, one.slot) for one in cancelled.warnings] == [("cancelled", booked.pk)]
    assert ["postponed" in one for one in sentences(postponed)] == [True]


def test_filters_leave_the_services_of_a_status_and_of_a_provider() -> None:
    event, slot = ready_event()
    make_slot(event, service="captions", to_language="en", status="needed")
    make_event(languages=("en",))

    of_provider = see(BoardFilters(provider=slot.provider_id))
    of_nobody = see(BoardFilters(provider=0))
    needed = see(BoardFilters(status="needed"))
    neither = see(BoardFilters(status="needed", provider=slot.provider_id))

    assert [[one.number for lane in row.lanes for one in lane.slots] for row in rows(of_provider)] == [[slot.pk]]
    assert [sentences(row) for row in rows(of_provider)] == [[]]
    assert [lane.name for row in rows(of_nobody) for lane in row.lanes if lane.slots] == ["Live captions"]
    assert [len(row.warnings) for row in rows(needed)] == [1]
    assert rows(neither) == []
    assert needed.number_of_events == 2


def test_filters_say_how_many_services_they_leave_and_keep_each_other() -> None:
    event, slot = ready_event()
    make_slot(event, service="captions", to_language="en", status="needed")

    found = see(BoardFilters(status="confirmed"))

    assert [(str(one.words), one.count, one.query, one.is_chosen) for one in found.statuses] == [
        ("All", 2, "", False),
        ("Needed", 1, "?status=needed", False),
        ("Confirmed", 1, "?status=confirmed", True),
    ]
    assert [(str(one.words), one.count, one.query) for one in found.providers] == [
        ("All", 1, "?status=confirmed"),
        ("Voices", 1, f"?status=confirmed&provider={slot.provider_id}"),
    ]


@pytest.mark.parametrize("query", [{}, {"status": "x", "provider": "x"}, {"provider": "-1"}, {"provider": "9" * 30}])
def test_filters_that_mean_nothing_ask_for_nothing(query: dict[str, str]) -> None:
    assert not BoardFilters.read(query)


def test_a_service_says_since_when_and_by_whom_and_when_it_is_not_the_whole_event() -> None:
    event, slot = ready_event()
    event.time_zone = "America/Mexico_City"
    event.save()
    slot.starts_at, slot.status, slot.confirm_by = event.starts_at + timedelta(minutes=30), "requested", NOW.date()
    slot.save()
    move(slot, "held", User.objects.create_user("rosa", first_name="Rosa", last_name="Gil"))

    (shown,) = rows(see())[0].lanes[0].slots

    today = slot.status_changes.first().changed_at.astimezone(ZoneInfo("America/New_York"))
    assert shown.since.startswith("Since ")
    assert str(today.year) in shown.since
    assert shown.since.endswith(", by Rosa Gil")
    assert "9:30–10:00" in shown.hours.replace("\u202f", " ")
    assert shown.confirm_by == "Mar 10, 2026"


def test_the_board_speaks_the_language_of_the_person() -> None:
    ready_event(title_en="")

    with override("en"):
        title = rows(see())[0].title
    with override("es"):
        month = see().months[0].label

    assert (title.text, title.is_borrowed) == ("Seminario web", True)
    assert month == "Marzo de 2026"


def test_the_board_costs_the_same_for_one_event_and_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in (1, 2):
        for _event in range(number):
            event, slot = ready_event()
            make_slot(event, service="captions", to_language="en", status="needed")
            slot.interpreters.add(Interpreter.objects.create(name="Eva"))
            AccessRequest.objects.create(event=event, captions=True, written_in="en")
        with django_assert_num_queries(5):
            assert len(rows(see())) == (1, 3)[number - 1]
