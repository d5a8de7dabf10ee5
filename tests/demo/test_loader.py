from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from ciwo_site.demo.loader import event_uid, is_of_the_demo, load_once
from ciwo_site.demo.source import Source
from ciwo_site.demo.stopped import Stopped
from events.models import Event, InterpretationSlot, Material, Speaker
from programs.models import Affiliation, GuideEdition, Organization, Page, Person, Program, ResourceGuide, Topic

pytestmark = pytest.mark.django_db

MODELS = (
    Affiliation,
    Event,
    GuideEdition,
    InterpretationSlot,
    Material,
    Organization,
    Page,
    Person,
    Program,
    ResourceGuide,
    Speaker,
    Topic,
)
WEBINAR = """
[[event]]
key = "first"
starts = "2024-01-09T17:00"
time_zone = "America/Chicago"
title_en = "First"
"""


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


@pytest.mark.database
def test_content_is_loaded_once(now: datetime) -> None:
    first = load_once(Source(), now)
    loaded = counts()
    second = load_once(Source(), now)

    assert (first, second) == (True, False)
    assert counts() == loaded
    assert all(loaded.values())


def test_what_staff_edited_or_deleted_stays_as_they_left_it(make_source: Callable[..., Source], now: datetime) -> None:
    source = make_source(events=WEBINAR + WEBINAR.replace("first", "second"))
    load_once(source, now)
    event = Event.objects.get(uid=event_uid("first"))
    event.title_en = "Retold"
    event.save()
    Event.objects.get(uid=event_uid("second")).delete()

    load_once(source, now)

    assert [event.title_en for event in Event.objects.all()] == ["Retold"]


def test_a_catalog_that_has_entries_is_left_alone(make_source: Callable[..., Source], now: datetime) -> None:
    Program.objects.create(title_en="Somebody else’s")
    source = make_source(events=WEBINAR)

    assert not load_once(source, now)
    assert not Event.objects.exists()
    assert not is_of_the_demo(source)


def test_the_demo_knows_its_own_events(make_source: Callable[..., Source], now: datetime) -> None:
    source = make_source(events=WEBINAR)

    load_once(source, now)

    assert is_of_the_demo(source)


def test_a_missing_file_is_named_before_anything_is_stored(
    make_source: Callable[..., Source], now: datetime, tmp_path: Path
) -> None:
    source = make_source(events=f'{WEBINAR}image = "posters/gone.png"')

    with pytest.raises(Stopped) as stopped:
        load_once(source, now)

    assert str(stopped.value) == f"The demo’s file “posters/gone.png” is missing from {tmp_path}."
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (WEBINAR.replace("America/Chicago", "America/New_York") + 'series = "none"', "has the key “none”"),
        (WEBINAR + 'kind = "party"', "first: kind: Value 'party' is not a valid choice"),
        (WEBINAR + 'colour = "red"', "first: .*'colour'"),
        (WEBINAR + 'ends = "2024-01-09T16:00"', "first: ends_at: The event ends before it starts"),
    ],
)
def test_a_row_that_no_form_would_accept_is_named_by_its_key(
    toml: str, sentence: str, make_source: Callable[..., Source], now: datetime
) -> None:
    source = make_source(topics='[[topic]]\nkey = "kept"\nname_en = "Kept"', events=toml)

    with pytest.raises(Stopped, match=sentence):
        load_once(source, now)

    assert not Event.objects.exists()
    assert not Topic.objects.exists()


def test_a_file_is_checked_as_if_staff_had_uploaded_it(
    make_source: Callable[..., Source], now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "slides.pdf").write_text("not a document")
    source = make_source(
        events=f'{WEBINAR}[[event.materials]]\nkind = "slides"\nlanguage = "en"\nfile = "slides.pdf"\n'
    )

    with pytest.raises(Stopped, match="first: file: "):
        load_once(source, now)
