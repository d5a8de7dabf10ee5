"""Somebody asks for what she needs, with and without script; the coordinator sees it, and the page's promise follows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.models import AccessRequest, Event
from tests.browser.steps import go
from tests.factories import AT_NOW, make_event, make_slot

pytestmark = AT_NOW

NewPage = Callable[..., Page]


@pytest.fixture
def event() -> Event:
    event = make_event(title_en="Sharing stories", title_es="Compartir historias", languages=("es",), platform="zoom")
    make_slot(event, from_language="es", to_language="en", both_ways=True)
    make_slot(event, service="sign_language", from_language="es", to_language="ase", starts_at=event.starts_at)
    make_slot(
        event, service="captions", from_language="es", to_language="en", ends_at=event.starts_at.replace(minute=30)
    )
    return event


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_asks_for_what_she_needs(new_page: NewPage, event: Event, script: bool) -> None:
    page = new_page(360, 740, script=script, language="es-MX")

    page.goto(event.address("es"))
    go(page.get_by_role("link", name=re.compile("^Pida lo que necesita para participar, a más tardar el")))
    page.get_by_label("Su correo electrónico").fill("ana en example")
    go(page.get_by_role("button", name="Enviar"))

    expect(page.get_by_role("alert")).to_contain_text("No se envió.")
    expect(page.get_by_label("Su correo electrónico")).to_have_value("ana en example")
    page.get_by_role("alert").get_by_role("link", name="Su correo electrónico").click()
    expect(page.get_by_label("Su correo electrónico")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("ana@example.org")
    page.get_by_label("Interpretación en").select_option("quc")
    page.get_by_text("Subtítulos en vivo").click()
    page.get_by_label("Algo más").fill("Somos seis compañeras.")
    expect(page.get_by_label("Deje esto en blanco")).to_be_hidden()
    go(page.get_by_role("button", name="Enviar"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Ya recibimos su solicitud")
    assert page.url.endswith("/acceso/recibido/")
    kept = AccessRequest.objects.get()
    assert (kept.event, kept.language, kept.captions, kept.email) == (event, "quc", True, "ana@example.org")
    assert (kept.message, kept.written_in) == ("Somos seis compañeras.", "es")
    assert page.context.cookies() == []
    page.reload()
    go(page.get_by_role("link", name="Volver al evento"))
    expect(page).to_have_url(re.compile(re.escape(event.address("es")) + "$"))
    assert AccessRequest.objects.count() == 1


def test_the_form_is_filled_in_by_keyboard_alone(page: Page, event: Event) -> None:
    page.goto(f"{event.address('en')}access/")

    page.get_by_label("Interpretation into").focus()
    for _step in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _step in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")
    assert AccessRequest.objects.get().captions


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("es", 360)])
def test_axe_finds_nothing_and_nothing_spills(
    new_page: NewPage, axe: Any, event: Event, language: str, width: int, dark: bool
) -> None:
    page = new_page(width, dark=dark)
    form = event.address(language) + {"en": "access/", "es": "acceso/"}[language]
    found = {}

    def look(name: str) -> None:
        found[name] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[name].append("wider than the window")

    page.goto(event.address(language))
    look("event")
    page.goto(form)
    look("form")
    page.locator("#need-email").fill("nobody")
    go(page.locator("main form button"))
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state("networkidle")
    look("errors")
    page.goto(form + {"en": "received/", "es": "recibido/"}[language])
    look("thanks")

    assert found == {"event": [], "form": [], "errors": [], "thanks": []}
