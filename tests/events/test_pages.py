"""Lists and an event's page, as readers see them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from justhtml import JustHTML
from pytest_django import Settings

from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_cohost,
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
    make_speaker,
    make_topic,
    pdf_file,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

NEW_YORK = ZoneInfo("America/New_York")


def titles(context: dict, name: str = "groups") -> list[tuple[str, list[str]]]:
    """Headings of a list, each with the titles under it."""
    return [(group.heading, [str(card.title) for card in group.cards]) for group in context[name]]


def document(client: Client, address: str) -> JustHTML:
    return JustHTML(client.get(address).content, sanitize=False)


def test_upcoming_events_stand_under_their_months(client: Client) -> None:
    make_event(title_en="Late March in New York", starts_at=datetime(2026, 3, 31, 22, tzinfo=NEW_YORK))
    make_event(title_en="April", starts_at=datetime(2026, 4, 1, 9, tzinfo=NEW_YORK))
    make_event(title_en="Next year", starts_at=datetime(2027, 4, 1, 9, tzinfo=NEW_YORK))
    make_event(title_en="Under way", starts_at=NOW - timedelta(hours=1))
    make_past_event(title_en="Over")

    assert titles(client.get("/en/events/").context) == [
        ("March 2026", ["Under way", "Late March in New York"]),
        ("April 2026", ["April"]),
        ("April 2027", ["Next year"]),
    ]


def test_past_events_stand_under_their_years_with_what_is_left_of_them(client: Client) -> None:
    recorded = make_past_event(title_en="Recorded", starts_at=NOW - 3 * MONTH)
    make_recording(recorded, language="es")
    make_material(recorded)
    make_material(recorded, kind="transcript", link="")
    make_past_event(title_en="Bare", starts_at=NOW - MONTH)

    context = client.get("/en/events/past/").context

    assert titles(context) == [("2026", ["Bare"]), ("2025", ["Recorded"])]
    card = context["groups"][1].cards[0]
    assert [attachment.text for attachment in card.attachments] == ["Recording in Spanish", "Slides"]


@pytest.mark.parametrize(
    ("fields", "state", "label"),
    [
        ({}, "scheduled", ""),
        ({"starts_at": NOW - timedelta(hours=1)}, "live", "Happening now"),
        ({"starts_at": NOW - timedelta(hours=1), "occurrence": "cancelled"}, "cancelled", "Cancelled"),
        ({"occurrence": "postponed"}, "postponed", "Postponed"),
        ({"starts_at": NOW - MONTH}, "over", ""),
        ({"starts_at": NOW - MONTH, "occurrence": "cancelled"}, "cancelled", "Cancelled"),
        ({"starts_at": NOW, "ends_at": None, "all_day": True}, "scheduled", ""),
    ],
    ids=str,
)
def test_a_card_says_in_which_state_an_event_is(client: Client, fields: dict, state: str, label: str) -> None:
    event = make_event(**fields)

    card = client.get(event.address("en")).context["card"]

    assert (card.state, card.state_label) == (state, label)


def test_a_cancelled_event_promises_no_languages_in_a_list(client: Client) -> None:
    make_slot(make_event(occurrence="cancelled", languages=("en",)))
    make_slot(make_event(title_en="Takes place", languages=("en",)))

    cards = [card for group in client.get("/en/events/").context["groups"] for card in group.cards]

    assert {str(card.title): len(card.badges) for card in cards} == {"Webinar": 0, "Takes place": 2}


def test_an_events_page_answers_in_the_order_of_a_readers_questions(client: Client) -> None:
    event = make_event(
        series=make_series(organization=make_organization()),
        program=make_program(),
        topics=[make_topic()],
        languages=("en",),
        body_en="<p>About</p>",
        registration_link="https://register.example/",
    )
    make_speaker(event)
    make_material(event)

    headings = [node.to_text() for node in document(client, event.address("en")).query("main h1, main h2")]

    assert headings == [
        "Webinar",
        "When",
        "In which languages",
        "What it is about",
        "Who speaks",
        "Register",
        "Put it in your calendar",
        "To watch and read",
        "What it belongs to",
        "Who hosts it",
        "Tell others",
    ]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"registration_link": "https://www.register.example/x"}, "Register for this event"),
        ({}, "The registration link is not posted yet."),
        ({"registration_opens_at": NOW + MONTH}, "Registration opens on April 9, 2026."),
        ({"registration_closes_at": NOW}, "Registration is closed."),
        ({"occurrence": "postponed"}, "Registration will be announced with the new date."),
    ],
    ids=str,
)
def test_an_upcoming_event_says_how_to_register_or_why_not(client: Client, fields: dict, text: str) -> None:
    html = client.get(make_event(**fields).address("en")).content.decode()

    assert text in html
    assert ('href="https://www.register.example/x"' in html) == (text == "Register for this event")


def test_a_reader_is_told_where_the_form_is_before_she_follows_the_link(client: Client) -> None:
    event = make_event(
        registration_link="https://www.register.example/x",
        registration_closes_at=datetime(2026, 4, 1, 23, tzinfo=NEW_YORK),
    )

    html = client.get(event.address("en")).content.decode()

    assert "The form is on another website: register.example. Registration closes on April 1, 2026." in html


@pytest.mark.parametrize("fields", [{"occurrence": "cancelled"}, {"starts_at": NOW - MONTH}], ids=str)
def test_nobody_is_asked_to_register_for_what_is_over_or_cancelled(client: Client, fields: dict) -> None:
    event = make_event(**{"registration_link": "https://register.example/", **fields})

    assert "register.example" not in client.get(event.address("en")).content.decode()


@pytest.mark.parametrize(
    ("occurrence", "sentence"), [("postponed", "This event is postponed."), ("cancelled", "This event is cancelled.")]
)
def test_a_changed_event_says_so_and_why(client: Client, occurrence: str, sentence: str) -> None:
    event = make_event(occurrence=occurrence, occurrence_note_en="The hall is closed.", occurrence_note_es="")

    english, spanish = (client.get(event.address(code)).content.decode() for code in ("en", "es"))

    assert sentence in english
    assert "The hall is closed." in english
    assert '<span lang="en">The hall is closed.</span>' in spanish


def test_a_moved_event_says_when_it_was_first_announced_for(client: Client) -> None:
    event = make_event(starts_at=datetime(2026, 4, 1, 18, tzinfo=NEW_YORK), ends_at=None)
    event.starts_at = datetime(2026, 5, 1, 18, tzinfo=NEW_YORK)
    event.save()

    assert "It was first announced for April 1, 2026." in client.get(event.address("en")).content.decode()


def test_materials_stand_by_language_the_readers_first(client: Client) -> None:
    event = make_past_event()
    make_recording(event, duration_seconds=3725, origin="interpreted", language="es", title_es="La tarde", title_en="")
    make_material(event, file=pdf_file())
    make_material(event, kind="transcript", link="", language="es")

    sets = client.get(event.address("es")).context["page"].material_sets
    english = client.get(event.address("en")).context["page"].material_sets

    assert [(s.language, len(s.items)) for s in sets] == [("es", 2), ("en", 1)]
    assert [s.language for s in english] == ["en", "es"]
    recording, transcript = english[1].items
    assert (str(recording.title), recording.title.language, recording.verb) == (
        "La tarde",
        "es",
        "Watch on video.example",
    )
    assert recording.about.replace("\u00a0", " ") == "Recording with interpretation · 1 h 2 min"
    assert (recording.url, recording.leads_elsewhere) == ("https://video.example/1", True)
    assert (transcript.url, transcript.about) == ("", "Original")
    slides = english[0].items[0]
    assert slides.about.startswith("Original · 1 page · PDF · ")
    assert (slides.verb, slides.leads_elsewhere) == ("Download", False)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "Recording, as spoken"),
        ({"origin": "interpreted", "language": "es"}, "Recording with interpretation"),
        ({"origin": "machine", "language": "es"}, "Recording with an automatic voice"),
        ({"origin": "interpreted", "language": "ase"}, "Sign language view · Interpreted"),
        ({"kind": "audio"}, "Audio only · Original"),
        ({"kind": "captions", "origin": "machine"}, "Captions · Automatic"),
    ],
)
def test_each_recording_says_what_it_is_and_whose_words_are_heard(client: Client, fields: dict, kind: str) -> None:
    event = make_past_event()
    make_recording(event, title_en="The evening", **fields)

    (found,) = client.get(event.address("en")).context["page"].material_sets

    assert found.items[0].about == kind


def test_a_recording_of_ours_is_played_here_and_one_elsewhere_says_where(client: Client) -> None:
    event = make_past_event()
    make_recording(event, link="", file="materials/ab/film.mp4")
    make_recording(event, link="", file="materials/ab/sound.mp3", kind="audio")
    make_recording(event, link="https://www.video.example/1", kind="audio")

    page = document(client, event.address("en"))

    assert [node.to_text(separator="").partition(":")[0] for node in page.query(".player summary")] == [
        "Watch here",
        "Listen here",
    ]
    assert [(node.name, node.attrs["preload"]) for node in page.query(".player video, .player audio")] == [
        ("video", "none"),
        ("audio", "none"),
    ]
    assert page.query("video")[0].attrs.keys() == {
        "controls",
        "preload",
        "playsinline",
        "src",
    }  # no picture from anywhere
    (elsewhere,) = page.query(".materials > li > a")
    assert elsewhere.to_text(separator="").startswith("Listen on video.example")


def test_a_guide_is_offered_beside_an_events_materials(client: Client) -> None:
    guide = make_guide(title_en="Co-Directorships")
    make_guide_edition(guide)
    event = make_past_event(guides=[guide])

    page = client.get(event.address("en")).context["page"]

    assert [str(card.title) for card in page.guides] == ["Co-Directorships"]


def test_each_host_is_named_once(client: Client) -> None:
    center = make_organization(name_en="The Center", web_page="https://center.example/")
    event = make_event(series=make_series(organization=center))
    make_cohost(event, organization=center)
    make_cohost(event, organization=make_organization(name_en="The Institute"), order=1)

    hosts = client.get(event.address("en")).context["page"].hosts

    assert [(str(host.name), host.url) for host in hosts] == [
        ("The Center", "https://center.example/"),
        ("The Institute", ""),
    ]


def test_a_topic_leads_to_the_list_in_which_the_event_is(client: Client) -> None:
    topic = make_topic()
    upcoming, past = make_event(topics=[topic]), make_past_event(topics=[topic])

    links = [client.get(event.address("en")).context["page"].topics[0].url for event in (upcoming, past)]

    assert links == [f"/en/events/?topic={topic.pk}", f"/en/events/past/?topic={topic.pk}"]
    assert [client.get(link).context["groups"][0].cards[0].number for link in links] == [upcoming.pk, past.pk]


def test_a_list_is_paged_and_keeps_its_filters(client: Client, settings: Settings) -> None:
    settings.EVENTS_PER_PAGE = 2
    for day in range(5):
        make_event(title_en=f"Webinar {day}", starts_at=NOW + MONTH + timedelta(days=day), languages=("es",))
    make_event(kind="convening")

    page = client.get("/en/events/?follow=es&page=2")
    links = JustHTML(page.content, sanitize=False).query("nav.pager a")

    assert [title for _heading, found in titles(page.context) for title in found] == ["Webinar 2", "Webinar 3"]
    assert [(link.attrs["rel"], link.attrs["href"]) for link in links] == [
        ("prev", "?follow=es"),
        ("next", "?follow=es&page=3"),
    ]
    assert page.context["frame"].canonical == "http://testserver/en/events/?follow=es&page=2"


def test_a_series_shows_what_comes_and_what_was(client: Client, settings: Settings) -> None:
    settings.EVENTS_PER_PAGE = 2
    series = make_series()
    make_event(series=series, title_en="To come")
    for year in (2025, 2024, 2023):
        make_event(series=series, title_en=f"Of {year}", starts_at=NOW.replace(year=year))
    make_event(title_en="Of no series")

    first, second = (client.get(f"{series.address('en')}{query}").context for query in ("", "?page=2"))

    assert [str(card.title) for card in first["upcoming"]] == ["To come"]
    assert titles(first, "past") == [("2025", ["Of 2025"]), ("2024", ["Of 2024"])]
    assert titles(second, "past") == [("2023", ["Of 2023"])]


def test_home_shows_what_is_next_what_is_coming_and_what_can_be_watched(client: Client) -> None:
    for number in range(6):
        make_event(title_en=f"Webinar {number}", starts_at=NOW + MONTH + timedelta(days=number))
    for number in range(4):
        make_recording(make_past_event(title_en=f"Recorded {number}", starts_at=NOW - MONTH - timedelta(days=number)))
    make_past_event(title_en="Not recorded", starts_at=NOW - timedelta(days=1))

    context = client.get("/en/").context

    assert str(context["next"].title) == "Webinar 0"
    assert [str(card.title) for card in context["coming"]] == [f"Webinar {number}" for number in (1, 2, 3)]
    assert [str(card.title) for card in context["recorded"]] == [f"Recorded {number}" for number in (0, 1, 2)]


def test_home_does_not_announce_a_cancelled_event_as_the_next(client: Client) -> None:
    make_event(title_en="Cancelled", occurrence="cancelled")
    make_event(title_en="Takes place", starts_at=NOW + 2 * MONTH)

    assert str(client.get("/en/").context["next"].title) == "Takes place"


def test_a_list_without_events_says_what_to_do_instead(client: Client) -> None:
    empty = document(client, "/en/events/")
    make_event()
    filtered = document(client, "/en/events/?kind=convening")

    assert empty.query_one(".empty h2").to_text() == "Nothing is announced right now"
    assert filtered.query_one(".empty h2").to_text() == "No upcoming event fits all of this"
    assert filtered.query_one(".empty a").attrs["href"] == "/en/events/"
