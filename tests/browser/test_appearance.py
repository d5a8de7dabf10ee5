"""Every type of page, in both languages, light and dark, narrow and wide: nothing axe objects to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.factories import AT_NOW
from tests.showcase import make_showcase

pytestmark = AT_NOW

NewPage = Callable[..., Page]
Axe = Callable[..., list[str]]

COLOURS = ["color-contrast", "link-in-text-block"]  # all that a scheme changes; axe's rules on the rest read no colour

MISSING = {"en": "/en/nothing-here/", "es": "/es/nothing-here/"}


def all_pages(language: str) -> dict[str, str]:
    return {**make_showcase().addresses(language), "nothing here": MISSING[language]}


def objections(page: Page, axe: Axe, language: str, rules: list[str] | None) -> list[str]:
    """What axe finds on every page, at the width of a telephone and of a desk."""
    found = []
    for name, address in all_pages(language).items():
        page.goto(address)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{name}, {width} px: {sentence}" for sentence in axe(page, rules)]
    return found


@pytest.mark.parametrize(("dark", "rules"), [(False, None), (True, COLOURS)], ids=["light", "dark"])
class TestEnglish:
    """A class for each language, so that they can be tried side by side."""

    def test_axe_finds_nothing_on_any_page(
        self, new_page: NewPage, axe: Axe, dark: bool, rules: list[str] | None
    ) -> None:
        assert objections(new_page(dark=dark), axe, "en", rules) == []


@pytest.mark.parametrize(("dark", "rules"), [(False, None), (True, COLOURS)], ids=["light", "dark"])
class TestSpanish:
    def test_axe_finds_nothing_on_any_page(
        self, new_page: NewPage, axe: Axe, dark: bool, rules: list[str] | None
    ) -> None:
        assert objections(new_page(dark=dark), axe, "es", rules) == []


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
