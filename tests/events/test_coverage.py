"""What is covered, what is missing, and what staff are told of it; no database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events.coverage import Channel, EventCoverage, LanguageCoverage, event_coverage
from events.coverage_warnings import Code, CoverageWarning, Severity
from events.coverage_words import SENTENCES, warning_sentence
from events.enums import LanguageService, SlotStatus
from events.intervals import Interval, merged, pieces, total_minutes, without
from events.service_plans import Bookings, LeadTimes, ask_by, assignments, bookings, slot_interval

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 5, 20, 18, tzinfo=NEW_YORK)
LONG_BEFORE = START - timedelta(days=50)
LEAD_TIMES = LeadTimes()


@dataclass
class Floor:
    language: str


@dataclass
class Person:
    pk: int
    name: str


@dataclass
class Event:
    pk: int = 1
    starts_at: datetime = START
    ends_at: datetime | None = START + timedelta(hours=1)
    all_day: bool = False
    time_zone: str = "America/New_York"


@dataclass
class Slot:
    """By default nothing is wrong with it."""

    pk: int = 1
    service: str = "simultaneous"
    from_language: str = "en"
    to_language: str = "es"
    both_ways: bool = True
    provided_by: str = "people"
    status: str = "confirmed"
    confirm_by: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    provider_id: int | None = 1
    call_time: datetime | None = START - timedelta(minutes=30)
    team_size: int | None = None
    materials_due: date | None = None
    materials_sent: date | None = date(2026, 5, 1)
    people: list[Person] = field(default_factory=list)

    @property
    def languages_given(self) -> tuple[str, ...]:
        return (self.to_language, self.from_language) if self.both_ways else (self.to_language,)


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def cover(
    *slots: Slot,
    event: Event | None = None,
    floor: str = "en",
    at: datetime = LONG_BEFORE,
    lead: LeadTimes = LEAD_TIMES,
) -> EventCoverage:
    event = event or Event()
    booked = bookings(one for slot in slots for one in assignments(event, slot, slot.people))
    rows = [Floor(code) for code in floor.split()]
    return event_coverage(event, rows, slots, wanted=["en", "es"], bookings=booked, at=at, lead_times=lead)


def of(coverage: EventCoverage, language: str, channel: Channel = Channel.VOICE) -> LanguageCoverage:
    (found,) = [one for one in coverage.languages if (one.language, one.channel) == (language, channel)]
    return found


def minutes(coverage: LanguageCoverage) -> tuple[int | None, int | None, int | None]:
    return coverage.covered_minutes, coverage.confirmed_minutes, coverage.uncovered_minutes


def codes(coverage: EventCoverage) -> list[Code]:
    return [warning.code for warning in coverage.warnings]


def only(coverage: EventCoverage) -> CoverageWarning:
    (warning,) = coverage.warnings
    return warning


# Intervals

intervals = st.builds(
    lambda start, length: Interval(after(start), after(start + length)),
    st.integers(-200, 200),
    st.integers(1, 90),
)


@given(intervals, st.lists(intervals, max_size=6))
def test_what_is_taken_and_what_is_left_make_the_whole(whole: Interval, taken: list[Interval]) -> None:
    each_minute = {whole.starts_at + timedelta(minutes=number) for number in range(whole.minutes)}
    busy = {moment for moment in each_minute if any(one.starts_at <= moment < one.ends_at for one in taken)}

    left = without(whole, taken)

    assert total_minutes(left) == len(each_minute - busy)
    assert merged([*left, *taken, whole]) == merged([*taken, whole])
    assert not any(one.overlaps(other) for one in left for other in taken)


@given(st.lists(intervals, max_size=6))
def test_merged_intervals_stand_apart_in_order(some: list[Interval]) -> None:
    found = merged(some)

    assert all(one.ends_at < following.starts_at for one, following in pairwise(found))
    assert merged(found) == found
    assert all(any(one.contains(part) for one in found) for part in some)


@given(intervals, st.lists(intervals, max_size=6))
def test_pieces_are_the_whole_and_lie_within_a_cutter_or_outside_it(whole: Interval, cutters: list[Interval]) -> None:
    found = pieces(whole, cutters)

    assert merged(found) == (whole,)
    assert sum(piece.minutes for piece in found) == whole.minutes
    assert all(cutter.contains(piece) or not cutter.overlaps(piece) for piece in found for cutter in cutters)


def test_minutes_are_elapsed_ones_when_clocks_change() -> None:
    night = {month: datetime(2026, month, day, 0, 30, tzinfo=NEW_YORK) for month, day in ((3, 8), (11, 1))}

    lengths = {month: Interval(start, start.replace(hour=3)).minutes for month, start in night.items()}

    assert lengths == {3: 120, 11: 240}


def test_an_interval_refuses_what_is_none() -> None:
    with pytest.raises(ValueError, match="zone"):
        Interval(datetime(2026, 5, 20), START)  # noqa: DTZ001 -- a naive moment is the bad input here
    with pytest.raises(ValueError, match="ends after"):
        Interval(START, START + timedelta(seconds=59))
    assert Interval.between(START, START) is None


def test_two_zones_name_the_same_interval() -> None:
    madrid = ZoneInfo("Europe/Madrid")

    assert Interval(START, after(60)) == Interval(START.astimezone(madrid), after(60).astimezone(madrid))


# Languages

random_slots = st.lists(
    st.builds(
        Slot,
        pk=st.integers(1, 9),
        service=st.sampled_from(LanguageService.values),
        from_language=st.sampled_from(["en", "es", "zh"]),
        to_language=st.sampled_from(["en", "es", "zh", "ase"]),
        both_ways=st.booleans(),
        status=st.sampled_from(SlotStatus.values),
        starts_at=st.none() | st.integers(-60, 120).map(after),
        ends_at=st.none() | st.integers(-60, 180).map(after),
        team_size=st.none() | st.integers(0, 3),
    ),
    max_size=5,
    unique_by=lambda slot: slot.pk,
)
random_floors = st.sampled_from(["", "en", "es", "en es", "zh"])


@given(random_slots, random_floors, st.integers(-30, 60).map(lambda days: START - timedelta(days=days)))
def test_covered_and_uncovered_minutes_make_the_event(slots: list[Slot], floor: str, at: datetime) -> None:
    coverage = cover(*slots, floor=floor, at=at)

    for one in coverage.languages:
        assert one.covered_minutes + one.uncovered_minutes == 60
        assert total_minutes(one.gaps) == one.uncovered_minutes
        assert one.confirmed_minutes <= one.covered_minutes
        assert one.is_served == (one.covered_minutes > 0)
    assert all(warning_sentence(warning) for warning in coverage.warnings)
    assert all(warning.slot for warning in coverage.warnings if warning.code in {Code.STARTS_LATE, Code.ENDS_EARLY})


def test_a_language_of_the_stage_alone_is_covered_and_the_other_is_not() -> None:
    coverage = cover(floor="es")

    assert minutes(of(coverage, "es")) == (60, 60, 0)
    assert minutes(of(coverage, "en")) == (0, 0, 60)
    assert of(coverage, "es").is_floor
    assert only(coverage).languages == ("en",)
    assert only(coverage).code == Code.NOTHING_PLANNED


def test_two_languages_on_the_stage_need_interpretation_both_ways() -> None:
    assert [minutes(of(cover(floor="en es"), code)) for code in ("en", "es")] == [(0, 0, 60), (0, 0, 60)]
    assert [minutes(of(cover(Slot(both_ways=False), floor="en es"), code)) for code in ("en", "es")] == [
        (0, 0, 60),
        (60, 60, 0),
    ]
    assert codes(cover(Slot(), floor="en es")) == []


def test_a_third_language_can_be_reached_through_another() -> None:
    relay = Slot(pk=2, from_language="en", to_language="zh", both_ways=False)
    first_half = Slot(ends_at=after(30))

    coverage = cover(first_half, relay, floor="es")

    assert of(coverage, "zh").gaps == (Interval(after(30), after(60)),)
    assert (only(coverage).code, only(coverage).slot_number, only(coverage).languages) == (
        Code.ENDS_EARLY,
        1,
        ("en", "zh"),
    )


def test_requested_minutes_are_covered_but_not_confirmed() -> None:
    statuses = {status: minutes(of(cover(Slot(status=status)), "es")) for status in SlotStatus.values}

    assert statuses == {
        "needed": (0, 0, 60),
        "requested": (60, 0, 0),
        "held": (60, 0, 0),
        "confirmed": (60, 60, 0),
        "cancelled": (0, 0, 60),
    }


def test_gaps_at_the_start_in_the_middle_and_at_the_end_are_told_with_the_slot_beside_them() -> None:
    slots = [
        Slot(pk=1, starts_at=after(5), ends_at=after(20)),
        Slot(pk=2, starts_at=after(30), ends_at=after(45)),
    ]

    coverage = cover(*slots)

    assert [(one.code, one.slot_number, one.minutes) for one in coverage.warnings] == [
        (Code.STARTS_LATE, 1, 5),
        (Code.LEAVES_GAP, 1, 10),
        (Code.ENDS_EARLY, 2, 15),
    ]


def test_two_slots_that_follow_each_other_leave_no_gap() -> None:
    assert codes(cover(Slot(pk=1, ends_at=after(30)), Slot(pk=2, starts_at=after(30)))) == []


def test_signs_and_captions_are_channels_of_their_own() -> None:
    signs = Slot(service="sign_language", to_language="ase", ends_at=after(45))
    captions = Slot(pk=2, service="captions", to_language="en", both_ways=False)

    coverage = cover(signs, captions)

    assert [(one.channel, one.language, one.covered_minutes) for one in coverage.languages] == [
        (Channel.VOICE, "en", 60),
        (Channel.VOICE, "es", 0),
        (Channel.SIGNS, "ase", 45),
        (Channel.CAPTIONS, "en", 60),
    ]


def test_an_event_over_midnight_in_the_night_of_a_clock_change_counts_real_minutes() -> None:
    start = datetime(2026, 3, 7, 23, tzinfo=NEW_YORK)
    event = Event(starts_at=start, ends_at=datetime(2026, 3, 8, 4, tzinfo=NEW_YORK))
    slot = Slot(starts_at=datetime(2026, 3, 8, 0, tzinfo=NEW_YORK), ends_at=datetime(2026, 3, 8, 3, tzinfo=NEW_YORK))

    coverage = cover(slot, event=event, at=start - timedelta(days=50))

    assert coverage.minutes == 240
    assert minutes(of(coverage, "es")) == (120, 120, 120)


def test_an_event_without_an_end_has_no_minutes_and_says_so() -> None:
    event = Event(ends_at=None)

    coverage = cover(Slot(starts_at=after(150)), event=event)

    assert coverage.minutes is None
    assert minutes(of(coverage, "es")) == (None, None, None)
    assert of(coverage, "es").is_served
    assert codes(coverage) == [Code.END_UNKNOWN]
    assert codes(cover(event=event)) == [Code.END_UNKNOWN, Code.NOTHING_PLANNED]


def test_a_dated_event_has_no_minutes_and_asks_for_no_call_time() -> None:
    event = Event(all_day=True, ends_at=None)

    coverage = cover(Slot(call_time=None), event=event)

    assert (coverage.minutes, codes(coverage)) == (None, [Code.HOURS_UNKNOWN])
    assert codes(cover(Slot(starts_at=after(2000)), event=event))[0] == Code.OUTSIDE_EVENT


def test_without_the_stages_languages_a_service_covers_what_it_gives() -> None:
    coverage = cover(Slot(), floor="")

    assert minutes(of(coverage, "en")) == (60, 60, 0)
    assert codes(coverage) == [Code.FLOOR_UNKNOWN]


# Slots


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


# People


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


# Dates and sentences


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


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Code)
    for code in Code:
        assert "%(" not in warning_sentence(CoverageWarning(code, Severity.NOTE, Slot(), date(2026, 5, 1)), "en")


def test_sentences_name_the_service_what_is_wrong_and_the_day() -> None:
    found = only(cover(Slot(status="requested"), at=START - timedelta(days=9)))

    with override("es"):
        sentence = warning_sentence(found, "en")

    assert sentence.replace("\xa0", " ") == (
        "Live interpretation between English and Spanish: not confirmed yet. 9 days are left. "
        "This was due by May 6, 2026."
    )


def test_a_person_in_two_places_is_named_with_the_other_event() -> None:
    warning = CoverageWarning(Code.PERSON_TWICE, Severity.URGENT, Slot(), person="Ana Ruiz", other_event=4)

    assert warning_sentence(warning, "en") == (
        "Live interpretation between English and Spanish: Ana Ruiz is in another service of event 4 at the same time."
    )


def test_nobody_is_booked_where_nothing_is_assigned() -> None:
    assert bookings([]) == Bookings()
