"""Private links in a real browser: the briefing on a screen and on paper, a link made and copied by staff."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from programs.models import GlossaryTerm, PrivateLink
from programs.private_links import address, make_link, take_back
from tests.browser.steps import go
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_material,
    make_organization,
    make_person,
    make_slot,
    make_speaker,
    pdf_file,
)

PASSWORD = "a good pass phrase"
NewPage = Callable[..., Page]


@pytest.fixture
def briefing() -> PrivateLink:
    event = make_event(
        title_en="Sharing stories with essential workers",
        title_es="Compartiendo historias con trabajadores esenciales",
        publication="draft",
        run_of_show="6:00 Welcome\n6:10 Collective bargaining",
        body_en="<p>Text</p>",
        body_es="<p>Texto</p>",
        also_shown_in=["America/Mexico_City"],
        venue="Hall",
        languages=("en",),
    )
    person = make_person(pronunciation="AH-nah TOH-rres")
    make_affiliation(person)
    make_speaker(event, person=person, role_en="Opens", role_es="Abre")
    make_cohost(event, organization=make_organization(acronym_en="IDWF", acronym_es="FITH"))
    make_slot(event, call_time=event.starts_at, team_size=2, channel_recorded=True, how_to_join_en="Press the globe")
    make_slot(event, service="captions", status="requested")
    make_material(event, file=pdf_file(), title_en="Slides", title_es="Diapositivas")
    make_material(event, link="")
    GlossaryTerm.objects.create(
        term_en="collective bargaining", term_es="negociación colectiva", avoid_es="regateo", note_en="Not haggling."
    )
    return make_link(event, "briefing", None, NOW)


@AT_NOW
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_on_the_briefing(
    new_page: NewPage, axe: Callable, briefing: PrivateLink, language: str, dark: bool
) -> None:
    page = new_page(dark=dark)
    page.goto(address(briefing, language))

    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")


@AT_NOW
def test_the_briefing_is_printed_without_what_is_only_for_screens(new_page: NewPage, briefing: PrivateLink) -> None:
    page = new_page()
    page.goto(address(briefing, "en"))

    page.emulate_media(media="print")

    for seen in ("h1", ".duty", ".run-of-show", ".voice__say", ".word-table"):
        assert page.locator(seen).first.is_visible(), seen
    for hidden in (".language-switch", ".masthead__nav", ".footer", ".materials .button"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert len(page.pdf()) > 1000


@AT_NOW
def test_the_switch_shows_the_same_briefing_in_the_other_language(new_page: NewPage, briefing: PrivateLink) -> None:
    page = new_page()
    page.goto(address(briefing, "en"))

    go(page.get_by_role("link", name="Español"))

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("h1 .in-both")).to_have_text(
        ["Compartiendo historias con trabajadores esenciales", "Sharing stories with essential workers"]
    )
    assert page.context.cookies() == []


@AT_NOW
def test_axe_finds_nothing_where_a_link_opens_nothing(new_page: NewPage, axe: Callable, briefing: PrivateLink) -> None:
    take_back(PrivateLink.objects.all(), NOW)
    page = new_page(360)

    for at in (address(briefing, "es"), "/en/private/preview/cut-off/"):
        page.goto(at)
        assert axe(page) == []


def test_staff_make_a_link_copy_it_and_take_it_back(new_page: NewPage, sign_in: NewPage, axe: Callable) -> None:
    event = make_event(title_en="Sharing stories", publication="draft")
    page = sign_in("Editor", f"/admin/events/webinar/{event.pk}/change/")

    go(page.get_by_role("button", name="Make a private preview link"))
    made: Any = page.get_by_label("Address in English").first.input_value()
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    complaints = axe(page)

    reader = new_page(360)
    reader.goto(made)
    assert reader.locator("h1").inner_text() == "Sharing stories"
    go(page.get_by_role("button", name="Take back"))
    reader.reload()
    assert reader.locator("h1").inner_text() == "This link no longer works"
    assert complaints == []
