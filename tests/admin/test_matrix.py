"""Entries × languages."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciwo_site.matrix import rows
from ciwo_site.translation_states import State
from events.models import Event
from tests.factories import AT_NOW, make_event, make_guide, make_past_event, make_program, make_series

MATRIX = "/admin/translations/"


@pytest.fixture
def translator(staff: Any) -> Client:
    return staff("Translator")


def titles(response: Any) -> list[str]:
    return [str(row.title) for row in response.context["rows"]]


def make_one_of_each() -> None:
    make_past_event(title_en="Past")
    make_guide(title_en="Guide")
    make_event(title_en="Second", starts_at=datetime.fromisoformat("2026-06-01T12:00+00:00"))
    make_event(title_en="First", kind="convening")
    make_program(title_en="Program")
    make_series(title_en="Series")


@AT_NOW
def test_what_comes_up_first_is_on_top(translator: Client) -> None:
    make_one_of_each()

    assert titles(translator.get(MATRIX)) == ["First", "Second", "Series", "Program", "Guide", "Past"]


@AT_NOW
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=webinar", ["Second", "Past"]),
        ("kind=convening", ["First"]),
        ("kind=guide", ["Guide"]),
        ("kind=nonsense&page=99&state=nonsense&language=xx", ["First", "Second", "Series", "Program", "Guide", "Past"]),
        ("state=reviewed&kind=webinar", ["Second", "Past"]),
        ("state=missing", []),
        ("state=missing&from=99999999999", []),
    ],
)
def test_filters_leave_what_they_name(translator: Client, query: str, found: list[str]) -> None:
    make_one_of_each()

    response = translator.get(f"{MATRIX}?{query}")

    assert response.status_code == 200
    assert titles(response) == found


def test_each_state_is_found_in_its_language(translator: Client) -> None:
    Event.objects.filter(pk=make_event(title_en="Stale").pk).update(title_en="Stale one")
    make_event(title_en="Missing", title_es="")
    draft = make_event(title_en="Draft")
    draft.decide({("title", "es"): State.MACHINE_DRAFT})
    draft.save()
    unsure = make_event(title_en="Unsure", title_es="")
    Event.objects.filter(pk=unsure.pk).update(title_es="Nadie lo leyó")
    spared = make_event(title_en="Spared", title_es="")
    spared.decide({("title", "es"): State.NOT_NEEDED})
    spared.save()
    states = ("stale", "missing", "machine_draft", "needs_review", "not_needed")

    spanish = {state: titles(translator.get(f"{MATRIX}?language=es&state={state}")) for state in states}
    english = {state: titles(translator.get(f"{MATRIX}?language=en&state={state}")) for state in states}

    assert spanish == {
        "stale": ["Stale one"],
        "missing": ["Missing"],
        "machine_draft": ["Draft"],
        "needs_review": ["Unsure"],
        "not_needed": ["Spared"],
    }
    assert english == {state: [] for state in states}


def test_a_cell_has_pictures_with_words_and_leads_to_its_field(translator: Client) -> None:
    event = make_event(title_en="Stories", title_es="", summary_en="One", summary_es="Uno")

    response = translator.get(MATRIX)

    spanish = response.context["rows"][0].cells[1]
    assert [(square.state, square.words) for square in spanish.squares] == [
        ("missing", "Title: missing"),
        ("reviewed", "Summary: reviewed"),
    ]
    assert spanish.lines == [("Missing", "title")]
    assert f'href="/admin/events/webinar/{event.pk}/change/#id_title_es"' in response.content.decode()
    assert 'id="id_title_es"' in translator.get(f"/admin/events/webinar/{event.pk}/change/").content.decode()


def test_pages_run_through_all_lists_without_a_gap(translator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        make_event(title_en=f"Event {number}")
        make_series(title_en=f"Series {number}")
        make_past_event(title_en=f"Past {number}")
    monkeypatch.setattr("ciwo_site.matrix.page.PAGE", 5)

    pages = [titles(translator.get(f"{MATRIX}?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [5, 5, 2]
    assert len({title for page in pages for title in page}) == 12


@AT_NOW
def test_a_search_for_a_state_goes_on_where_it_stopped(translator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        event = make_event(title_en=f"Event {number}")
        Event.objects.filter(pk=event.pk, title_en__in=["Event 0", "Event 6"]).update(title_en=f"Moved {number}")
    monkeypatch.setattr(rows, "CHUNK", 2)
    monkeypatch.setattr(rows, "SCANNED", 4)
    monkeypatch.setattr("ciwo_site.matrix.page.SCANNED", 4)

    first = translator.get(f"{MATRIX}?state=stale")
    second = translator.get(f"{MATRIX}?{first.context['next_query']}")

    assert (titles(first), first.context["is_cut_short"]) == (["Moved 0"], True)
    assert (titles(second), second.context["next_query"]) == (["Moved 6"], "")


@pytest.mark.parametrize("query", ["", "?state=missing", "?state=stale&language=es"])
def test_the_matrix_costs_the_same_for_one_entry_and_for_three(translator: Client, query: str) -> None:
    counts = []
    for number in (1, 2):
        for _entry in range(number):
            make_event(title_es="")
            make_past_event()
            make_series()
            make_program()
            make_guide()
        translator.get(MATRIX)
        with CaptureQueriesContext(connection) as queries:
            translator.get(f"{MATRIX}{query}")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 16


@pytest.mark.parametrize(
    ("role", "status"), [("Editor", 200), ("Translator", 200), ("Language-access coordinator", 200), ("", 403)]
)
def test_the_matrix_is_for_those_who_see_entries(staff: Any, role: str, status: int) -> None:
    make_program(title_en="Program")

    response = staff(role).get(MATRIX)

    assert response.status_code == status
    if role == "Language-access coordinator":
        assert titles(response) == []  # programs are none of this role's lists


def test_a_stranger_is_sent_to_the_door(client: Client, db: None) -> None:
    assert client.get(MATRIX).status_code == 302
    assert client.post(MATRIX).status_code in (302, 403, 405)
