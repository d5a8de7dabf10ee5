"""The board in a real browser, with the samples of the demo: what lacks interpreters is seen at a glance, and one button
later readers are told something else, in both languages and at every place."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ciwo_site.demo.loader import load_once
from ciwo_site.demo.source import Source
from events.models import AccessRequest, Event, InterpretationSlot, Interpreter
from tests.browser.steps import go, save

BOARD = "/admin/board/"
TOMORROW = {"en": "Sample: The first conversation with a coworker", "es": "Muestra: La primera conversación"}
ENGLISH_ONLY = "Sample: An announcement people will read"
LISTS = {"en": "/en/events/", "es": "/es/eventos/"}


@pytest.fixture
def _samples() -> None:
    load_once(Source(), timezone.now())


@pytest.fixture
def enter(sign_in: Callable[..., Page]) -> Callable[..., Page]:
    """`enter(width=360)` → the board as a coordinator sees it."""
    return partial(sign_in, "Language-access coordinator", BOARD)


def followable(reader: Page, language: str) -> list[str]:
    reader.goto(f"{LISTS[language]}?follow=es")
    return [title.inner_text() for title in reader.locator(".event-card__title").all()]


def badges(reader: Page, language: str) -> str:
    reader.goto(LISTS[language])
    return reader.locator(".event-card", has_text=TOMORROW[language]).locator(".badge-lists").inner_text()


def sentences(reader: Page, language: str) -> str:
    reader.goto(LISTS[language])
    go(reader.get_by_role("link", name=re.compile(TOMORROW[language])))
    return reader.locator(".access-note").inner_text()


@pytest.mark.usefixtures("_samples")
def test_a_coordinator_confirms_interpretation_and_readers_are_told_so_everywhere(enter: Any, new_page: Any) -> None:
    reader, page = new_page(), enter()
    assert not any(title.startswith(TOMORROW["en"]) for title in followable(reader, "en"))
    assert "requested" in badges(reader, "en")
    assert "por confirmar" in badges(reader, "es")

    event = page.get_by_role("article", name=TOMORROW["en"])
    expect(event).to_contain_text("asked, not confirmed")
    event.locator(".board-warnings").get_by_role("button", name="Mark as confirmed").click()

    expect(page.locator(".messagelist")).to_contain_text("the status is now “Confirmed”")
    expect(event.locator(".board-status")).to_have_text("Confirmed")
    expect(event).to_contain_text("by Language-access coordinator")
    for language, confirmed in (("en", "Interpreted into Spanish"), ("es", "Con interpretación en español")):
        assert confirmed in badges(reader, language)
        assert any(title.startswith(TOMORROW[language]) for title in followable(reader, language))
    assert "Confirmed: live interpretation" in sentences(reader, "en")
    assert re.search("Confirmad[ao]: interpretación en vivo", sentences(reader, "es"))


@pytest.mark.usefixtures("_samples")
def test_which_events_lack_interpreters_is_seen_at_a_glance_and_put_right_without_script(enter: Any) -> None:
    page = enter(script=False)
    lacking = page.locator('.board-event[data-standing="lacking"]')
    expect(page.locator('.board-count [data-standing="lacking"]')).to_have_text("1 lacks interpreters")
    assert lacking.get_by_role("heading").all_inner_texts() == [ENGLISH_ONLY]

    go(lacking.get_by_role("link", name="Plan interpretation"))
    expect(page.locator("#id_from_language")).to_have_value("en")
    expect(page.locator("#id_to_language")).to_have_value("es")
    expect(page.locator("#id_event option:checked")).to_have_text(ENGLISH_ONLY)
    page.select_option("#id_status", "requested")
    save(page, "_save")
    expect(page.locator(".messagelist")).to_be_visible()
    page.goto(BOARD)

    expect(page.locator('.board-count [data-standing="lacking"]')).to_have_text("0 lack interpreters")
    expect(page.get_by_role("article", name=ENGLISH_ONLY)).to_contain_text("Requested")


@pytest.mark.usefixtures("_samples")
def test_a_service_is_cancelled_by_keyboard_and_filters_follow(enter: Any) -> None:
    page = enter()
    go(page.get_by_role("navigation", name="Show only").get_by_role("link", name=re.compile("^Requested")))
    expect(page.get_by_role("article")).to_have_count(1)

    page.get_by_text("Change the status").focus()
    page.keyboard.press("Enter")
    page.get_by_role("article").get_by_role("button", name="Mark as cancelled").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("“Cancelled”")
    assert "?status=requested" in page.url
    assert InterpretationSlot.objects.get(event__title_en=TOMORROW["en"]).status == "cancelled"


@pytest.mark.usefixtures("_samples")
def test_a_warning_leads_to_the_field_that_puts_it_right(enter: Any) -> None:
    page = enter()
    event = page.get_by_role("article", name=TOMORROW["en"])

    go(event.get_by_role("link", name="Enlarge the team"))
    expect(page.locator("#id_team_size")).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_be_visible()
    page.goto(BOARD)

    expect(event).to_contain_text("2 people")
    expect(event.get_by_role("link", name="Enlarge the team")).to_have_count(0)


@pytest.mark.usefixtures("_samples")
def test_on_paper_the_sheet_stands_alone(enter: Any) -> None:
    page = enter(dark=True)
    page.emulate_media(media="print")

    for hidden in ("#header", "#nav-sidebar", ".board-filters", ".board summary", ".board .button"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".board-made")).to_contain_text("As of")
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.usefixtures("_samples")
@pytest.mark.parametrize("look", [{}, {"language": "es-MX", "dark": True, "width": 360}])
def test_axe_finds_nothing_and_nothing_is_cut_off(enter: Any, axe: Any, look: dict[str, Any]) -> None:
    event = Event.objects.get(title_en=TOMORROW["en"])
    AccessRequest.objects.create(event=event, language="pt", written_in="en")
    slot = event.slots.get()
    slot.interpreters.add(Interpreter.objects.create(name="Eva Ramos"))
    page = enter(**look)

    found = {}
    for address in (BOARD, f"{BOARD}?status=held", f"/admin/events/interpretationslot/{slot.pk}/change/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('.board details').forEach(one => one.open = true)")
        found[address] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found[address].append("wider than the window")

    assert found == {address: [] for address in found}
