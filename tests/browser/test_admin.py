"""The admin in a real browser: the editor runs under the policy, the two languages stand side by side, axe has no complaint."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from events.models import Event, Webinar
from tests.browser.steps import go, save
from tests.factories import make_event, make_material, make_organization, make_person, make_slot

PASSWORD = "a good pass phrase"


@pytest.fixture
def event() -> Event:
    event = make_event(title_en="Sharing stories", languages=("en",), publication="draft")
    make_slot(event, provider=make_organization(), status="requested")
    make_material(event)
    return event


@pytest.mark.parametrize("language", ["en-US", "es-MX"])
def test_rich_text_is_written_in_both_languages(sign_in: Any, event: Event, language: str) -> None:
    page = sign_in(language=language)
    page.goto(f"/admin/events/webinar/{event.pk}/change/")

    for code, words in (("en", "Workers speak"), ("es", "Habla la gente trabajadora")):
        half = page.locator(f".fieldBox.field-body_{code}")
        half.locator(".tiptap").click()
        page.keyboard.press("Control+b")
        page.keyboard.type(words)
    save(page)

    saved = Webinar.objects.get(pk=event.pk)
    assert saved.body_en == "<p><strong>Workers speak</strong></p>"
    assert saved.body_es == "<p><strong>Habla la gente trabajadora</strong></p>"


def test_a_speaker_is_looked_up_and_a_service_unfolded(sign_in: Any, event: Event) -> None:
    person = make_person(name="Ana Torres")
    page = sign_in()
    page.goto(f"/admin/events/webinar/{event.pk}/change/")

    page.get_by_text("Times, team and materials").first.click()
    page.fill("[name=slots-0-team_size]", "2")
    page.get_by_text("Add another Speaker").click()
    page.locator(".field-person .select2-selection").first.click()
    page.locator(".select2-search__field").last.type("Tor")
    page.get_by_role("option", name="Ana Torres").click()
    save(page)

    assert [speaker.person for speaker in event.speakers.all()] == [person]
    assert event.slots.get().team_size == 2


def test_english_and_spanish_stand_at_the_same_height(sign_in: Any, event: Event) -> None:
    page = sign_in()
    page.goto(f"/admin/events/webinar/{event.pk}/change/")
    page.wait_for_load_state("networkidle")

    halves = [
        page.locator(f".fieldBox.field-{field}_{code}").first.bounding_box()
        for field in ("title", "body")
        for code in ("en", "es")
    ]

    assert halves[0]["y"] == halves[1]["y"]
    assert halves[2]["y"] == halves[3]["y"]
    assert halves[0]["width"] == pytest.approx(halves[1]["width"], abs=1)


def test_the_language_is_switched_in_the_header(sign_in: Any) -> None:
    page = sign_in()
    page.goto("/admin/events/webinar/?q=a")

    go(page.get_by_role("button", name="Español"))

    assert page.url.endswith("/admin/events/webinar/?q=a")
    assert page.locator("html").get_attribute("lang") == "es"


PAGES = {
    "index": "/admin/",
    "list": "/admin/events/webinar/",
    "form": "/admin/events/webinar/{event}/change/",
    "history": "/admin/events/webinar/{event}/history/",
    "deletion": "/admin/events/webinar/{event}/delete/",
    "duplicate": "/admin/events/webinar/{event}/duplicate/",
    "services": "/admin/events/interpretationslot/",
    "account": "/admin/auth/user/add/",
}


@pytest.mark.parametrize("look", [{"language": "en-US"}, {"language": "es-MX", "dark": True, "width": 360}])
def test_axe_finds_nothing_and_nothing_is_cut_off(sign_in: Any, axe: Any, event: Event, look: dict[str, Any]) -> None:
    page = sign_in("root", **look)

    found = {}
    for name, address in PAGES.items():
        page.goto(address.format(event=event.pk))
        page.wait_for_load_state("networkidle")
        # A table of rows on a form has a head without words over what holds each row's name: Django's own.
        found[name] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found[name].append("wider than the window")

    assert found == {name: [] for name in PAGES}


def test_staff_sign_in_with_name_and_password(new_page: Any) -> None:
    User.objects.create_user("ana", password=PASSWORD, is_staff=True)
    page = new_page()
    page.goto("/admin/")

    page.fill("#id_username", "ana")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("This week")


def test_axe_finds_nothing_on_the_way_in(new_page: Any, axe: Any) -> None:
    page = new_page()
    page.goto("/admin/login/")

    assert axe(page) == []
