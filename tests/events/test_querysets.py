"""The words that lists, pages and downloads are asked for with."""

from datetime import UTC, datetime, timedelta

import pytest

from events.models import Event, Material, Speaker
from tests.factories import (
    MONTH,
    NOW,
    make_event,
    make_material,
    make_past_event,
    make_person,
    make_recording,
    make_slot,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TICK = timedelta(microseconds=1)


def test_upcoming_keeps_an_event_that_is_under_way() -> None:
    under_way = make_event(starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
    over = make_event(starts_at=NOW - timedelta(hours=2), ends_at=NOW)

    assert list(Event.objects.upcoming(NOW)) == [under_way]
    assert list(Event.objects.past(NOW)) == [over]


def test_an_event_belongs_to_the_past_from_the_moment_it_is_over() -> None:
    event = make_event()

    before = (list(Event.objects.upcoming(event.over_at - TICK)), list(Event.objects.past(event.over_at - TICK)))
    after = (list(Event.objects.upcoming(event.over_at)), list(Event.objects.past(event.over_at)))

    assert (before, after) == (([event], []), ([], [event]))


def test_an_event_without_an_end_is_upcoming_for_two_hours_more() -> None:
    event = make_event(starts_at=NOW, ends_at=None)

    assert list(Event.objects.upcoming(NOW + timedelta(hours=2) - TICK)) == [event]
    assert list(Event.objects.past(NOW + timedelta(hours=2))) == [event]


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("America/New_York", datetime(2026, 3, 9, 4, tzinfo=UTC)),  # the night of March 8, after the clocks changed
        ("America/Los_Angeles", datetime(2026, 3, 9, 7, tzinfo=UTC)),
        ("Asia/Manila", datetime(2026, 3, 8, 16, tzinfo=UTC)),
    ],
)
def test_a_dated_event_is_upcoming_until_midnight_in_its_own_zone(zone: str, midnight: datetime) -> None:
    event = make_event(starts_at=datetime(2026, 3, 8, 12, tzinfo=UTC), ends_at=None, all_day=True, time_zone=zone)

    assert list(Event.objects.upcoming(midnight - TICK)) == [event]
    assert list(Event.objects.past(midnight)) == [event]


def test_upcoming_begins_with_the_soonest_and_past_with_the_latest() -> None:
    far, near = make_event(starts_at=NOW + 2 * MONTH), make_event(starts_at=NOW + MONTH)
    old, recent = make_past_event(starts_at=NOW - 2 * MONTH), make_past_event(starts_at=NOW - MONTH)

    assert list(Event.objects.upcoming(NOW)) == [near, far]
    assert list(Event.objects.past(NOW)) == [recent, old]


def test_kinds_are_asked_for_by_name() -> None:
    webinar, convening = make_event(), make_event(kind="convening")

    assert list(Event.objects.webinars()) == [webinar]
    assert list(Event.objects.convenings()) == [convening]


def test_public_is_published_listed_and_due() -> None:
    shown = make_event()
    due = make_event(publish_at=NOW)
    make_event(publish_at=NOW + TICK)
    make_event(publication="draft")
    make_event(publication="review")
    unlisted = make_event(listed=False)

    assert list(Event.objects.public(NOW).order_by("pk")) == [shown, due]
    assert list(Event.objects.published(NOW).order_by("pk")) == [shown, due, unlisted]


@pytest.mark.parametrize(
    ("fields", "languages"),
    [
        ({}, ["es"]),
        ({"both_ways": True}, ["en", "es"]),
        ({"from_language": "es", "to_language": "en"}, ["en"]),
        ({"service": "captions"}, ["es"]),
        ({"service": "consecutive"}, ["es"]),
        ({"service": "sign_language", "to_language": "ase"}, ["ase"]),
        *(({"status": status}, []) for status in ("needed", "requested", "held", "cancelled")),
    ],
    ids=str,
)
def test_an_event_can_be_followed_with_what_a_confirmed_slot_adds(fields: dict, languages: list[str]) -> None:
    make_slot(make_event(), **fields)

    found = [code for code in ("en", "es", "ase") if Event.objects.followable_in(code).exists()]

    assert found == languages


def test_an_event_can_be_followed_in_what_is_spoken_there() -> None:
    event = make_event(languages=("es", "pt"))
    make_event(languages=("en",))

    assert list(Event.objects.followable_in("es")) == [event]


def test_an_event_with_two_ways_to_follow_it_is_found_once() -> None:
    event = make_event(languages=("es",))
    make_slot(event)
    make_slot(event, service="captions")

    assert list(Event.objects.followable_in("es")) == [event]


def test_recorded_needs_a_recording_that_can_be_played() -> None:
    recorded = make_past_event()
    make_recording(recorded)
    make_recording(recorded, language="es")
    make_recording(make_past_event(), link="")
    make_material(make_past_event())

    assert list(Event.objects.recorded()) == [recorded]


def test_naming_finds_the_events_that_name_somebody_once_each() -> None:
    person = make_person()
    event = make_event()
    make_speaker(event, person=person)
    make_speaker(event, person=person, part="moderator")
    make_speaker(make_event(people_named=False), person=person)
    make_speaker(make_event())

    assert list(Event.objects.naming(person)) == [event]


def test_named_leaves_out_who_may_not_be_named() -> None:
    event, discreet = make_event(), make_event(people_named=False)
    named = make_speaker(event)
    group = make_speaker(event, group_en="Worker leaders")
    make_speaker(event, person=make_person(named_publicly=False))
    make_speaker(discreet)

    assert list(Speaker.objects.named()) == [named, group]


def test_public_materials_are_posted_and_belong_to_a_page_that_readers_may_open() -> None:
    posted = make_material(make_past_event())
    unlisted = make_material(make_past_event(listed=False))
    make_material(make_past_event(), link="")
    make_material(make_past_event(publication="draft"))
    make_material(make_past_event(publish_at=NOW + TICK))

    assert list(Material.objects.public(NOW)) == [posted, unlisted]
