"""No page is wider than its window, whatever the words, the window and the size of the letters."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.factories import AT_NOW, make_event, make_guide, make_past_event, make_program, make_series
from tests.showcase import make_showcase

pytestmark = AT_NOW

LONG_TITLE = "Prácticas transformativas para involucrar a las mujeres líderes globales en la organización y la negociación colectivas"
UNBROKEN = "x" * 300
WINDOWS = [(320, 100), (320, 200), (1280, 200), (1600, 100)]  # pixels, size of the letters in percent


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
def test_no_page_scrolls_sideways(new_page: Callable[..., Page], words: str) -> None:
    addresses = make_showcase().addresses("es") | {"nothing here": "/es/nothing-here/"}
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
