"""Every type of page, in both languages, light and dark, narrow and wide: nothing axe objects to, nothing that spills."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.factories import AT_NOW, make_event, make_guide, make_past_event, make_program, make_series
from tests.showcase import make_showcase

pytestmark = AT_NOW

NewPage = Callable[..., Page]
Axe = Callable[..., list[str]]

LONG_TITLE = "Prácticas transformativas para involucrar a las mujeres líderes globales en la organización y la negociación colectivas"
UNBROKEN = "x" * 300
WINDOWS = [(320, 100), (320, 200), (1280, 200), (1600, 100)]  # pixels, size of the letters in percent
MISSING = {"en": "/en/nothing-here/", "es": "/es/nothing-here/"}


def all_pages(language: str) -> dict[str, str]:
    return {**make_showcase().addresses(language), "nothing here": MISSING[language]}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_on_any_page(new_page: NewPage, axe: Axe, language: str, dark: bool) -> None:
    addresses = all_pages(language)
    page = new_page(dark=dark)

    found = []
    for name, address in addresses.items():
        page.goto(address)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{name}, {width} px: {sentence}" for sentence in axe(page)]

    assert found == []


def spills(page: Page) -> list[str]:
    """What is wider than the window, or sticks out of it on a page that scrolls sideways."""
    return page.evaluate(
        """() => {
            const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
            if (wide <= room) return [];
            const clipped = (at) => {
                for (let up = at.parentElement; up; up = up.parentElement)
                    if (getComputedStyle(up).overflowX !== "visible" && up !== document.body && up !== document.documentElement)
                        return true;
                return false;
            };
            const out = [...document.body.querySelectorAll("*")]
                .filter((at) => at.getBoundingClientRect().right > room + 1 && !clipped(at))
                .map((at) => `${at.tagName}.${at.className} reaches ${Math.round(at.getBoundingClientRect().right)} of ${room}`);
            return out.length ? out.slice(-3) : [`the page is ${wide} wide, the window ${room}`];
        }"""
    )


@pytest.mark.parametrize("words", [LONG_TITLE, UNBROKEN], ids=["a long title", "an unbroken word"])
def test_no_page_scrolls_sideways(new_page: NewPage, words: str) -> None:
    addresses = all_pages("es")
    texts = {"title_es": words, "summary_es": words, "body_es": f"<p>{words}</p><ul><li><p>{words}</p></li></ul>"}
    entries = {
        "an upcoming event": make_event(place_es=words[:200], venue=words[:200], kind="convening", **texts),
        "a past event": make_past_event(**texts),
        "a series": make_series(**texts),
        "a program": make_program(**texts),
        "a guide": make_guide(**texts),
    }
    addresses |= {name: entry.address("es") for name, entry in entries.items()}
    page = new_page()

    found = {}
    for name, address in addresses.items():
        page.goto(address)
        for width, letters in WINDOWS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
            if out := spills(page):
                found[f"{name}, {width} px, letters of {letters} %"] = out

    assert found == {}


def test_a_page_can_be_printed_without_what_is_only_for_screens(new_page: NewPage) -> None:
    page = new_page()
    page.goto(make_showcase().upcoming.address("en"))

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert not page.locator(".language-switch").is_visible()
    assert not page.locator(".skip-link").is_visible()


def test_the_page_has_landmarks_and_a_name_for_each_navigation(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/en/")

    landmarks = [page.get_by_role(role).count() for role in ("banner", "main", "contentinfo")]
    names = page.get_by_role("navigation").evaluate_all("navs => navs.map((nav) => nav.ariaLabel)")

    assert landmarks == [1, 1, 1]
    assert len(names) == len(set(names))
    assert {"Main", "Language"} <= set(names)
