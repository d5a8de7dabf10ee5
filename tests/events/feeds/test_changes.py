"""The feed of what changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from events import feeds
from events.models import Event, SlotStatusChange
from events.querysets import EventQuerySet
from tests.events.feeds.reading import read, titles
from tests.factories import AT_NOW, NOW, make_event, make_slot

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_the_feed_of_changes_follows_an_event_through_its_life(client: Client, time_machine: Any) -> None:
    event = make_event(title_en="Sharing stories", venue="Hall", kind="convening", attendance_mode="in_person")
    steps: list[tuple[dict, list[str]]] = [
        ({}, []),
        ({"starts_at": event.starts_at + timedelta(days=1), "ends_at": None}, ["New date"]),
        ({"venue": "Church"}, ["New place", "New date"]),
        ({"occurrence": "postponed"}, ["Postponed", "New place", "New date"]),
        ({"occurrence": "cancelled"}, ["Cancelled", "New place", "New date"]),
        ({"occurrence": "scheduled"}, ["Takes place after all", "New place", "New date"]),
        ({"title_en": "Sharing stories"}, ["Takes place after all", "New place", "New date"]),
    ]

    for changed, labels in steps:
        time_machine.shift(timedelta(hours=1))
        for name, value in changed.items():
            setattr(event, name, value)
        event.save()

        assert titles(client, "changes-feed") == [f"{label}: Sharing stories" for label in labels], changed


def test_a_new_date_tells_the_old_one_too(client: Client) -> None:
    event = make_event()
    event.starts_at += timedelta(days=1)
    event.ends_at = None
    event.save()

    content = read(client, "changes-feed").entries[0].content[0].value

    assert "It had been announced for Thursday, April 9, 2026, 11:00\xa0a.m. ET." in content.replace("&nbsp;", "\xa0")
    assert "Friday, April 10, 2026" in content


def test_a_confirmed_service_is_told_and_so_is_one_that_cannot_be_kept(client: Client, time_machine: Any) -> None:
    slot = make_slot(make_event(title_en="Sharing stories"), status="requested")
    found = [titles(client, "changes-feed")]

    for status in ("confirmed", "needed", "requested", "confirmed"):
        time_machine.shift(timedelta(hours=1))
        slot.status = status
        slot.save()
        found.append(titles(client, "changes-feed"))

    confirmed, withdrawn = (
        "Interpretation confirmed: Sharing stories",
        "Interpretation no longer confirmed: Sharing stories",
    )
    assert found == [[], [confirmed], [withdrawn], [withdrawn], [confirmed]]
    assert "<p>Interpreted into Spanish</p>" in read(client, "changes-feed").entries[0].content[0].value


def test_what_was_confirmed_and_is_not_any_more_is_named(client: Client) -> None:
    slot = make_slot(make_event(), service="captions")
    slot.status = "cancelled"
    slot.save()

    (entry,) = read(client, "changes-feed").entries

    assert entry.title == "Captions no longer confirmed: Webinar"
    assert "We had confirmed live captions in Spanish and cannot promise it any more." in entry.content[0].value


def test_of_services_before_an_event_was_published_nothing_is_told(client: Client, time_machine: Any) -> None:
    event = make_event(publish_at=NOW + timedelta(hours=1))
    make_slot(event)
    time_machine.shift(timedelta(hours=2))
    make_slot(event, service="sign_language", to_language="ase")

    assert titles(client, "changes-feed") == ["Sign language confirmed: Webinar"]


def test_so_it_is_where_staff_pressed_the_button_that_publishes(client: Client, time_machine: Any) -> None:
    event = make_event(publication="draft")
    make_slot(event)
    time_machine.shift(timedelta(hours=1))
    client.force_login(User.objects.create_superuser("ana"))
    chosen = {"action": "publish", "_selected_action": [event.pk]}
    Event.objects.update(promised_on={"en": "2026-04-01", "es": "2026-04-01"})
    client.post(reverse("admin:events_webinar_changelist"), chosen)
    time_machine.shift(timedelta(hours=1))
    make_slot(event, service="captions")

    event.refresh_from_db()
    assert event.publication == "published"
    assert titles(client, "changes-feed") == ["Captions confirmed: Webinar"]


def test_changes_of_what_is_over_are_no_news(client: Client, time_machine: Any) -> None:
    event = make_event()
    make_slot(event)
    event.occurrence = "postponed"
    event.save()
    before = titles(client, "changes-feed")

    time_machine.move_to(event.over_at, tick=False)

    assert (len(before), titles(client, "changes-feed")) == (2, [])


def test_services_of_an_event_that_is_cancelled_are_not_told(client: Client) -> None:
    event = make_event()
    make_slot(event)
    event.occurrence = "cancelled"
    event.save()

    assert titles(client, "changes-feed") == ["Cancelled: Webinar"]
    assert SlotStatusChange.objects.count() == 1


def test_an_event_that_is_taken_back_while_its_changes_are_read_is_left_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = make_event(), make_event(title_en="Stays")
    for event in (gone, stays):
        event.venue = "Library"
        event.save()
        event.venue = "Union hall"
        event.save()
    read_services = feeds._services

    def services_after_somebody_took_it_back(events: EventQuerySet) -> list[SlotStatusChange]:
        Event.objects.filter(pk=gone.pk).update(publication="draft")
        return read_services(events)

    monkeypatch.setattr(feeds, "_services", services_after_somebody_took_it_back)

    assert [entry.title for entry in read(client, "changes-feed").entries] == ["New place: Stays"]
