"""Events and series in schema.org's words, built from the pages that readers see. No request is made."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from django.utils import translation

from ciwo_site.demo.source import Source
from ciwo_site.frame import Frame, frame
from ciwo_site.i18n import active_language
from ciwo_site.structured_data import page_graph
from events.cards import event_card
from events.models import Event
from events.pages import event_page
from events.structured_data import event_nodes, series_nodes
from events.transcripts.addresses import TranscriptPlace
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_material,
    make_organization,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)
from tests.schema_org.checker import faults
from tests.structured_data import graph_of, of_type

pytestmark = [pytest.mark.django_db, AT_NOW]

ORIGIN = "http://testserver"
SCHEMA = "https://schema.org/"


def told_of(event: Event, language: str = "en", at: datetime = NOW) -> dict[str, Any]:
    """What the event's page says in that language; every test of it is a test of the vocabulary too."""
    with translation.override(language):
        page = event_page(Event.objects.for_page(at).get(pk=event.pk), at)
        found = page_frame(event)
        nodes = event_nodes(page, found)
        assert faults(page_graph(found.with_data(*nodes))) == []
    return nodes[0]


def page_frame(entry: Any) -> Frame:
    request = RequestFactory().get(entry.address())
    return frame(request, title=entry.text("title"), entry=entry)


def test_time_is_said_with_the_offset_of_the_events_own_zone() -> None:
    winter = make_event(starts_at=datetime(2026, 12, 1, 23, 0, tzinfo=UTC))
    summer = make_event(starts_at=datetime(2026, 7, 1, 23, 0, tzinfo=UTC), time_zone="America/Chicago")

    assert (told_of(winter)["startDate"], told_of(winter)["endDate"]) == (
        "2026-12-01T18:00-05:00",
        "2026-12-01T20:00-05:00",
    )
    assert told_of(summer)["startDate"] == "2026-07-01T18:00-05:00"


def test_an_event_whose_end_nobody_knows_has_none() -> None:
    assert "endDate" not in told_of(make_event(ends_at=None))


def test_a_dated_event_has_a_date_and_no_hour() -> None:
    event = make_event(all_day=True, ends_at=None, starts_at=datetime(2026, 4, 9, 16, 0, tzinfo=UTC))

    assert told_of(event)["startDate"] == "2026-04-09"


@pytest.mark.parametrize(
    ("occurrence", "status"),
    [("scheduled", "EventScheduled"), ("postponed", "EventPostponed"), ("cancelled", "EventCancelled")],
)
def test_it_says_whether_the_event_takes_place(occurrence: str, status: str) -> None:
    assert told_of(make_event(occurrence=occurrence))["eventStatus"] == f"{SCHEMA}{status}"


@pytest.mark.parametrize(
    ("occurrence", "status"),
    [("scheduled", "EventRescheduled"), ("postponed", "EventPostponed"), ("cancelled", "EventCancelled")],
)
def test_an_event_that_was_moved_says_from_when(occurrence: str, status: str) -> None:
    event = make_event()
    event = Event.objects.get(pk=event.pk)
    event.starts_at += timedelta(days=7)
    event.ends_at = None
    event.occurrence = occurrence
    event.save()

    told = told_of(event)

    assert (told["eventStatus"], told["previousStartDate"]) == (f"{SCHEMA}{status}", "2026-04-09")
    assert told["startDate"].startswith("2026-04-16")


@pytest.mark.parametrize(
    ("mode", "word", "places"),
    [
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("in_person", "OfflineEventAttendanceMode", ["Place"]),
        ("hybrid", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_it_says_how_and_where_people_take_part(mode: str, word: str, places: list[str]) -> None:
    event = make_event(attendance_mode=mode, venue="Union Hall", place_en="Syracuse, New York")

    told = told_of(event)

    where = told["location"] if isinstance(told["location"], list) else [told["location"]]
    assert told["eventAttendanceMode"] == f"{SCHEMA}{word}"
    assert [place["@type"] for place in where] == places
    if "Place" in places:
        assert (where[0]["name"], where[0]["address"]) == ("Union Hall", "Syracuse, New York")


def test_where_people_meet_online_is_the_events_page_and_no_link_to_join() -> None:
    event = make_event(
        registration_link="https://zoom.example/j/123?pwd=secret", run_of_show="https://zoom.example/s/1"
    )
    make_slot(event, how_to_join_en="Dial 555", notes="https://zoom.example/i/1")

    told = told_of(event)

    assert told["location"] == {"@type": "VirtualLocation", "url": f"{ORIGIN}{event.address('en')}"}
    assert "zoom.example" not in str(told)


def test_a_gathering_whose_place_nobody_has_said_has_none() -> None:
    assert "location" not in told_of(make_event(attendance_mode="in_person"))


def test_languages_are_those_that_all_of_it_can_surely_be_followed_in() -> None:
    event = make_event(languages=("en",))
    make_slot(event)
    make_slot(event, to_language="pt", status="requested")
    make_slot(event, to_language="fr", starts_at=event.starts_at + timedelta(hours=1))
    make_slot(event, service="sign_language", to_language="ase")
    make_slot(event, service="sign_language", to_language="mfs", status="held")

    assert told_of(event)["inLanguage"] == ["en", "es", "ase"]


def test_an_event_of_which_no_language_is_known_says_none() -> None:
    assert "inLanguage" not in told_of(make_event())


def test_a_cancelled_event_promises_no_language_and_no_interpreters() -> None:
    event = make_event(languages=("en",), occurrence="cancelled")
    make_slot(event, provider=make_organization())

    assert {"inLanguage", "translator"} & told_of(event).keys() == set()


def test_translators_are_organizations_whose_people_are_confirmed() -> None:
    tilde = make_organization(name_en="TILDE")
    event = make_event(languages=("en",))
    slot = make_slot(event, both_ways=True, provider=tilde)
    slot.interpreters.create(name="Secret Interpreter")
    make_slot(event, service="sign_language", to_language="ase", provider=tilde)
    make_slot(event, to_language="pt", provider=make_organization(name_en="Asked"), status="requested")
    make_slot(event, to_language="fr", provider=make_organization(name_en="Machine"), provided_by="automatic")
    make_slot(event, service="captions", provider=make_organization(name_en="Captioner"))

    told = told_of(event)

    assert told["translator"] == [{"@type": "Organization", "name": "TILDE"}]
    assert "Secret" not in str(told)


def test_whoever_hosts_it_is_an_organization_or_a_project_of_ours() -> None:
    event = make_event(series=make_series(organization=make_organization(web_page="https://center.example/")))
    hub = make_program(title_en="The Hub")
    make_cohost(event, program=hub)
    make_cohost(event, program=make_program(title_en="Secret", listed=False))

    assert told_of(event)["organizer"] == [
        {"@type": "Organization", "name": "Organization", "url": "https://center.example/"},
        {"@type": "Project", "name": "The Hub", "url": f"{ORIGIN}{hub.address('en')}"},
    ]


def test_people_are_those_whom_the_page_names_as_it_names_them() -> None:
    event, ana = make_event(), make_person(name="Ana Torres", credentials_en="Dr.")
    make_affiliation(ana, role_en="Director", organization=make_organization(name_en="Center"))
    make_speaker(event, person=ana)
    make_speaker(event, person=make_person(name="Xiomara", named_publicly=False))
    make_speaker(event, group_en="Amazon worker leaders", group_es="Líderes de Amazon")

    assert told_of(event)["performer"] == [
        {
            "@type": "Person",
            "name": "Dr. Ana Torres",
            "url": f"{ORIGIN}{ana.address('en')}",
            "jobTitle": "Director",
            "affiliation": {"@type": "Organization", "name": "Center"},
        }
    ]


def test_an_event_whose_people_are_not_named_has_none() -> None:
    event = make_past_event(people_named=False)
    make_speaker(event, person=make_person())

    assert "performer" not in told_of(event)


def test_it_belongs_to_its_series_and_has_its_topics() -> None:
    series = make_series(title_en="WINS")
    event = make_event(series=series, topics=[make_topic(name_en="Storytelling")])

    told = told_of(event)

    url = f"{ORIGIN}{series.address('en')}"
    assert told["superEvent"] == {"@type": "EventSeries", "@id": f"{url}#series", "name": "WINS", "url": url}
    assert told["about"] == [{"@type": "Thing", "name": "Storytelling"}]


def test_an_unlisted_series_is_not_spoken_of() -> None:
    assert "superEvent" not in told_of(make_event(series=make_series(listed=False)))


def test_nothing_is_said_of_money_because_the_page_says_nothing() -> None:
    assert {"isAccessibleForFree", "offers"} & told_of(make_event()).keys() == set()


def test_borrowed_texts_say_their_own_language() -> None:
    event = make_event(title_en="", title_es="Historias", summary_es="Resumen", place_es="Siracusa", kind="convening")
    event.attendance_mode = "in_person"
    event.save()

    told = told_of(event, "en")

    assert told["name"] == {"@value": "Historias", "@language": "es"}
    assert told["description"] == {"@value": "Resumen", "@language": "es"}
    assert told["location"]["name"] == {"@value": "Siracusa", "@language": "es"}
    assert told_of(event, "es")["name"] == "Historias"


def test_without_a_summary_it_is_described_by_the_words_of_its_text() -> None:
    told = told_of(make_event(body_en="<p>About <strong>us</strong> &amp; them</p>"))

    assert told["description"] == "About us & them"


def test_every_recording_that_can_be_opened_has_its_language() -> None:
    event = make_past_event()
    here = make_recording(
        event, link="", file=Source().file("materials/sample-recording-es.mp4"), language="es", duration_seconds=5400
    )
    make_recording(event, link="https://video.example/1", language="en", title_en="The evening")
    make_recording(event, link="", language="pt")
    make_material(event, kind="slides")

    spoken, interpreted = sorted(told_of(event)["recordedIn"], key=lambda found: found["inLanguage"])

    assert (spoken["@type"], spoken["name"], spoken["url"]) == (
        "VideoObject",
        "The evening",
        "https://video.example/1",
    )
    assert {"contentUrl", "isAccessibleForFree", "duration"} & spoken.keys() == set()
    assert (interpreted["contentUrl"], interpreted["duration"]) == (f"{ORIGIN}{here.address('en')}", "PT1H30M")
    assert interpreted["isAccessibleForFree"] is True
    assert interpreted["thumbnailUrl"].startswith(f"{ORIGIN}/en/share/")


@pytest.mark.parametrize(("seconds", "length"), [(45, "PT1M"), (720, "PT12M"), (3600, "PT1H"), (3661, "PT1H1M")])
def test_a_length_is_rounded_as_on_the_page(seconds: int, length: str) -> None:
    event = make_past_event()
    make_recording(event, duration_seconds=seconds)

    assert told_of(event)["recordedIn"][0]["duration"] == length


TRANSCRIPT = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Ana Torres>Welcome, everybody.

00:01:10.000 --> 00:01:15.000
<v Luz Paz>We begin ]]&gt; &amp; end.
"""


def make_transcribed_event(text: str = TRANSCRIPT, *, recorded_in: str = "en", **fields: Any) -> Event:
    event = make_past_event(**fields)
    if recorded_in:
        film = Source().file("materials/sample-recording-en.mp4")
        make_recording(event, link="", file=film, language=recorded_in)
    ending = "vtt" if text.startswith("WEBVTT") else "txt"
    make_material(event, kind="transcript", file=ContentFile(text.encode(), name=f"transcript.{ending}"))
    return event


def told_by_transcript(client: Client, event: Event, language: str = "en", page: int = 1) -> dict[str, Any]:
    answer = client.get(TranscriptPlace(event, "en").address(language), {"page": page} if page > 1 else None)
    graph = graph_of(answer)
    assert graph is not None
    assert faults(graph) == []
    return graph


def test_a_recording_comes_with_what_is_said_in_it(client: Client) -> None:
    event = make_transcribed_event()

    told = of_type(told_by_transcript(client, event), "VideoObject")

    assert told["transcript"] == "Ana Torres: Welcome, everybody.\nLuz Paz: We begin ]]> & end."
    assert (told["@id"], told["inLanguage"]) == (told_of(event)["recordedIn"][0]["@id"], "en")


def test_a_transcript_on_a_page_of_the_other_language_says_its_own(client: Client) -> None:
    told = of_type(told_by_transcript(client, make_transcribed_event(), "es"), "VideoObject")

    assert told["transcript"]["@language"] == "en"


def test_who_is_not_named_is_not_named_in_what_is_said_either(client: Client) -> None:
    event = make_transcribed_event(people_named=False)
    make_speaker(event, person=make_person(name="Luz Paz"))

    graph = told_by_transcript(client, event)

    assert "Luz" not in str(graph)
    assert "Welcome, everybody." in of_type(graph, "VideoObject")["transcript"]


@pytest.mark.parametrize("recorded_in", ["", "es"], ids=["no recording", "another language"])
def test_a_transcript_without_its_recording_is_a_page_like_others(client: Client, recorded_in: str) -> None:
    graph = told_by_transcript(client, make_transcribed_event(recorded_in=recorded_in))

    assert {node["@type"] for node in graph["@graph"]} == {"WebPage", "WebSite", "BreadcrumbList"}


def test_a_long_transcript_is_not_said_twice(client: Client) -> None:
    event = make_transcribed_event("\n\n".join(f"Paragraph {number} " + "word " * 400 for number in range(40)))

    told = of_type(told_by_transcript(client, event, page=2), "VideoObject")

    assert (told["position"], told["isPartOf"]["@type"]) == (2, "VideoObject")
    assert "transcript" not in told


def test_a_series_lists_the_events_that_its_page_shows() -> None:
    series = make_series(title_en="WINS", summary_en="A run")
    make_event(series=series, place_en="Syracuse", attendance_mode="in_person")
    make_event(series=series, starts_at=NOW + 2 * MONTH, occurrence="cancelled", title_en="Off")
    cards = [event_card(event, NOW) for event in Event.objects.upcoming(NOW).for_listing(NOW)]
    found = page_frame(series)

    nodes = series_nodes(found, series.text("title"), series.text("summary"), None, cards)

    events = nodes[0]["subEvent"]
    assert [(event["name"], event["eventStatus"]) for event in events] == [
        ("Webinar", f"{SCHEMA}EventScheduled"),
        ("Off", f"{SCHEMA}EventCancelled"),
    ]
    assert events[0]["location"] == {"@type": "Place", "name": "Syracuse"}
    assert faults(page_graph(found.with_data(*nodes))) == []


def test_a_series_is_the_same_thing_on_each_page_of_its_list() -> None:
    series = make_series()
    request = RequestFactory().get(series.address(), {"page": "2"})
    found = frame(request, title="WINS", entry=series, query="page=2")

    node = series_nodes(found, series.text("title"), series.text("summary"), None, [])[0]

    assert node["@id"] == f"{ORIGIN}{series.address(active_language())}#series"
    assert node["url"] == f"{ORIGIN}{series.address(active_language())}"
