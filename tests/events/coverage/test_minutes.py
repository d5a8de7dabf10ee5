"""How many minutes of an event can be followed in each language."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.coverage import Channel, EventCoverage, LanguageCoverage
from events.coverage_warnings import Code
from events.coverage_words import warning_sentence
from events.enums import LanguageService, SlotStatus
from events.intervals import Interval, total_minutes
from tests.events.coverage.plans import NEW_YORK, START, Event, Slot, after, codes, cover, minutes, only


def of(coverage: EventCoverage, language: str, channel: Channel = Channel.VOICE) -> LanguageCoverage:
    (found,) = [one for one in coverage.languages if (one.language, one.channel) == (language, channel)]
    return found


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
