"""A translator's day in a real browser: the matrix leads to a field, a text is written, a change is seen as a diff."""

from typing import Any

import pytest
from playwright.sync_api import expect

from events.models import Event
from programs.models import GlossaryTerm
from tests.browser.steps import go, save
from tests.factories import make_event

PASSWORD = "a good pass phrase"


@pytest.fixture
def event() -> Event:
    GlossaryTerm.objects.create(term_en="worker center", term_es="centro de trabajadores", avoid_es="centro laboral")
    return make_event(
        title_en="A worker center opens",
        title_es="",
        summary_en="Workers tell how they began.",
        summary_es="Cuentan cómo empezaron.",
        body_en="<p>One</p>",
        body_es="<p>Uno</p>",
    )


def test_a_translator_fills_a_title_from_the_matrix_and_sees_the_state_change(sign_in: Any, event: Event) -> None:
    page = sign_in("Translator", start="/admin/translations/")

    go(page.get_by_role("link", name="Title: missing"))
    expect(page.locator("#id_title_es")).to_be_focused()
    expect(page.locator("#id_title_es_state")).to_have_text("Missing")
    expect(page.get_by_text("centro de trabajadores")).to_be_visible()
    page.keyboard.type("Abre un centro laboral")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_text("“centro laboral” in the Spanish text").first).to_be_visible()
    page.goto("/admin/translations/")
    expect(page.get_by_role("link", name="Title: missing")).to_have_count(0)
    expect(page.get_by_text("Complete")).to_have_count(2)
    assert Event.objects.get(pk=event.pk).title_es == "Abre un centro laboral"


def test_editing_an_english_summary_marks_the_spanish_one_with_a_diff(sign_in: Any, event: Event) -> None:
    page = sign_in("Editor")
    page.goto(f"/admin/events/webinar/{event.pk}/change/")

    page.fill("#id_summary_en", "Workers tell how they won.")
    save(page)

    expect(page.locator("#id_summary_es_state")).to_have_text("Out of date")
    expect(page.locator(".word-diff del")).to_contain_text("began.")
    expect(page.locator(".word-diff ins")).to_contain_text("won.")

    page.get_by_label("Mark of: Summary (Spanish)").select_option("reviewed")
    save(page)
    expect(page.locator("#id_summary_es_state")).to_have_text("Reviewed")


def test_the_matrix_leads_to_the_editor_of_a_rich_text(sign_in: Any, event: Event) -> None:
    page = sign_in("Translator", start="/admin/translations/")

    go(page.get_by_role("link", name="Text: reviewed").last)

    expect(page.locator(".fieldBox.field-body_es .tiptap")).to_be_focused()


def test_a_day_is_asked_for_where_the_other_language_is_missing(sign_in: Any) -> None:
    draft = make_event(title_en="Stories", title_es="", publication="draft")
    page = sign_in("Editor")
    page.goto(f"/admin/events/webinar/{draft.pk}/change/")
    page.select_option("#id_publication", "published")
    save(page)
    expect(page.locator(".field-promise_es")).to_contain_text("Missing in Spanish: title.")

    page.fill("#id_promise_es", "2099-03-03")
    save(page)

    page.goto(Event.objects.get(pk=draft.pk).address("es"))
    expect(page.locator(".notice--language")).to_contain_text("3 de marzo de 2099")


@pytest.mark.parametrize("width", [1024, 1280])
def test_both_sides_begin_and_end_at_the_same_height(sign_in: Any, event: Event, width: int) -> None:
    Event.objects.filter(pk=event.pk).update(summary_en="Another summary, which makes the other side out of date.")
    page = sign_in("Translator", width=width)
    page.goto(f"/admin/events/webinar/{event.pk}/change/")
    page.wait_for_load_state("networkidle")

    for field in ("title", "summary", "body"):
        english, spanish = (page.locator(f".fieldBox.field-{field}_{code}").bounding_box() for code in ("en", "es"))
        assert (english["y"], english["height"]) == pytest.approx((spanish["y"], spanish["height"]), abs=1), field
        assert english["x"] < spanish["x"]


@pytest.mark.parametrize("look", [{}, {"dark": True, "width": 360}, {"language": "es-MX"}])
def test_axe_finds_nothing_and_nothing_is_cut_off(sign_in: Any, axe: Any, event: Event, look: dict[str, Any]) -> None:
    Event.objects.filter(pk=event.pk).update(summary_en="Another summary.", title_es="Un centro laboral")
    page = sign_in("Translator", **look)
    found = {}

    pages = {
        "matrix": "/admin/translations/",
        "nothing": "/admin/translations/?state=machine_draft",
        "form": f"/admin/events/webinar/{event.pk}/change/",
        "term": "/admin/programs/glossaryterm/add/",
    }
    for name, address in pages.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found[name] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found[name].append("wider than the window")

    assert found == {name: [] for name in pages}
