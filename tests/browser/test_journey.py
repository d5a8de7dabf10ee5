"""From the door to a webinar, to the other language, to what can be followed, watched and taken home."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from programs.models import DownloadTotal
from tests.browser.steps import go
from tests.factories import (
    AT_NOW,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_past_event,
    make_recording,
    make_slot,
    pdf_file,
)

pytestmark = AT_NOW

NewPage = Callable[..., Page]


@pytest.fixture
def stories() -> None:
    """A webinar that can be followed in Spanish, one that cannot, and a past one with a guide and materials."""
    guide = make_guide(title_en="Co-Directorships", title_es="Codirección")
    make_guide_edition(guide, version=2)
    make_guide_edition(guide, language="es")
    english = {"languages": ("en",), "starts_at": datetime(2026, 4, 7, 18, tzinfo=ZoneInfo("America/New_York"))}
    make_slot(make_event(title_en="Sharing stories", title_es="Compartir historias", **english), both_ways=True)
    make_slot(make_event(title_en="Warehouses", title_es="Almacenes", **english), status="requested")
    past = make_past_event(title_en="Building the bench", title_es="Formar relevos", guides=[guide], languages=("en",))
    make_recording(past, link="https://video.example/1")
    make_material(past, file=pdf_file(), language="es", title_es="Las diapositivas")


def expect_titles(page: Page, titles: list[str]) -> None:
    """The list shows these events; waits for the page that a link leads to."""
    expect(page.locator(".event-card__title")).to_have_text(titles)


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_goes_all_the_way(new_page: NewPage, tmp_path: Path, script: bool) -> None:
    page = new_page(360, 740, script=script, language="en-US")

    page.goto("/")
    expect(page).to_have_url(re.compile(r"/en/$"))
    go(page.get_by_role("navigation", name="Main").get_by_role("link", name="Upcoming"))
    go(page.get_by_role("link", name="Sharing stories"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sharing stories")

    page.get_by_role("link", name="Español").click()
    expect(page).to_have_url(re.compile(r"/es/eventos/\d+-compartir-historias/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Compartir historias")
    expect(page.locator("html")).to_have_attribute("lang", "es")

    page.locator(".masthead__nav a").first.click()
    expect_titles(page, ["Compartir historias", "Almacenes"])
    page.locator('.filters a[href*="follow=es"]').click()
    expect_titles(page, ["Compartir historias"])
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(re.compile(r"/en/events/\?follow=es$"))
    expect_titles(page, ["Sharing stories"])

    go(page.get_by_role("navigation", name="Main").get_by_role("link", name="Past"))
    go(page.get_by_role("link", name="Building the bench"))
    watch = page.get_by_role("link", name=re.compile("^Watch"))
    expect(watch).to_have_attribute("href", "https://video.example/1")
    assert save(page, page.locator(".materials a[href*='/materials/']"), tmp_path) == "formar-relevos-slides-es.pdf"

    page.get_by_role("link", name="Co-Directorships").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Co-Directorships")
    button = page.get_by_role("link", name="Download in English")
    assert save(page, button, tmp_path) == "co-directorships-en-v2.pdf"
    assert (tmp_path / "co-directorships-en-v2.pdf").read_bytes().startswith(b"%PDF")
    assert DownloadTotal.objects.values_list("edition__language", "count").get() == ("en", 1)
    assert page.context.cookies() == []


def save(page: Page, link: Locator, folder: Path) -> str:
    with page.expect_download() as download:
        link.click()
    download.value.save_as(folder / download.value.suggested_filename)
    return download.value.suggested_filename


def tab_to(page: Page, name: str, limit: int = 60) -> None:
    """Press Tab until the link or button of this name has the focus, which must come to be visible each time."""
    for _step in range(limit):
        page.keyboard.press("Tab")
        # The browser scrolls to what has the focus with the next frame that it draws, which on a busy machine takes time.
        focused = page.evaluate(
            """async () => {
                const at = document.activeElement, style = getComputedStyle(at), until = performance.now() + 30000;
                const isSeen = () => {
                    const box = at.getBoundingClientRect();
                    return box.width > 0 && box.bottom > 0 && box.top < innerHeight;
                };
                while (!isSeen() && performance.now() < until) await new Promise(requestAnimationFrame);
                return {
                    name: at.innerText.trim().replace(/\\s+/g, " "),
                    isSeen: isSeen(),
                    isMarked: style.outlineStyle !== "none" || style.boxShadow !== "none",
                };
            }"""
        )
        if not focused["name"]:
            continue  # the browser's own places between the last link and the first
        assert focused["isSeen"], f"the focus is on something out of sight: {focused['name']}"
        assert focused["isMarked"], f"nobody sees that the focus is on: {focused['name']}"
        if focused["name"] == name:
            return
    raise AssertionError(f"{limit} times Tab did not lead to {name!r}")


@pytest.mark.usefixtures("stories")
def test_a_reader_goes_all_the_way_by_keyboard(page: Page, tmp_path: Path) -> None:
    page.goto("/en/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    tab_to(page, "Sharing stories")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sharing stories")
    tab_to(page, "Español")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compartir historias")
    page.goto("/en/events/")
    tab_to(page, "Spanish (1)")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"follow=es"))
    expect_titles(page, ["Sharing stories"])
    page.goto("/en/guides/")
    tab_to(page, "Co-Directorships")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Co-Directorships")
    tab_to(page, "Download in Spanish")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "codireccion-es-v1.pdf"


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(("language", "home"), [("es-MX", "/es/"), ("en-GB", "/en/"), ("fr-FR", "/en/")])
def test_the_door_leads_to_the_language_of_the_browser(new_page: NewPage, language: str, home: str) -> None:
    page = new_page(language=language)

    page.goto("/")

    assert page.url.endswith(home)


@pytest.mark.usefixtures("stories")
def test_the_form_of_filters_leads_to_the_same_list_without_script(new_page: NewPage) -> None:
    make_event(kind="convening", title_en="A convening", languages=("es",))
    page = new_page(script=False)

    page.goto("/en/events/?follow=es")
    if not page.get_by_label("Kind").is_visible():
        page.locator(".filters summary").click()
    page.get_by_label("Kind").select_option("convening")
    go(page.get_by_role("button", name="Show"))

    expect_titles(page, ["A convening"])
    assert "follow=es" in page.url
    assert "kind=convening" in page.url
    page.get_by_role("link", name=re.compile("^Kind: Convening")).click()
    cards = page.locator(".event-card__title")
    expect(cards).to_have_count(2)
    assert sorted(cards.all_inner_texts()) == ["A convening", "Sharing stories"]


@pytest.mark.usefixtures("stories")
def test_a_page_asks_its_own_host_alone_and_needs_little(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/en/events/")
    go(page.get_by_role("link", name="Sharing stories"))
    page.wait_for_load_state("networkidle")

    hosts = {address.split("/")[2] for address in asked if address.startswith("http")}
    assert len(hosts) == 1
    assert len([address for address in asked if address.endswith(".js")]) == 2  # the reader's own time, and copying
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, navigator.serviceWorker?.controller]") == [
        0,
        0,
        None,
    ]


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("America/Los_Angeles", "Your time: 3:00–5:00 p.m."),
        ("Asia/Manila", "Your time: Wednesday, 6:00–8:00 a.m."),
        ("America/New_York", None),  # the page says it already
        ("America/Toronto", None),  # the same clock under another name
    ],
)
def test_a_reader_elsewhere_is_told_her_own_time(page: Page, zone: str, shown: str | None) -> None:
    page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": zone})

    page.goto("/en/events/")
    go(page.get_by_role("link", name="Sharing stories"))

    own = page.locator("[data-your-time]")
    if shown is None:
        expect(own).to_be_hidden()
    else:
        expect(own).to_be_visible()
        assert re.sub(r"\s+", " ", own.inner_text()) == shown


def test_an_event_without_an_hour_has_no_time_of_ones_own(page: Page) -> None:
    event = make_event(all_day=True, ends_at=None)
    page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Manila"})

    page.goto(event.address("en"))

    expect(page.locator("[data-your-time]:visible")).to_have_count(0)
