"""Flyers in a real browser: printed on one sheet in every variant, readable by a phone; messages that can be copied."""

from collections.abc import Callable
from io import BytesIO
from itertools import product

import pypdfium2
import pytest
import zxingcpp
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from ciwo_site.demo.loader import load_once
from ciwo_site.demo.source import Source
from events.models import Event
from tests.factories import AT_NOW, make_event, make_slot

pytestmark = AT_NOW

NewPage = Callable[..., Page]

VARIANTS = [
    f"?language={language}&paper={paper}{strip}"
    for language, paper, strip in product(("en", "es", "both"), ("letter", "a4"), ("", "&strip=1"))
]
SIZES = {"letter": (612, 792), "a4": (595.3, 841.9)}


def print_of(page: Page, address: str) -> bytes:
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page.pdf(prefer_css_page_size=True)


def problems(page: Page, flyer: str) -> list[str]:
    """Variants that do not print on one sheet of the paper that was chosen."""
    found = []
    for query in VARIANTS:
        printed = PdfReader(BytesIO(print_of(page, flyer + query))).pages
        wide, high = SIZES["a4" if "a4" in query else "letter"]
        box = printed[0].mediabox
        if len(printed) != 1 or abs(float(box.width) - wide) > 2 or abs(float(box.height) - high) > 2:
            found.append(f"{flyer}{query}: {len(printed)} pages of {box.width} × {box.height}")
    return found


def test_the_demos_flyer_prints_on_one_sheet_in_every_variant(page: Page) -> None:
    load_once(Source(), timezone.now())
    event = Event.objects.get(title_en__contains="coworker")

    assert problems(page, f"{event.address('en')}flyer/") == []


def test_a_title_of_three_hundred_letters_prints_on_one_sheet_and_the_code_is_readable(page: Page, live_server) -> None:
    event = make_event(title_en="Word and wörd " * 21, title_es="ñ" * 300, languages=("en",))
    make_slot(event)

    for query in ("?language=both&strip=1", "?language=es&paper=a4"):
        printed = print_of(page, f"{event.address('en')}flyer/{query}")

        sheets = pypdfium2.PdfDocument(printed)
        assert len(sheets) == 1
        copy = sheets[0].render(scale=150 / 72, grayscale=True).to_pil()
        codes = [code.text for code in zxingcpp.read_barcodes(copy)]
        assert codes == [f"{live_server.url}{event.short_address}"] * (11 if "strip" in query else 1)


def test_lines_are_as_wide_in_the_browser_as_they_were_measured(page: Page) -> None:
    event = make_event(title_en="Whole worker leadership, AVATAR 27 To Ña", languages=("en",))
    make_slot(event)
    page.goto(f"{event.address('en')}flyer/")
    page.evaluate("document.fonts.ready.then(() => true)")

    spills = page.locator("svg.sheet text").evaluate_all(
        """(texts) => texts.filter((text) => {
            const box = text.getBBox(), sheet = text.ownerSVGElement.viewBox.baseVal;
            return box.x + box.width > sheet.width - 12.5;
        }).map((text) => text.textContent)"""
    )

    assert spills == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_page_offers_to_print_where_a_script_can(new_page: NewPage, script: bool) -> None:
    page = new_page(script=script)

    page.goto(f"{make_event().address('en')}flyer/")

    expect(page.get_by_role("button", name="Print")).to_have_count(int(script))
    expect(page.get_by_role("link", name="Download as PDF")).to_be_visible()


def test_a_message_is_copied_as_it_stands(new_page: NewPage) -> None:
    event = make_event(title_es="¿Quién decide?", languages=("en", "es"))
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(event.address("en"))

    page.get_by_role("button", name="Copy").nth(1).click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0].strip() == "¿Quién decide?"
    assert copied[-1].strip().endswith(event.short_address)
    assert len(copied) == 5


def test_without_a_script_the_message_can_be_read_and_sent(new_page: NewPage) -> None:
    page = new_page(width=360, script=False)

    page.goto(make_event().address("es"))

    expect(page.locator(".share__text").first).to_be_visible()
    expect(page.locator(".share__ways button").first).to_be_hidden()
    assert page.locator(".share__ways a").first.get_attribute("href").startswith("https://wa.me/?text=")
