"""What holds for every feed about events."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from events.feed_links import feed_links
from events.models import Event, EventChange
from tests.events.feeds.reading import FEEDS, read, titles
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_past_event,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_topic,
    pdf_file,
)
from tests.hidden_states import HIDDEN
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_feedparser_finds_no_fault_in_any_feed_of_a_full_catalog(client: Client) -> None:
    showcase = make_showcase()
    showcase.upcoming.occurrence = "cancelled"
    showcase.upcoming.save()

    for name in FEEDS:
        for language in ("en", "es"):
            parsed = read(client, name, language)

            address = f"http://testserver{localized_reverse(name, language)}"
            assert parsed.entries, name
            assert parsed.feed.language == language
            assert [link.href for link in parsed.feed.links if link.rel == "self"] == [address]
            assert parsed.feed.updated_parsed == max(entry.updated_parsed for entry in parsed.entries)


def test_ids_differ_by_feed_and_language_and_stay_when_everything_else_changes(client: Client) -> None:
    event = make_event()
    make_recording(make_past_event())
    make_guide_edition()
    event.occurrence = "postponed"
    event.save()
    before = [entry.id for name in FEEDS for code in ("en", "es") for entry in read(client, name, code).entries]

    event.title_en, event.starts_at = "Another title", event.starts_at + timedelta(minutes=5)
    event.save()
    after = [entry.id for name in FEEDS for code in ("en", "es") for entry in read(client, name, code).entries]

    assert len(before) == len(set(before)) == 8
    assert set(before) < set(after)


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_sent_once_and_then_only_when_it_changed(client: Client, name: str, time_machine: Any) -> None:
    event = make_event()
    make_recording(make_past_event())
    make_guide_edition()
    event.occurrence = "postponed"
    event.save()
    address = localized_reverse(name, "en")
    time_machine.shift(timedelta(minutes=1))
    first = client.get(address)
    known = {"if-none-match": first.headers["ETag"]}
    known_since = {"if-modified-since": first.headers["Last-Modified"]}

    time_machine.shift(timedelta(hours=1))
    again = [client.get(address, headers=headers) for headers in (known, known_since)]
    Event.objects.all().delete()
    for guide in list(make_guide().__class__.objects.all()):
        guide.title_en = "Changed"
        guide.save()
    changed = [client.get(address, headers=headers) for headers in (known, known_since)]

    assert [(answer.status_code, answer.content) for answer in again] == [(304, b"")] * 2
    assert {answer.headers["ETag"] for answer in again} == {first.headers["ETag"]}
    assert [answer.status_code for answer in changed] == [200, 200]


@pytest.mark.parametrize("way", ["deleted", "back to draft", "over"])
def test_what_is_taken_away_is_not_missed(client: Client, time_machine: Any, way: str) -> None:
    event, _other = make_event(), make_event(starts_at=NOW + 2 * MONTH)
    time_machine.shift(timedelta(minutes=1))
    known = {"if-modified-since": client.get("/en/events/feed.atom").headers["Last-Modified"]}

    time_machine.shift(timedelta(hours=1))
    if way == "deleted":
        event.delete()
    elif way == "back to draft":
        Event.objects.filter(pk=event.pk).update(publication="draft")
    else:
        time_machine.move_to(event.over_at, tick=False)

    assert client.get("/en/events/feed.atom", headers=known).status_code == 200


def test_a_second_change_in_the_same_second_is_not_missed(client: Client, time_machine: Any) -> None:
    event = make_event()
    known = {"if-modified-since": client.get("/en/events/feed.atom").headers["Last-Modified"]}
    event.title_en = "Another title"
    event.save()

    time_machine.shift(timedelta(hours=1))

    assert client.get("/en/events/feed.atom", headers=known).status_code == 200


def test_the_same_record_gives_the_same_bytes(client: Client, time_machine: Any) -> None:
    make_showcase()
    first = [client.get(localized_reverse(name, "es")).content for name in FEEDS]

    time_machine.shift(timedelta(minutes=10))

    assert [client.get(localized_reverse(name, "es")).content for name in FEEDS] == first


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), {"upcoming-feed": 6, "recordings-feed": 2, "changes-feed": 9, "guides-feed": 3}.items()
)
def test_a_feed_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int, rows: int
) -> None:
    for _row in range(rows):
        tied = {"series": make_series(), "program": make_program(), "topics": [make_topic()], "guides": [make_guide()]}
        event, past = make_event(languages=("en",), **tied), make_past_event(**tied)
        make_slot(event, provider=make_organization())
        make_recording(past)
        make_material(past, kind="audio", link="", file=pdf_file(), language="es")
        make_guide_edition(make_guide(program=make_program()))
        event.occurrence = "postponed"
        event.save()

    with django_assert_num_queries(queries):
        parsed = read(client, name)

    assert len(parsed.entries) >= rows


@pytest.mark.parametrize("state", HIDDEN)
def test_no_feed_tells_of_what_is_hidden(client: Client, state: dict) -> None:
    secret = state | {"title_en": "Secret", "title_es": "Secreto", "summary_en": "Secret", "summary_es": "Secreto"}
    hidden, past = make_event(**secret), make_past_event(**secret)
    make_slot(hidden)
    EventChange.objects.create(event=hidden, kind="cancelled", at=NOW)
    make_recording(past, title_en="Secret")
    make_guide_edition(make_guide(**secret))
    shown = make_event(series=make_series(**secret), program=make_program(**secret), guides=[make_guide(**secret)])
    shown.occurrence = "postponed"
    shown.save()
    slot = make_slot(shown, notes="Secret", status="needed")
    slot.interpreters.create(name="Secret Interpreter")

    told = [client.get(localized_reverse(name, code)).content.decode() for name in FEEDS for code in ("en", "es")]

    assert [text for text in told if "secret" in text.lower()] == []
    assert sum("Webinar" in text for text in told) == 2  # the one that may be seen is in two of them


def test_a_feed_is_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.feeds.LENGTH", 2)
    for number in range(3):
        event = make_event(title_en=f"Webinar {number}", starts_at=NOW + number * MONTH)
        make_slot(event)
        make_recording(event)
        event.occurrence = "postponed"
        event.save()

    assert titles(client, "upcoming-feed") == ["Postponed: Webinar 0", "Postponed: Webinar 1"]
    assert [len(read(client, name).entries) for name in ("recordings-feed", "changes-feed")] == [2, 2]


def test_a_feed_can_be_asked_for_its_headers_and_not_written_to(client: Client) -> None:
    for name in FEEDS:
        address = localized_reverse(name, "en")

        assert (client.head(address).status_code, client.head(address).content) == (200, b"")
        assert client.post(address).status_code == 405


def test_the_words_of_their_addresses_are_translated() -> None:
    assert [localized_reverse(name, "en") for name in FEEDS] == [
        "/en/events/feed.atom", "/en/events/recordings.atom", "/en/events/changes.atom", "/en/guides/feed.atom",
    ]  # fmt: skip
    assert [localized_reverse(name, "es") for name in FEEDS] == [
        "/es/eventos/feed.atom", "/es/eventos/grabaciones.atom", "/es/eventos/cambios.atom", "/es/guias/feed.atom",
    ]  # fmt: skip


def test_pages_are_told_of_every_feed_in_their_language(client: Client) -> None:
    for language in ("en", "es"):
        links = feed_links(language)

        assert [link.url for link in links] == [
            localized_reverse(name, language)
            for name in ("upcoming-feed", "changes-feed", "recordings-feed", "guides-feed")
        ]
        assert [feedparser.parse(client.get(link.url).content).feed.title for link in links] == [
            link.title for link in links
        ]


def test_the_front_page_and_the_lists_name_the_feeds_to_browsers(client: Client) -> None:
    named = {}
    for page in ("home", "event-list", "event-archive", "guide-list", "about"):
        document = JustHTML(client.get(localized_reverse(page, "es")).content, sanitize=False)
        links = document.query('link[type="application/atom+xml"]')
        named[page] = [(link.attrs["rel"], link.attrs["title"], link.attrs["href"]) for link in links]

    offered = [("alternate", link.title, link.url) for link in feed_links("es")]
    assert named == {
        "home": offered,
        "event-list": offered,
        "event-archive": offered,
        "guide-list": offered[-1:],
        "about": [],
    }
