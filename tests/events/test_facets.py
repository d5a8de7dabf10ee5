"""Every choice is counted before it is offered: no link leads to a list of another length."""

from datetime import timedelta
from itertools import combinations, product

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import LocalText
from events.facets import Facets, count_facets
from events.filters import EventFilters
from events.models import Event
from events.querysets import EventQuerySet
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_event,
    make_material,
    make_past_event,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAMES = ("kind", "follow", "series", "program", "topic", "year", "recording", "transcript")
OF_THE_ARCHIVE = {"recording", "transcript"}


def varied_events() -> None:
    """Eighteen upcoming and as many past events, no two alike."""
    series, programs = [make_series(), make_series(title_en="Other")], [make_program(), make_program(title_en="Other")]
    topics = [make_topic(), make_topic(name_en="Other")]
    for number, (kind, floor, past) in enumerate(
        product(("webinar", "convening"), ("en", "es", ""), (False, True) * 3)
    ):
        distance = MONTH * (number % 7 + 1) * 2
        event = make_event(
            kind=kind,
            languages=(floor,) if floor else (),
            starts_at=NOW - distance if past else NOW + distance,
            series=[None, *series][number % 3],
            program=[*programs, None, None][number % 4],
            topics=[[], topics[:1], topics, topics[1:], []][number % 5],
        )
        if number % 4 == 1:
            make_slot(event, status=("confirmed", "requested", "cancelled")[number % 3], both_ways=number % 8 == 1)
        if past and number % 3 == 0:
            make_recording(event, language=("en", "es", "ase")[number % 9 // 3])
        if past and number % 5 == 0:
            make_recording(event, kind="audio", language="es")
        if past and number % 4 == 3:
            make_recording(event, link="", file="materials/ab/ab.mp4")
            make_material(event, kind="captions", language="es", link="", file="a.vtt", transcript_paragraphs=3)
        if past and number % 7 == 1:
            make_material(event, kind="transcript", transcript_paragraphs=9, consent_recorded=number % 2 == 1)


def events_of(archive: bool) -> EventQuerySet:
    public = Event.objects.public(NOW)
    return public.past(NOW) if archive else public.upcoming(NOW)


def count(query: str, *, archive: bool) -> Facets:
    return count_facets(events_of(archive), EventFilters.read(QueryDict(query)), NOW, archive=archive)


def choices(facets: Facets, name: str) -> dict[str, tuple[str, int]]:
    """What one facet offers: value → label, count."""
    return {
        option.value: (str(option.label), option.count) for f in facets.facets if f.name == name for option in f.options
    }


def fits(event: Event, query: str) -> bool:
    """The same question asked of one event, in other words than the database's."""
    asked = QueryDict(query).dict()
    floor = {row.language for row in event.languages.all()}
    added = {code for slot in event.slots.all() if slot.status == "confirmed" for code in slot.languages_given}
    materials = event.materials.all()
    answers = {
        "kind": lambda value: event.kind == value,
        "series": lambda value: str(event.series_id) == value,
        "program": lambda value: str(event.program_id) == value,
        "topic": lambda value: value in {str(topic.pk) for topic in event.topics.all()},
        "year": lambda value: event.starts_at.astimezone(event.zone).year == int(value),
        "follow": lambda value: value in floor | added,
        "recording": lambda value: is_recorded(event, "" if value == "1" else value),
        "transcript": lambda _value: any(row.transcript_paragraphs and row.may_be_opened for row in materials),
    }
    return all(answers[name](value) for name, value in asked.items())


def is_recorded(event: Event, language: str) -> bool:
    open_now = [row for row in event.materials.all() if row.may_be_opened]
    films_of_ours = [row for row in open_now if row.kind == "recording" and row.file]
    captions = {row.language for row in open_now if row.kind == "captions" and row.transcript_paragraphs}
    return any(
        row.kind in ("recording", "audio") and (not language or row.language == language) for row in open_now
    ) or bool(films_of_ours and language in captions)


@pytest.mark.parametrize("archive", [False, True], ids=["upcoming", "past"])
def test_every_choice_leads_to_as_many_events_as_it_says(archive: bool) -> None:
    varied_events()
    events = list(events_of(archive).prefetch_related("languages", "slots", "topics", "materials"))
    first = count("", archive=archive)
    offered = {facet.name: facet.options for facet in first.facets}
    pairs = [
        one.choosing(name, getattr(EventFilters.read(QueryDict(option.query)), name)).query()
        for number, (left, name) in enumerate(combinations(offered, 2))
        for one in [EventFilters.read(QueryDict(offered[left][number % len(offered[left])].query))]
        for option in offered[name]
    ]
    singles = [option.query for options in offered.values() for option in options]

    wrong = []
    for query in dict.fromkeys(["", *singles, *pairs]):
        facets = count(query, archive=archive)
        promised = [(query, facets.total)] + [
            (o.query, o.count) for f in facets.facets for o in f.options if not o.is_chosen
        ]
        wrong += [
            (query, other, number)
            for other, number in promised
            if number != sum(fits(event, other) for event in events)
        ]

    assert wrong == []
    assert len(events) == 18
    assert set(offered) == set(NAMES) - (set() if archive else OF_THE_ARCHIVE)


def test_a_choice_that_would_leave_nothing_is_not_offered() -> None:
    make_event(languages=("en",), topics=[make_topic()])
    make_event(languages=("es",), kind="convening")

    offered = count("kind=convening", archive=False)

    assert [facet.name for facet in offered.facets] == ["kind"]
    assert choices(offered, "kind") == {"webinar": ("Webinar", 1), "convening": ("Convening", 1)}
    assert choices(offered, "topic") == {}


def test_what_every_event_has_is_no_choice_and_what_one_has_is() -> None:
    series = make_series()
    make_event(languages=("en",))
    make_event(languages=("en",), series=series)

    offered = count("", archive=False)

    assert [(facet.name, choices(offered, facet.name)) for facet in offered.facets] == [
        ("series", {str(series.pk): ("Series", 1)})
    ]


def test_a_choice_that_leaves_nothing_stays_visible_so_that_it_can_be_taken_back() -> None:
    topic = make_topic(name_en="Bargaining")
    make_event()

    facets = count(f"topic={topic.pk}&year=1999&kind=convening", archive=False)

    assert facets.total == 0
    assert {facet.name: (str(facet.chosen.label), facet.chosen.query) for facet in facets.facets if facet.chosen} == {
        "kind": ("Convening", f"topic={topic.pk}&year=1999"),
        "topic": ("Bargaining", "kind=convening&year=1999"),
        "year": ("1999", f"kind=convening&topic={topic.pk}"),
    }


@pytest.mark.parametrize(
    "hidden",
    [
        {"publication": "draft"},
        {"publication": "review"},
        {"publish_at": NOW + timedelta(minutes=1)},
        {"listed": False},
    ],
    ids=str,
)
@pytest.mark.parametrize("relation", ["series", "program"])
def test_the_name_of_what_readers_may_not_know_is_no_choice(relation: str, hidden: dict) -> None:
    make = {"series": make_series, "program": make_program}[relation]
    shown, secret = make(title_en="Shown"), make(title_en="Secret", **hidden)
    make_event(**{relation: shown})
    make_event(**{relation: secret})
    make_event(**{relation: make(title_en="Shown too")})

    offered = count("", archive=False)
    chosen = count(f"{relation}={secret.pk}", archive=False)

    assert sorted(label for label, _count in choices(offered, relation).values()) == ["Shown", "Shown too"]
    assert "Secret" not in str(chosen)


def test_what_readers_may_not_see_is_not_counted() -> None:
    make_event(kind="convening")
    for hidden in ({"publication": "draft"}, {"listed": False}, {"publish_at": NOW + MONTH}):
        make_event(**hidden)

    assert count("", archive=False).total == 1
    assert choices(count("kind=convening", archive=False), "kind") == {"convening": ("Convening", 1)}


def test_a_name_that_exists_in_one_language_keeps_it() -> None:
    series = make_series(title_en="", title_es="Historias")
    make_event(series=series)
    make_event(series=make_series())

    with translation.override("en"):
        labels = [o.label for f in count("", archive=False).facets if f.name == "series" for o in f.options]

    assert LocalText("Historias", "es", "en") in labels


def test_years_begin_with_the_latest_and_are_those_of_the_events_own_zone() -> None:
    make_past_event(starts_at=NOW.replace(year=2024, month=1, day=1, hour=2))  # still December 31, 2023 in New York
    make_past_event(starts_at=NOW.replace(year=2025))

    assert list(choices(count("", archive=True), "year")) == ["2025", "2023"]


@AT_NOW
def test_filters_survive_the_language_switch(client: Client) -> None:
    topic = make_topic()
    make_event(topics=[topic], languages=("es",))
    query = f"kind=webinar&topic={topic.pk}&follow=es"
    english, spanish = (localized_reverse("event-list", code) for code in ("en", "es"))

    page = client.get(f"{english}?follow=es&nonsense=1&topic={topic.pk}&kind=webinar")

    assert [twin.url for twin in page.context["frame"].twins] == [f"{english}?{query}", f"{spanish}?{query}"]
    shown = client.get(f"{spanish}?{query}").context["groups"]
    assert [str(card.title) for group in shown for card in group.cards] == ["Seminario web"]


@AT_NOW
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Spoken", "Confirmed", "Requested", "Cancelled"]),
        ("follow=es", ["Spoken", "Confirmed"]),
        ("follow=en", ["Confirmed", "Requested", "Cancelled"]),
    ],
)
def test_a_reader_finds_what_she_can_follow_for_sure(client: Client, query: str, titles: list[str]) -> None:
    make_event(title_en="Spoken", languages=("es",))
    for status in ("confirmed", "requested", "cancelled"):
        make_slot(make_event(title_en=status.capitalize(), languages=("en",)), status=status)

    page = client.get(f"/en/events/?{query}")

    assert [str(card.title) for group in page.context["groups"] for card in group.cards] == titles
