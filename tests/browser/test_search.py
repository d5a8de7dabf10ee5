"""Searching by keyboard alone, without script, on a narrow screen, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import AT_NOW, make_event

pytestmark = AT_NOW


@pytest.mark.parametrize(
    ("language", "door", "title"), [("en", "Search", "We organize"), ("es", "Buscar", "Organización y comunidad")]
)
def test_from_the_masthead_to_an_event(new_page: Callable[..., Page], language: str, door: str, title: str) -> None:
    make_event(title_en="We organize", title_es="Organización y comunidad")
    page = new_page(width=360, script=False)
    page.goto(f"/{language}/")

    page.get_by_role("banner").get_by_role("link", name=door).press("Enter")
    field = page.get_by_role("searchbox")
    field.fill({"en": "organizing", "es": "organizacion"}[language])
    field.press("Enter")

    hit = page.get_by_role("article").get_by_role("link", name=title)
    expect(hit).to_be_visible()
    expect(page.locator("mark")).to_have_text({"en": "organize", "es": "Organización"}[language])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    hit.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_axe_finds_nothing_among_hits(new_page: Callable[..., Page], axe: Callable[..., list[str]]) -> None:
    make_event(title_en="We organize", title_es="", body_es="<p>Una organización.</p>", languages=("en",))
    page = new_page(width=360)
    page.goto("/es/buscar/?q=organizacion")

    expect(page.get_by_role("article")).to_have_count(1)
    assert axe(page) == []
