"""“Take it with you”: the zip of an event and of a series, opened with zipfile, its pages read by the HTML checker."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from events.models import Event, Material, Series
from events.parts import EntryPart
from programs.models import DownloadTotal, GuideEdition
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_past_event,
    make_person,
    make_recording,
    make_series,
    make_speaker,
    pdf_file,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

SAID = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Torres>Good evening, all of you.\n"


def said(text: str = SAID, name: str = "said.vtt") -> ContentFile:
    return ContentFile(text.encode(), name=name)


def make_transcript(event: Event, **fields: Any) -> Material:
    return make_material(event, **{"kind": "transcript", "file": said(), "language": "en", **fields})


def full_event(**fields: Any) -> Event:
    """With everything that goes along in English, and a recording that does not."""
    guide = make_guide(title_en="Leading together", title_es="Dirigir juntas")
    make_guide_edition(guide, version=1)
    make_guide_edition(guide, version=2)
    event = make_past_event(
        **{
            "title_en": "Sharing stories",
            "title_es": "Compartiendo historias",
            "summary_en": "How a flyer was made.",
            "body_en": '<p>Two <a href="/en/about/">links</a> <a href="https://elsewhere.example/">out</a>.</p>',
            "recap_es": "<p>Nos reunimos.</p>",
            "guides": [guide],
            "languages": ("en",),
            **fields,
        }
    )
    make_transcript(event)
    make_material(event, file=pdf_file(), title_en="Our slides: “one/two”", title_es="Diapositivas")
    make_recording(event, title_en="The evening", link="https://video.example/1")
    make_recording(event, link="", file="materials/ab/film.mp4", size=10**9)
    return event


def event_address(event: Event, language: str = "en") -> str:
    return EntryPart(event, "take-away").address(language)


def fetch(client: Client, address: str) -> zipfile.ZipFile:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert archive.testzip() is None
    return archive


def page(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode()


def links(html: str) -> list[str]:
    return [link.attrs["href"] for link in JustHTML(html, sanitize=False).query("a")]


# What goes along ----------------------------------------------------------------------------------------------------------


def test_the_folder_of_an_event_holds_what_it_left_behind_in_that_language(client: Client) -> None:
    archive = fetch(client, event_address(full_event()))

    assert archive.namelist() == [
        "sharing-stories/index.html",
        "sharing-stories/transcript-en.html",
        "sharing-stories/files/Leading together (en, v2).pdf",
        "sharing-stories/files/Our slides “one two” (en).pdf",
    ]
    assert archive.read("sharing-stories/files/Our slides “one two” (en).pdf") == pdf_file().read()


def test_its_first_page_says_what_it_is_and_leads_to_everything(client: Client) -> None:
    event = full_event()
    archive = fetch(client, event_address(event))

    html = page(archive, "sharing-stories/index.html")

    assert '<html lang="en">' in html
    for words in (
        "Sharing stories",
        "How a flyer was made.",
        "Sunday, February 8, 2026",
        "The evening",
        "As it stood on",
    ):
        assert words in html
    assert '<div lang="es"><p>Nos reunimos.</p></div>' in html
    found = links(html)
    inside = {f"sharing-stories/{unquote(href)}" for href in found if "://" not in href}
    assert inside == set(archive.namelist()) - {"sharing-stories/index.html"}
    assert "https://video.example/1" in found
    assert f"http://testserver{event.address('en')}" in found
    assert "http://testserver/en/about/" in found
    assert "<script" not in html
    assert "//fonts" not in html


def test_what_is_not_there_in_a_language_goes_along_as_what_it_is(client: Client) -> None:
    event = full_event()

    archive = fetch(client, event_address(event, "es"))

    names = [name.partition("/")[2] for name in archive.namelist()]
    assert len(names) == 4
    html = page(archive, archive.namelist()[0])
    assert '<html lang="es">' in html
    assert "(en).pdf" in " ".join(names)
    assert 'lang="en"' in html


def test_what_is_there_in_a_language_goes_along_alone(client: Client) -> None:
    event = full_event()
    make_transcript(event, language="es")
    make_material(event, file=pdf_file(), language="es", title_es="Diapositivas en español")
    (guide,) = event.guides.all()
    make_guide_edition(guide, language="es")

    names = [name.partition("/")[2] for name in fetch(client, event_address(event, "es")).namelist()]

    assert sum("-es.html" in name for name in names) == 1
    assert not any("(en" in name for name in names)


def test_every_page_in_the_folder_is_valid_html(
    client: Client, html_checker: Callable[[dict[str, bytes]], list[str]]
) -> None:
    awkward = "]]> </script> <b>x</b> & “ñ” 😀 " + "x" * 200
    series = make_series(title_en=awkward, body_en="<p>About</p>")
    event = full_event(series=series, title_en=awkward, people_named=False, venue="<Hall>")
    make_speaker(event, group_en="<Group>", group_es="")
    make_transcript(event, language="es", file=said(f"{awkward}: {awkward}\n\nMás.", "said.txt"))
    addresses = [
        event_address(event),
        event_address(event, "es"),
        EntryPart(series, "series-take-away").address("en"),
        EntryPart(series, "series-take-away").address("es"),
    ]

    pages = {}
    for address in addresses:
        archive = fetch(client, address)
        pages |= {f"{address} {name}": archive.read(name) for name in archive.namelist() if name.endswith(".html")}

    assert len(pages) >= 8
    assert html_checker(pages) == []


def test_a_transcript_is_a_page_with_its_minutes(client: Client) -> None:
    archive = fetch(client, event_address(full_event()))

    html = page(archive, "sharing-stories/transcript-en.html")

    assert '<span id="t-0m"></span>' in html
    assert "<strong>Ana Torres:</strong> Good evening, all of you." in html
    assert links(html) == ["index.html"]


def test_a_file_that_is_no_longer_stored_is_left_out_and_said(client: Client) -> None:
    event = full_event()
    slides = event.materials.get(kind="slides")
    slides.file.storage.delete(slides.file.name)
    edition = GuideEdition.objects.get(version=2)
    edition.file.storage.delete(edition.file.name)

    archive = fetch(client, event_address(event))

    assert archive.namelist() == ["sharing-stories/index.html", "sharing-stories/transcript-en.html"]
    html = page(archive, "sharing-stories/index.html")
    assert "because its file could not be found: Our slides: “one/two”." in html
    assert "because its file could not be found: Leading together." in html


def test_two_files_of_one_name_stay_two(client: Client) -> None:
    event = make_past_event(title_en="E")
    for _number in range(3):
        make_material(event, file=pdf_file(), title_en="Slides")

    names = fetch(client, event_address(event)).namelist()

    assert names[1:] == ["e/files/Slides (en).pdf", "e/files/Slides (en) 2.pdf", "e/files/Slides (en) 3.pdf"]


# A series -----------------------------------------------------------------------------------------------------------------


def full_series() -> Series:
    series = make_series(title_en="WINS", title_es="WINS", summary_en="A run.")
    first = full_event(series=series)
    guide = first.guides.get()
    make_transcript(make_past_event(series=series, title_en="Again", starts_at=NOW - 2 * MONTH, guides=[guide]))
    make_event(series=series, title_en="To come")
    return series


@pytest.mark.database
def test_the_folder_of_a_series_holds_each_event_and_each_guide_once(client: Client) -> None:
    series = full_series()

    archive = fetch(client, EntryPart(series, "series-take-away").address("en"))

    again, sharing = (event.address("en").split("/")[3] for event in Event.objects.past(NOW).order_by("starts_at"))
    assert sorted(archive.namelist()) == [
        "wins/2026-01-09-" + again + "/index.html",
        "wins/2026-01-09-" + again + "/transcript-en.html",
        "wins/2026-02-08-" + sharing + "/files/Our slides “one two” (en).pdf",
        "wins/2026-02-08-" + sharing + "/index.html",
        "wins/2026-02-08-" + sharing + "/transcript-en.html",
        "wins/guides/Leading together (en, v2).pdf",
        "wins/index.html",
    ]
    assert archive.namelist()[0] == "wins/index.html"
    html = page(archive, "wins/index.html")
    to_come = Event.objects.get(title_en="To come")
    assert f'<a href="http://testserver{to_come.address("en")}">To come</a> <small>(on the web)</small>' in html
    inner = page(archive, f"wins/2026-01-09-{again}/index.html")
    assert "../guides/Leading%20together" in inner
    assert "../index.html" in links(inner)


# Who gets it --------------------------------------------------------------------------------------------------------------


def test_the_page_says_how_large_it_is_and_nobody_counts_it(client: Client) -> None:
    event = full_event()

    offer = client.get(event.address("en")).context["page"].take_away
    archive = fetch(client, offer.files[0].url)

    assert [(file.language, file.label) for file in offer.files] == [("en", "In English"), ("es", "In Spanish")]
    assert [file.url for file in offer.files] == [event_address(event), event_address(event, "es")]
    assert offer.files[0].size.replace("\u00a0", " ").startswith("about ")
    assert archive.namelist()
    assert DownloadTotal.objects.count() == 0


def test_where_there_is_nothing_to_take_nothing_is_offered(client: Client) -> None:
    event = make_past_event(series=make_series())
    make_recording(event)
    make_material(event)  # a link
    make_transcript(event, consent_recorded=False)

    assert client.get(event.address("en")).context["page"].take_away is None
    assert client.get(event.series.address("en")).context["take_away"] is None
    assert client.get(event_address(event)).status_code == 404
    assert client.get(EntryPart(event.series, "series-take-away").address("en")).status_code == 404


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"publish_at": NOW + MONTH}, {"listed": False}], ids=str)
def test_what_is_hidden_is_in_no_folder(client: Client, state: dict) -> None:
    series = make_series()
    shown = make_past_event(series=series, title_en="Shown")
    make_transcript(shown)
    secret = make_past_event(series=series, title_en="Secret", **state)
    make_transcript(secret, file=said(SAID.replace("Good", "Secret")), title_en="Secret")
    hidden_guide = make_guide(title_en="Secret guide", **state)
    make_guide_edition(hidden_guide)
    shown.guides.add(hidden_guide)
    held_back = make_guide(title_en="Shown guide")
    make_guide_edition(held_back, published=False)
    shown.guides.add(held_back)

    for address in (EntryPart(series, "series-take-away").address("en"), event_address(shown)):
        archive = fetch(client, address)
        told = [name for name in archive.namelist() if b"ecret" in archive.read(name) or "ecret" in name]
        assert told == []
    status = client.get(event_address(secret)).status_code
    assert status == (200 if state == {"listed": False} else 404)


def test_a_folder_names_nobody_who_is_not_named(client: Client) -> None:
    event = full_event(people_named=False)
    make_speaker(event, person=make_person(name="Ana Torres"))

    archive = fetch(client, event_address(event))

    assert [name for name in archive.namelist() if b"Torres" in archive.read(name)] == []
    assert "not named here, on purpose" in page(archive, "sharing-stories/index.html")


def test_the_same_record_makes_the_same_bytes_and_another_makes_others(client: Client) -> None:
    event = full_event()
    address = event_address(event)

    first, second = client.get(address), client.get(address)
    unchanged = client.get(address, headers={"if-none-match": first["ETag"]})
    bytes_of = [b"".join(answer) for answer in (first, second)]
    event.summary_en = "Another summary."
    event.save()
    later = client.get(address)

    assert bytes_of[0] == bytes_of[1]
    assert first["ETag"] == second["ETag"] != later["ETag"]
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert b"".join(later) != bytes_of[0]


def test_a_change_of_who_may_be_named_is_another_folder(client: Client) -> None:
    event = full_event()
    before = client.head(event_address(event))["ETag"]

    Event.objects.filter(pk=event.pk).update(people_named=False)

    assert client.head(event_address(event))["ETag"] != before


def test_its_answer_is_a_download_that_no_search_engine_keeps(client: Client) -> None:
    answer = client.head(event_address(full_event()), headers={"accept-encoding": "gzip"})

    assert answer["Content-Disposition"] == 'attachment; filename="sharing-stories-en.zip"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Accept-Ranges"] == "none"
    assert "Content-Encoding" not in answer.headers
    assert answer.content == b""


def test_an_old_address_leads_to_the_present_one(client: Client) -> None:
    event = full_event()
    old = localized_reverse("take-away", "en", {"entry": f"{event.pk}-older"})

    assert client.get(old)["Location"] == event_address(event)


@pytest.mark.database
@pytest.mark.parametrize("count", [1, 3])
def test_a_folder_asks_as_often_for_three_events_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    series = make_series()
    for _number in range(count):
        event = full_event(series=series)
        make_speaker(event)

    with django_assert_num_queries(EVENT_QUERIES):
        b"".join(client.get(event_address(event)))
    with django_assert_num_queries(SERIES_QUERIES):
        b"".join(client.get(EntryPart(series, "series-take-away").address("en")))


EVENT_QUERIES, SERIES_QUERIES = 11, 17
