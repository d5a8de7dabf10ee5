from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from ciwo_site.demo.loader import event_uid, load_once
from ciwo_site.demo.redating import redate
from ciwo_site.demo.source import Source
from events.models import Event, InterpretationSlot
from programs.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TWO_DAYS = timedelta(days=2)


@pytest.fixture
def source(make_source: Callable[..., Source], now: datetime) -> Source:
    """Loaded: one sample of tomorrow evening, with a slot and a topic, and one real event."""
    source = make_source(
        topics='[[topic]]\nkey = "organizing"\nname_en = "Organizing"',
        events='[[event]]\nkey = "real"\nstarts = "2024-01-09T17:00"\ntime_zone = "UTC"\ntitle_en = "Real"',
        samples="""
            [[event]]
            key = "sample"
            starts_in_days = 1
            local_start = "18:00"
            duration_minutes = 90
            time_zone = "UTC"
            title_en = "Sample"
            topics = ["organizing"]
            floor_languages = ["en"]
            [[event.slots]]
            from_language = "en"
            to_language = "es"
            status = "requested"
            confirm_by_in_days = 1
        """,
    )
    load_once(source, now)
    return source


def sample() -> Event:
    return Event.objects.get(uid=event_uid("sample"))


def test_samples_move_with_the_days(source: Source, now: datetime) -> None:
    moved = redate(source, now + TWO_DAYS)

    event = sample()
    assert moved == 1
    assert event.starts_at == datetime(2026, 5, 9, 18, tzinfo=UTC)
    assert event.ends_at == event.over_at == datetime(2026, 5, 9, 19, 30, tzinfo=UTC)
    assert event.local_date == date(2026, 5, 9)
    assert event.slots.get().confirm_by == date(2026, 5, 9)
    assert event.sequence == 1  # for whoever has it in a calendar
    assert event.previous_starts_at is None  # nobody put it off
    assert event.updated_at == now + TWO_DAYS


def test_samples_move_again_and_again(source: Source, now: datetime) -> None:
    moves = [redate(source, now + TWO_DAYS * times) for times in (1, 2, 3)]

    assert moves == [1, 1, 1]
    assert sample().local_date == date(2026, 5, 13)


def test_on_the_same_day_nothing_changes(source: Source, now: datetime) -> None:
    before = Event.objects.values().get(uid=event_uid("sample"))

    assert redate(source, now + timedelta(minutes=5)) == 0
    assert Event.objects.values().get(uid=event_uid("sample")) == before


def test_real_events_stay_where_they_were(source: Source, now: datetime) -> None:
    redate(source, now + TWO_DAYS)

    assert Event.objects.get(uid=event_uid("real")).starts_at == datetime(2024, 1, 9, 17, tzinfo=UTC)


def test_a_sample_that_somebody_saved_is_left_alone(source: Source, now: datetime) -> None:
    event = sample()
    event.summary_en = "Rewritten"
    event.save()

    assert redate(source, now + TWO_DAYS) == 0
    assert sample().local_date == date(2026, 5, 7)


@pytest.mark.parametrize(
    "change",
    [{"status": "confirmed"}, {"confirm_by": date(2026, 6, 1)}, {"call_time": datetime(2026, 5, 7, tzinfo=UTC)}],
)
def test_a_sample_whose_slot_somebody_changed_is_left_alone(change: dict, source: Source, now: datetime) -> None:
    InterpretationSlot.objects.update(**change)

    assert redate(source, now + TWO_DAYS) == 0
    assert sample().local_date == date(2026, 5, 7)


def test_a_sample_with_another_slot_is_left_alone(source: Source, now: datetime) -> None:
    sample().slots.create(service="captions", from_language="en", to_language="en")

    assert redate(source, now + TWO_DAYS) == 0


def test_a_deleted_sample_does_not_come_back(source: Source, now: datetime) -> None:
    sample().delete()

    assert redate(source, now + TWO_DAYS) == 0
    assert [event.title_en for event in Event.objects.all()] == ["Real"]


def test_what_the_loader_adds_afterwards_is_no_edit(source: Source, now: datetime) -> None:
    assert list(sample().topics.all()) == [Topic.objects.get()]
    assert sample().updated_at == sample().created_at == now


def test_a_cancelled_sample_was_cancelled_today(make_source: Callable[..., Source], now: datetime) -> None:
    source = make_source(
        samples="""
            [[event]]
            key = "sample"
            starts_in_days = 1
            local_start = "18:00"
            time_zone = "UTC"
            title_en = "Sample"
            occurrence = "cancelled"
        """
    )
    load_once(source, now)
    told = [change.at for change in sample().changes.all()]

    moved = redate(source, now + TWO_DAYS)

    assert (moved, told) == (1, [now])
    assert [(change.kind, change.at) for change in sample().changes.all()] == [("cancelled", now + TWO_DAYS)]
    assert sample().updated_at == sample().created_at == now + TWO_DAYS
