"""A flyer pasted as a person would paste it, and a table that goes out and comes back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.models import Event
from tests.browser.steps import go
from tests.factories import make_event, make_person

SEEDS = Path(__file__).parents[1] / "events" / "seeds"


@pytest.fixture
def editor(sign_in: Callable[..., Page]) -> Callable[..., Page]:
    return partial(sign_in, "Editor")


def read(page: Page, text: str) -> None:
    page.goto("/admin/intake/")
    page.fill("#id_text", text)
    go(page.locator(".paste button"))
    expect(page.locator(".sheet").first).to_be_visible()


def test_a_pasted_flyer_becomes_a_draft(editor: Callable[..., Page]) -> None:
    make_person(name="Mara Ventura")
    page = editor()
    page.goto("/admin/events/webinar/")
    go(page.get_by_role("link", name="Paste a flyer"))

    page.get_by_label("Text of the flyer").fill((SEEDS / "february_27.txt").read_text())
    go(page.get_by_role("button", name="Read it"))
    page.get_by_text("There is no title in English.").first.wait_for()
    assert page.get_by_label("Date").input_value() == "2024-02-27"
    page.get_by_label("Add Javier Morillo to the catalog").check()
    go(page.get_by_role("button", name="Make a draft"))

    event = Event.objects.get()
    assert f"/admin/events/webinar/{event.pk}/change/" in page.url
    page.get_by_text("Still open: There is no title in English.").first.wait_for()
    assert [str(row) for row in event.speakers.all()][:2] == ["Javier Morillo", "Mara Ventura"]
    assert page.input_value("#id_title_es").startswith("Compartiendo Historias")


def test_a_missing_date_is_asked_for_in_place(editor: Callable[..., Page]) -> None:
    page = editor()
    read(page, "Our stories\n\nJoin us for a webinar about the stories of our work at 6:00-8:00pm ET.")

    go(page.get_by_role("button", name="Make a draft"))
    page.get_by_text("Give the date. Without one there can be no draft.").first.wait_for()
    page.get_by_label("Date").fill("2026-05-02")
    go(page.get_by_role("button", name="Make a draft"))

    assert str(Event.objects.get().local_date) == "2026-05-02"


def test_a_table_goes_out_and_comes_back(editor: Callable[..., Page], tmp_path: Path) -> None:
    make_event(title_en="Our stories")
    page = editor()
    page.goto("/admin/events/webinar/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    table = tmp_path / "table.csv"
    download.value.save_as(table)
    table.write_text(table.read_text(encoding="utf-8-sig").replace("Our stories", "Our own stories"))

    go(page.get_by_role("link", name="Import", exact=True))
    page.set_input_files("#id_table", table)
    go(page.get_by_role("button", name="Look at it"))
    assert page.locator("ins").inner_text() == "Our own stories"
    go(page.get_by_role("button", name="Save these changes"))

    page.get_by_text("1 entry was changed.").first.wait_for()
    assert Event.objects.get().title_en == "Our own stories"


@pytest.mark.parametrize("options", [{"width": 360}, {"dark": True}, {"width": 360, "dark": True, "language": "es-MX"}])
def test_axe_finds_nothing(
    editor: Callable[..., Page], axe: Callable[..., list[str]], options: dict[str, Any], tmp_path: Path
) -> None:
    event = make_event()
    page = editor(**options)
    read(page, (SEEDS / "february_27.txt").read_text() + "\n\n" + (SEEDS / "january_9.txt").read_text())
    found = axe(page)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    table = tmp_path / "table.csv"
    table.write_text(f"uid,venue,time_zone\n{event.uid},Room 5,America/New_York\n,,Mars\n")
    page.goto("/admin/events/webinar/import/")
    page.set_input_files("#id_table", table)
    go(page.locator(".tables button"))
    expect(page.locator(".lines").first).to_be_visible()
    page.locator("details").last.evaluate("it => it.open = true")

    assert found == []
    assert width == 0
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
