"""What an event makes of its own times, and when it tells calendars that something changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from ciwo_site.models import CatalogEntry
from ciwo_site.translation_states import State
from events.models import Convening, Event, Webinar
from tests.factories import MONTH, NOW, make_event, make_guide, make_material, make_past_event, make_series, make_slot

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 5, 5, 22, tzinfo=UTC)  # 6 p.m. in New York, the 6th in Manila


def words(change: dict) -> str:
    """A name for a case: the columns and how far they go."""
    return " ".join(f"{name}={str(value)[:16]}" for name, value in change.items())


def again(event: Event) -> Event:
    """The event as somebody else reads it."""
    return Event.objects.get(pk=event.pk)


def test_the_date_on_the_flyer_is_that_of_the_events_own_zone() -> None:
    here, there = make_event(starts_at=EVENING), make_event(starts_at=EVENING, time_zone="Asia/Manila")

    assert (here.local_date, there.local_date) == (date(2026, 5, 5), date(2026, 5, 6))


def test_a_dated_event_begins_with_its_day_wherever_it_was_typed() -> None:
    event = make_event(starts_at=EVENING, ends_at=None, all_day=True)

    assert again(event).starts_at == datetime(2026, 5, 5, 4, tzinfo=UTC)
    assert again(event).over_at == datetime(2026, 5, 6, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": EVENING + timedelta(minutes=30)},
        {"ends_at": EVENING + timedelta(hours=3)},
        {"ends_at": None},
        {"all_day": True},
        {"time_zone": "America/Chicago"},
        {"attendance_mode": "hybrid"},
        {"venue": "Hall"},
        {"place_en": "Syracuse"},
        {"place_es": "Siracusa"},
        {"occurrence": "cancelled"},
        {"occurrence": "postponed", "starts_at": EVENING + MONTH, "ends_at": EVENING + MONTH + timedelta(hours=1)},
    ],
    ids=words,
)
@pytest.mark.parametrize("door", ["save", "update"])
def test_a_change_of_time_place_or_occurrence_is_one_step_of_the_sequence(door: str, change: dict) -> None:
    event = make_event(starts_at=EVENING)

    if door == "save":
        read = again(event)
        for name, value in change.items():
            setattr(read, name, value)
        read.save()
    else:
        Event.objects.filter(pk=event.pk).update(**change)

    assert again(event).sequence == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title_en": "Another title"},
        {"body_es": "<p>Otro texto</p>"},
        {"publication": "draft"},
        {"listed": False},
        {"registration_link": "https://register.example/2"},
        {"also_shown_in": ["America/Chicago"]},
        {"people_named": False},
        {"occurrence_note_en": "A note"},
    ],
    ids=words,
)
@pytest.mark.parametrize("door", ["save", "update"])
def test_any_other_change_leaves_the_sequence_alone(door: str, change: dict) -> None:
    event = make_event()

    if door == "save":
        read = again(event)
        for name, value in change.items():
            setattr(read, name, value)
        read.save()
    else:
        Event.objects.filter(pk=event.pk).update(**change)

    assert again(event).sequence == 0


def test_the_same_hour_in_another_zones_words_is_no_change() -> None:
    event = again(make_event(starts_at=EVENING))

    event.starts_at = EVENING.astimezone(ZoneInfo("Asia/Manila"))
    event.save()

    assert again(event).sequence == 0


def test_every_save_that_moves_an_event_is_a_step() -> None:
    event = make_event(starts_at=EVENING, ends_at=None)

    for hours in (1, 2):
        event.starts_at = EVENING + timedelta(hours=hours)
        event.save()
    event.save()

    assert again(event).sequence == 2


def test_an_event_that_was_read_anew_does_not_take_somebody_elses_change_for_its_own() -> None:
    event = make_event(starts_at=EVENING, ends_at=None)
    Event.objects.filter(pk=event.pk).update(starts_at=EVENING + timedelta(hours=1))

    event.refresh_from_db()
    event.title_en = "Another title"
    event.save()

    assert again(event).sequence == 1


def test_a_save_of_some_columns_takes_along_what_follows_from_them() -> None:
    event = again(make_event(starts_at=EVENING, ends_at=None))

    event.starts_at = EVENING + MONTH
    event.save(update_fields=["starts_at"])

    read = again(event)
    assert (read.sequence, read.over_at, read.previous_starts_at) == (1, EVENING + MONTH + timedelta(hours=2), EVENING)


def test_a_bulk_change_of_time_moves_the_end_too() -> None:
    event = make_event(starts_at=EVENING, ends_at=None)

    changed = Event.objects.filter(pk=event.pk).update(all_day=True)

    assert changed == 1
    assert again(event).over_at == datetime(2026, 5, 6, 4, tzinfo=UTC)


def test_a_calendar_knows_an_event_by_one_name_for_life() -> None:
    event = make_event()
    uid = event.uid

    event.starts_at += timedelta(days=1)
    event.ends_at += timedelta(days=1)
    event.title_en = "Another title"
    event.save()

    assert again(event).uid == uid
    assert make_event().uid != uid


def test_a_save_notes_which_texts_agree() -> None:
    event = make_event(title_es="", body_en="<p>Text</p>")
    assert event.translation_states()["title", "es"] == State.MISSING

    event.title_es = "Seminario web"
    event.save()
    assert again(event).translation_states()["title", "es"] == State.REVIEWED

    read = again(event)
    read.title_en = "Another title"
    read.save()
    found = again(event).translation_states()
    assert (found["title", "en"], found["title", "es"]) == (State.REVIEWED, State.STALE)


def test_a_text_that_changes_behind_the_models_back_is_noticed() -> None:
    event = make_event()

    Event.objects.filter(pk=event.pk).update(title_en="Another title")

    assert again(event).translation_states()["title", "es"] == State.STALE


def test_a_text_that_changed_behind_the_models_back_is_not_vouched_for_by_the_next_save() -> None:
    event = make_event()
    Event.objects.filter(pk=event.pk).update(title_en="Another title")

    event.refresh_from_db()
    event.summary_en = "Summary"
    event.save()

    assert again(event).translation_states()["title", "es"] == State.STALE


def test_a_column_that_is_fetched_late_is_compared_from_then_on() -> None:
    event = Event.objects.only("pk", "title_en").get(pk=make_event(venue="Hall").pk)
    assert event.venue == "Hall"

    event.venue = "Library"
    event.save()

    assert again(event).sequence == 1


@pytest.mark.parametrize("make_entry", [make_event, make_series, make_guide])
def test_rich_text_is_cleaned_whichever_door_it_comes_through(make_entry: Callable[..., CatalogEntry]) -> None:
    entry = make_entry(body_en='<p onclick="x()">Text<script>alert(1)</script></p>', body_es="<p>Texto</p>")

    assert (entry.body_en, entry.body_es) == ("<p>Text</p>", "<p>Texto</p>")


def test_each_proxy_sees_its_own_kind() -> None:
    webinar, convening = make_event(), make_event(kind="convening")

    assert [row.pk for row in Webinar.objects.all()] == [webinar.pk]
    assert [row.pk for row in Convening.objects.all()] == [convening.pk]


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"starts_at": EVENING, "ends_at": EVENING}, "ends_at"),
        ({"registration_opens_at": NOW, "registration_closes_at": NOW}, "registration_closes_at"),
        ({"time_zone": "America/Nowhere"}, "time_zone"),
        ({"also_shown_in": ["America/Nowhere"]}, "also_shown_in"),
        ({"also_shown_in": "America/Chicago"}, "also_shown_in"),
        ({"title_en": "", "title_es": " "}, "title_en"),
    ],
)
def test_a_form_says_beside_which_field_something_is_wrong(fields: dict, column: str) -> None:
    event = make_event()
    for name, value in fields.items():
        setattr(event, name, value)

    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        event.full_clean()

    assert column in refusal.value.message_dict


def test_registration_is_open_only_between_its_own_hours() -> None:
    opens, closes = NOW, NOW + timedelta(days=1)
    event = make_event(
        registration_link="https://register.example/", registration_opens_at=opens, registration_closes_at=closes
    )
    tick = timedelta(microseconds=1)

    answers = [event.is_open_for_registration(at) for at in (opens - tick, opens, closes - tick, closes)]

    assert answers == [False, True, True, False]


@pytest.mark.parametrize(
    "fields", [{"registration_link": ""}, {"occurrence": "cancelled"}, {"occurrence": "postponed"}], ids=words
)
def test_nobody_can_register_for_what_does_not_take_place_or_has_no_form(fields: dict) -> None:
    event = make_event(**{"registration_link": "https://register.example/", **fields})

    assert not event.is_open_for_registration(NOW)


def test_nobody_can_register_for_what_is_over() -> None:
    assert not make_past_event(registration_link="https://register.example/").is_open_for_registration(NOW)


def test_a_slot_knows_the_languages_that_it_gives() -> None:
    event = make_event()

    assert make_slot(event).languages_given == ("es",)
    assert make_slot(event, both_ways=True).languages_given == ("es", "en")


def test_a_file_has_a_name_that_a_reader_can_recognise() -> None:
    event = make_event(title_en="Sharing stories", title_es="Compartiendo historias")
    material = make_material(event, language="es", file="materials/ab/ab12.pdf")

    assert material.filename == "compartiendo-historias-slides-es.pdf"
