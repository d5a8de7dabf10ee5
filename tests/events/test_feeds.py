"""The feeds about events, read back by feedparser."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from events import feeds
from events.feed_links import feed_links
from events.models import Event, EventChange, SlotStatusChange
from events.querysets import EventQuerySet
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

FEEDS = ("upcoming-feed", "recordings-feed", "changes-feed", "guides-feed")


def read(client: Client, name: str, language: str = "en") -> Any:
    response = client.get(localized_reverse(name, language))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    parsed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert (parsed.bozo, parsed.version) == (0, "atom10")
    return parsed


def titles(client: Client, name: str, language: str = "en") -> list[str]:
    return [entry.title for entry in read(client, name, language).entries]


# Every feed ---------------------------------------------------------------------------------------------------------------


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


# What comes ---------------------------------------------------------------------------------------------------------------


def test_the_upcoming_feed_says_when_what_and_in_which_languages(client: Client) -> None:
    event = make_event(
        languages=("en",),
        series=make_series(title_en="WINS"),
        title_en="Sharing stories",
        summary_en="How stories move people.",
        publish_at=NOW - timedelta(days=2),
    )
    make_slot(event, both_ways=True)
    make_past_event(title_en="Over")

    (entry,) = read(client, "upcoming-feed").entries

    content = entry.content[0].value
    assert (entry.title, entry.summary) == ("Sharing stories", "How stories move people.")
    assert '<time datetime="2026-04-09T11:00-04:00">Thursday, April 9, 2026' in content
    assert [
        words for words in ("Webinar · WINS", "In English · Interpreted into Spanish") if words not in content
    ] == []
    assert (entry.published, entry.updated) == ("2026-03-08T15:00:00Z", "2026-03-10T15:00:00Z")
    assert urlsplit(entry.link).path == event.address("en")
    assert [(link.rel, link.hreflang, urlsplit(link.href).path) for link in entry.links] == [
        ("alternate", "en", event.address("en")),
        ("related", "es", event.address("es")),
    ]


def test_what_nobody_knows_of_the_languages_is_not_promised(client: Client) -> None:
    make_slot(make_event(), status="needed")

    content = read(client, "upcoming-feed").entries[0].content[0].value

    assert "The languages of this event are not announced yet." in content
    assert "Interpret" not in content


def test_a_borrowed_title_and_summary_keep_their_language(client: Client) -> None:
    make_event(title_en="", title_es="Historias", summary_en="", summary_es="Resumen")

    (entry,) = read(client, "upcoming-feed").entries

    assert (entry.title, entry.title_detail.language, entry.summary_detail.language) == ("Historias", "es", "es")
    assert '<p lang="es">Resumen</p>' in entry.content[0].value
    assert read(client, "upcoming-feed", "es").entries[0].title_detail.language == "es"


def test_a_cancelled_event_says_so_before_its_title(client: Client) -> None:
    make_event(title_en="", title_es="Historias", occurrence="cancelled", occurrence_note_en="No room.")

    (entry,) = read(client, "upcoming-feed").entries

    assert entry.title == 'Cancelled: <span lang="es">Historias</span>'
    assert "<p>No room.</p>" in entry.content[0].value


# What was recorded --------------------------------------------------------------------------------------------------------


def test_each_language_of_a_recording_is_an_entry(client: Client, time_machine: Any) -> None:
    past = make_past_event(title_en="Sharing stories", title_es="Historias")
    make_recording(past, duration_seconds=3600)
    make_material(past)
    time_machine.shift(timedelta(days=1))
    make_recording(past, language="es", origin="interpreted", link="", file=pdf_file(), title_en="The evening")

    spanish, english = read(client, "recordings-feed").entries

    assert (spanish.title, english.title) == (
        "Recording in Spanish: Sharing stories",
        "Recording in English: Sharing stories",
    )
    assert "Recording in English · Original · 1\xa0h" in english.content[0].value
    assert "<p>The evening</p>" in spanish.content[0].value
    assert [(link.rel, link.href, link.hreflang) for link in english.links[2:]] == [
        ("related", "https://video.example/1", "en")
    ]
    file = past.materials.get(language="es")
    assert [(link.href, link.type, int(link.length)) for link in spanish.enclosures] == [
        (f"http://testserver{file.address('en')}", "application/pdf", file.size)
    ]


def test_a_recording_that_is_only_announced_is_no_news(client: Client) -> None:
    make_recording(make_past_event(), link="")

    assert titles(client, "recordings-feed") == []


# What changed -------------------------------------------------------------------------------------------------------------


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
