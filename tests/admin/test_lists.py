"""What the lists say, and that they ask the database no more for three rows than for one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciwo_site.enums import Publication
from events.models import Interpreter
from tests.factories import (
    AT_NOW,
    make_affiliation,
    make_event,
    make_guide_edition,
    make_material,
    make_organization,
    make_page,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_topic,
)


def full_event(kind: str) -> None:
    event = make_event(kind=kind, series=make_series(), program=make_program(), languages=("en",))
    make_slot(event, provider=make_organization()).interpreters.add(Interpreter.objects.create(name="Eva"))
    make_recording(event)


def full_person() -> None:
    person = make_person()
    make_affiliation(person)
    make_affiliation(person, program=make_program())


LISTS = {
    "events/webinar": lambda: full_event("webinar"),
    "events/convening": lambda: full_event("convening"),
    "events/series": make_series,
    "events/interpretationslot": lambda: full_event("webinar"),
    "events/interpreter": lambda: Interpreter.objects.create(name="Eva", cooperative=make_organization()),
    "programs/program": make_program,
    "programs/resourceguide": make_guide_edition,
    "programs/person": full_person,
    "programs/organization": make_organization,
    "programs/topic": make_topic,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_three(staff: Any, name: str) -> None:
    client = staff("superuser")
    counts = []

    for rows in (1, 2):
        for _row in range(rows):
            LISTS[name]()
        client.get(f"/admin/{name}/")  # content types and sessions are warm
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/admin/{name}/")
        counts.append(len(queries))
        assert response.context["cl"].result_count == (1, 3)[rows - 1]

    assert counts[0] == counts[1]


def cells(client: Any, address: str = "/admin/events/webinar/") -> dict[str, str]:
    response = client.get(address)
    options, row = response.context["cl"].model_admin, response.context["cl"].result_list[0]
    return {name: str(getattr(options, name)(row)) for name in options.list_display if hasattr(options, name)}


@AT_NOW
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"publication": "draft"}, ">Draft<"),
        ({"publication": "review"}, ">In review<"),
        ({}, ">Published<"),
        ({"publish_at": datetime(2026, 5, 1, 12, tzinfo=UTC)}, ">Published from May 1, 2026<"),
        ({"listed": False}, ">Published, not listed<"),
    ],
)
def test_the_list_says_what_is_published(staff: Any, fields: dict[str, Any], words: str) -> None:
    make_event(**fields)

    assert words in cells(staff("Editor"))["shown_publication"]


def test_the_list_says_when_in_the_zone_of_the_event(staff: Any) -> None:
    make_event(starts_at=datetime(2026, 7, 2, 0, 30, tzinfo=UTC), ends_at=None)

    shown = cells(staff("Editor"))["shown_when"].replace("\u00a0", " ")

    assert shown == '<span class="line">Jul 1, 2026</span><span class="line">8:30 p.m. ET</span>'


def test_the_list_says_which_language_is_not_written(staff: Any) -> None:
    make_event(title_es="", summary_en="Summary", summary_es="Resumen")

    shown = cells(staff("Editor"))["shown_languages"]

    assert "English ✓" in shown
    assert "Spanish: missing title" in shown


def test_the_list_says_how_sure_interpretation_is_and_what_is_to_be_posted(staff: Any) -> None:
    event = make_event()
    make_slot(event, status="requested", both_ways=True)
    make_material(event, kind="recording", link="")

    shown = cells(staff("Editor"))

    assert "English ↔ Spanish: Requested" in shown["shown_access"]
    assert "to be posted" in shown["shown_recording"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("when=upcoming", {"new"}),
        ("when=past", {"old"}),
        ("access=open", {"new"}),
        ("access=none", {"old"}),
        ("recording=posted", {"old"}),
        ("recording=none", {"new"}),
        ("missing=es", {"new"}),
        ("publication__exact=draft", {"old"}),
        ("q=historias", {"old"}),
        ("when=nonsense&access=nonsense&recording=nonsense&missing=nonsense", {"new", "old"}),
    ],
)
@AT_NOW
def test_filters_and_search_find_the_rows_that_they_name(staff: Any, query: str, found: set[str]) -> None:
    new = make_event(title_en="new", title_es="")
    make_slot(new, status="needed")
    old = make_past_event(title_en="old", title_es="Historias", publication=Publication.DRAFT)
    make_recording(old)

    response = staff("Editor").get(f"/admin/events/webinar/?{query}")

    assert {event.title_en for event in response.context["cl"].result_list} == found


def test_pages_of_the_site_cannot_be_doubled_or_deleted(staff: Any) -> None:
    for key in ("about", "contact", "accessibility", "privacy"):
        page = make_page(key)
    client = staff("superuser")

    assert client.get("/admin/programs/page/add/").status_code == 403
    assert client.get(f"/admin/programs/page/{page.pk}/delete/").status_code == 403
    assert client.get(f"/admin/programs/page/{page.pk}/change/").status_code == 200
