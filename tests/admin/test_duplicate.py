from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event
from tests.factories import (
    make_cohost,
    make_event,
    make_organization,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)


@pytest.fixture
def held(db: None) -> Event:
    event = make_event(
        starts_at=datetime(2026, 1, 13, 23, tzinfo=UTC),
        ends_at=datetime(2026, 1, 14, 1, tzinfo=UTC),
        languages=("en",),
        topics=[make_topic()],
        series=make_series(),
        program=make_program(),
        recap_en="<p>It was good</p>",
        occurrence_note_en="Moved",
        occurrence="postponed",
        registration_link="https://register.example/1",
        also_shown_in=["America/Chicago"],
    )
    make_cohost(event, organization=make_organization())
    make_slot(event, status="confirmed", notes="private", confirm_by=event.local_date, starts_at=event.starts_at)
    make_recording(event)
    make_speaker(event, part="host")
    make_speaker(event, part="speaker")
    return event


def test_the_next_one_takes_over_what_stays_true_and_nothing_of_the_old_date(staff: Any, held: Event) -> None:
    editor = staff("Editor")

    response = editor.post(
        f"/admin/events/webinar/{held.pk}/duplicate/", {"starts_at_0": "2026-07-14", "starts_at_1": "18:00"}
    )

    following = Event.objects.latest("pk")
    assert response.url == f"/admin/events/webinar/{following.pk}/change/"
    assert following.pk != held.pk
    assert (following.starts_at, following.ends_at) == (
        datetime(2026, 7, 14, 22, tzinfo=UTC),
        datetime(2026, 7, 15, 0, tzinfo=UTC),
    )
    same = ("title_en", "title_es", "kind", "time_zone", "also_shown_in", "series_id", "program_id")
    assert [getattr(following, name) for name in same] == [getattr(held, name) for name in same]
    assert list(following.topics.all()) == list(held.topics.all())
    assert [row.language for row in following.languages.all()] == ["en"]
    assert following.cohosts.count() == 1
    assert [row.part for row in following.speakers.all()] == ["host"]
    slot = following.slots.get()
    assert (slot.status, slot.notes, slot.confirm_by, slot.starts_at) == ("needed", "", None, None)
    assert (following.publication, following.occurrence, following.sequence) == ("draft", "scheduled", 0)
    assert not any((following.recap_en, following.occurrence_note_en, following.registration_link))
    assert following.materials.count() == 0
    assert following.uid != held.uid
    assert not following.is_published(timezone.now())


@pytest.mark.parametrize(
    "data",
    [
        {"starts_at_0": "", "starts_at_1": "18:00"},
        {"starts_at_0": "2026-07-14"},
        {"starts_at_0": "2026-03-08", "starts_at_1": "02:30"},
    ],
)
def test_nothing_is_saved_before_there_is_a_date(staff: Any, held: Event, data: dict[str, str]) -> None:
    response = staff("Editor").post(f"/admin/events/webinar/{held.pk}/duplicate/", data)

    assert list(response.context["form"].errors) == ["starts_at"]
    assert Event.objects.count() == 1


def test_asking_saves_nothing(staff: Any, held: Event) -> None:
    assert staff("Editor").get(f"/admin/events/webinar/{held.pk}/duplicate/").status_code == 200
    assert Event.objects.count() == 1


def test_an_event_of_the_other_kind_is_not_found(staff: Any, held: Event) -> None:
    assert staff("Editor").get(f"/admin/events/convening/{held.pk}/duplicate/").status_code == 404


@pytest.mark.parametrize("role", ["Translator", "Language-access coordinator"])
def test_only_those_who_make_events_make_the_next_one(staff: Any, held: Event, role: str) -> None:
    client: Client = staff(role)

    response = client.post(
        f"/admin/events/webinar/{held.pk}/duplicate/", {"starts_at_0": "2026-07-14", "starts_at_1": "18:00"}
    )

    assert response.status_code == 403
    assert Event.objects.count() == 1
