"""Whether a program that holds a calendar is given it anew: for everything that readers see, and for nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from ciwo_site.release import release_print
from events.calendar.revision import SETTLES_IN, Revision, revision
from events.models import Event, EventChange, EventLanguage, InterpretationSlot, Series, Withdrawal
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_event,
    make_past_event,
    make_program,
    make_series,
    make_slot,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, AT_NOW]

LATER = NOW + timedelta(hours=1)
ADDRESS = "/en/events/calendar.ics"


class Holder:
    """A calendar program that asks with what it was told the last time."""

    def __init__(self, client: Client) -> None:
        self._client = client
        response = self._ask()
        self.headers = {"if-none-match": response["ETag"]}
        self.older_headers = {"if-modified-since": response["Last-Modified"]}

    def _ask(self, headers: dict | None = None) -> Any:
        return self._client.get(localized_reverse("calendar", "en"), headers=headers or {})

    def is_given_it_anew(self) -> bool:
        statuses = {self._ask(headers).status_code for headers in (self.headers, self.older_headers)}
        assert statuses in ({200}, {304}), "the two validators disagree"
        return statuses == {200}


@pytest.fixture
def event(time_machine: Any) -> Event:
    """One that belongs to a series and a program, has a language and a service, and has been there for a while."""
    event = make_event(
        starts_at=NOW + 3 * MONTH, series=make_series(), program=make_program(), languages=("en",), title_en="Title"
    )
    make_slot(event)
    time_machine.move_to(LATER, tick=False)
    return event


@pytest.fixture
def holder(event: Event, client: Client) -> Holder:
    return Holder(client)


def later(time_machine: Any, **length: float) -> None:
    time_machine.move_to(LATER + timedelta(**length), tick=False)


def test_nothing_happened(holder: Holder, time_machine: Any) -> None:
    assert not holder.is_given_it_anew()

    later(time_machine, days=2)
    assert not holder.is_given_it_anew()


CHANGES: dict[str, Callable[[Event], Any]] = {
    "a save": lambda event: event.save(),
    "a bulk change": lambda event: Event.objects.update(title_en="Another"),
    "a bulk change of place": lambda event: Event.objects.update(venue="Hall"),
    "a bulk change of time": lambda event: Event.objects.update(ends_at=None),
    "another event": lambda event: make_event(),
    "taken off the lists": lambda event: Event.objects.update(listed=False),
    "made a draft again": lambda event: (setattr(event, "publication", "draft"), event.save()),
    "made a draft again, in bulk": lambda event: Event.objects.update(publication="draft"),
    "put off until next year": lambda event: Event.objects.update(publish_at=NOW + 12 * MONTH),
    "deleted": lambda event: event.delete(),
    "deleted in bulk": lambda event: Event.objects.all().delete(),
    "a language more": lambda event: EventLanguage.objects.create(event=event, language="pt"),
    "a language less": lambda event: event.languages.all().delete(),
    "a service more": make_slot,
    "a service less": lambda event: event.slots.get().delete(),
    "a service's hours": lambda event: (setattr(slot := event.slots.get(), "ends_at", event.ends_at), slot.save()),
    "a service's status, in bulk": lambda event: InterpretationSlot.objects.update(status="requested"),
    "a service's date, in bulk": lambda event: InterpretationSlot.objects.update(confirm_by=NOW.date()),
    "the series' title": lambda event: event.series.save(),
    "the series' title, in bulk": lambda event: Series.objects.update(title_en="Another"),
    "the series a draft again": lambda event: (setattr(event.series, "publication", "draft"), event.series.save()),
    "the series deleted": lambda event: event.series.delete(),
    "the program's title": lambda event: event.program.save(),
    "the program a draft again": lambda event: (setattr(event.program, "publication", "draft"), event.program.save()),
    "the program deleted": lambda event: event.program.delete(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_readers_see_renews_it(event: Event, holder: Holder, time_machine: Any, name: str) -> None:
    later(time_machine, hours=1)

    CHANGES[name](event)

    assert holder.is_given_it_anew()


def test_what_time_alone_changes_renews_it(client: Client, event: Event, time_machine: Any) -> None:
    make_event(publish_at=LATER + timedelta(hours=2))
    make_event(starts_at=LATER, ends_at=LATER + timedelta(hours=4))
    cancelled = make_event()
    cancelled.occurrence = "cancelled"
    cancelled.save()
    moments = {"published": timedelta(hours=2), "over": timedelta(hours=4), "cancelled": timedelta(days=30)}
    later(time_machine, minutes=30)
    holder = Holder(client)

    for name, length in moments.items():
        later(time_machine, seconds=length.total_seconds() - 1)
        assert not holder.is_given_it_anew(), name
        later(time_machine, seconds=length.total_seconds() + 30)
        assert holder.is_given_it_anew(), name
        holder = Holder(client)


SECRETS: dict[str, Callable[[Event], Any]] = {
    "a draft": lambda event: make_event(publication="draft"),
    "a draft that changes": lambda event: Event.objects.get(title_en="Draft").save(),
    "a draft that is deleted": lambda event: Event.objects.get(title_en="Draft").delete(),
    "an embargoed event": lambda event: make_event(publish_at=NOW + 2 * MONTH),
    "a series in draft": lambda event: make_series(publication="draft"),
    "a private note": lambda event: InterpretationSlot.objects.update(notes="Called", team_size=2),
    "a call time": lambda event: (
        setattr(slot := event.slots.get(), "call_time", NOW),
        slot.save(update_fields=["call_time"]),
    ),
    "an interpreter": lambda event: event.slots.get().interpreters.create(name="Ana"),
}


@pytest.mark.parametrize("name", SECRETS)
def test_what_readers_do_not_see_renews_nothing(event: Event, client: Client, time_machine: Any, name: str) -> None:
    make_event(title_en="Draft", publication="draft")
    holder = Holder(client)
    later(time_machine, hours=1)

    SECRETS[name](event)

    assert not holder.is_given_it_anew()


def test_the_same_record_gives_the_same_octets(client: Client, event: Event, time_machine: Any) -> None:
    make_past_event(languages=("es",))
    contents = []
    for days in (0, 1, 20):
        later(time_machine, days=days)
        contents.append(b"".join(client.get(localized_reverse("calendar", "en"))))

    assert contents[0] == contents[1] == contents[2]


def test_the_question_costs_one_query_and_the_answer_nothing_more(
    event: Event, holder: Holder, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = client.get(localized_reverse("calendar", "en"), headers=holder.headers)

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == holder.headers["if-none-match"]
    assert response["Cache-Control"] == "public, no-cache"


def test_a_compressed_calendar_is_recognised_too(event: Event, client: Client) -> None:
    asked = {"accept-encoding": "gzip"}
    weak = client.get(localized_reverse("calendar", "en"), headers=asked)["ETag"]

    response = client.get(localized_reverse("calendar", "en"), headers=asked | {"if-none-match": weak})

    assert weak.startswith("W/")
    assert response.status_code == 304


def test_a_change_within_the_same_second_is_not_missed(client: Client, event: Event, time_machine: Any) -> None:
    event.save()
    holder = Holder(client)
    later(time_machine, milliseconds=400)
    Event.objects.update(title_en="Another")

    later(time_machine, seconds=20)

    assert holder.is_given_it_anew()


def test_whoever_asked_in_the_first_seconds_asks_once_more() -> None:
    """A transaction that ended meanwhile may have written a moment that lies before the last one."""
    moments = (("events_event.updated_at", NOW),)
    fresh, settled = Revision(moments, NOW + timedelta(seconds=1)), Revision(moments, NOW + SETTLES_IN)

    assert fresh.etag == Revision(moments, NOW + timedelta(seconds=9)).etag != settled.etag
    assert settled.etag == Revision(moments, NOW + MONTH).etag
    assert (fresh.last_modified, settled.last_modified) == (NOW.timestamp() - 1, NOW.timestamp())


def test_another_state_of_the_program_is_another_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Revision((), NOW)
    before = now.etag

    monkeypatch.setattr("events.calendar.revision.release_print", lambda: "another")

    assert now.etag != before
    assert len(release_print()) == 16


def test_an_empty_catalog_has_not_changed_yet() -> None:
    assert revision(NOW).last_modified == 0


def test_each_sort_of_moment_is_read_as_it_was_written(event: Event) -> None:
    Event.objects.update(publish_at=NOW)
    make_past_event()
    EventChange.objects.create(event=event, kind="cancelled", at=NOW - 2 * MONTH)
    Withdrawal.objects.create(at=NOW)

    moments = dict(revision(LATER).moments)

    assert moments == {
        "events_event.updated_at": LATER,
        "events_series.updated_at": NOW,
        "programs_program.updated_at": NOW,
        "events_event.publish_at": NOW,
        "events_event.over_at": NOW - MONTH + timedelta(hours=2),
        "expired.at": NOW - MONTH,
        "events_withdrawal.at": NOW,
    }
    assert all(isinstance(moment, datetime) and moment.tzinfo for moment in moments.values())
