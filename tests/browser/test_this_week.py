"""A day of the staff in a real browser: what is due, its cure, two people at one form, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.models import Event
from tests.browser.steps import go, save
from tests.factories import make_event, make_organization, make_person, make_slot, make_speaker

PASSWORD = "a good pass phrase"


@pytest.fixture
def event() -> Event:
    event = make_event(
        title_en="Sharing stories",
        title_es="",
        summary_en="A summary",
        starts_at=timezone.now() + timedelta(days=9),
        languages=("en",),
        registration_link="",
    )
    make_slot(event, provider=make_organization(), status="requested")
    make_speaker(event, person=make_person(name="Ana Torres"), role_en="Organizer")
    return event


def test_a_missing_title_is_written_and_leaves_the_list(sign_in: Any, event: Event) -> None:
    page = sign_in()
    task = page.locator(".task", has_text="has no title in Spanish")

    go(task.get_by_role("link", name="Write the title"))
    page.fill("#id_title_es", "Compartir historias")
    save(page, "_save")
    page.goto("/admin/")

    expect(task).to_have_count(0)
    expect(page.locator(".task", has_text="9 days are left")).to_have_count(1)
    assert Event.objects.get().title_es == "Compartir historias"


def test_a_service_is_confirmed_from_its_sentence(sign_in: Any, event: Event) -> None:
    page = sign_in("Language-access coordinator")

    go(page.get_by_role("link", name="Confirm it"))

    assert page.url.endswith(f"/admin/events/interpretationslot/{event.slots.get().pk}/change/")
    expect(page.locator("h1")).to_be_visible()


def test_the_second_to_save_sees_both_versions_and_keeps_hers(sign_in: Any, event: Event) -> None:
    his, hers = sign_in("Editor"), sign_in("Administrator")
    for page in (his, hers):
        page.goto(f"/admin/events/webinar/{event.pk}/change/")
    his.fill("#id_title_en", "Sharing brave stories")
    his.fill("#id_venue", "Union hall")
    save(his)

    hers.fill("#id_title_en", "Sharing our stories")
    save(hers, "_save")

    conflict = hers.locator(".conflict")
    expect(conflict.locator("mark").first).to_have_text("our")
    expect(conflict.locator("mark").nth(1)).to_have_text("brave")
    expect(hers.locator("#id_title_en")).to_have_value("Sharing our stories")
    go(conflict.get_by_role("button", name="Keep mine"))
    expect(hers.locator(".conflict")).to_have_count(0)
    stored = Event.objects.get()
    assert (stored.title_en, stored.venue) == ("Sharing our stories", "Union hall")


def test_an_earlier_version_is_put_back(sign_in: Any, event: Event) -> None:
    page = sign_in()
    page.goto(f"/admin/events/webinar/{event.pk}/change/")
    page.fill("#id_title_en", "Spoilt")
    page.fill("#id_summary_en", "Spoilt")
    save(page)

    go(page.get_by_role("link", name="History"))
    go(page.locator(".version-open").last)
    go(page.get_by_role("button", name="Put this version back"))

    expect(page.locator("#id_title_en")).to_have_value("Sharing stories")
    assert Event.objects.get().summary_en == "A summary"


@pytest.mark.parametrize("look", [{"language": "en-US"}, {"language": "es-MX", "dark": True, "width": 360}])
def test_axe_finds_nothing_and_nothing_is_cut_off(sign_in: Any, axe: Any, event: Event, look: dict[str, Any]) -> None:
    page = sign_in(**look)
    form = f"/admin/events/webinar/{event.pk}/change/"
    page.goto(form)
    make_speaker(event, group_en="Workers")
    Event.objects.update(title_en="Changed meanwhile", venue="Elsewhere")
    page.fill("#id_title_en", "Changed here")
    save(page, "_save")
    expect(page.locator(".conflict")).to_be_visible()

    found = {"conflict": problems(page, axe)}
    go(page.locator(".conflict [name=_continue]"))
    page.goto(f"/admin/events/webinar/{event.pk}/history/")
    found["history"] = problems(page, axe)
    go(page.locator(".version-open").last)
    found["version"] = problems(page, axe)
    gone = make_event(title_en="Gone")
    page.goto(f"/admin/events/webinar/{gone.pk}/delete/")
    go(page.locator("[type=submit]:not(#logout-form *, .staff-languages *)"))
    page.goto("/admin/events/webinar/recover/")
    found["deleted"] = problems(page, axe)
    go(page.locator(".version-open").first)
    found["recover"] = problems(page, axe)
    for name, address in {"week": "/admin/", "guide": "/admin/guide/", "after": "/admin/guide/after/"}.items():
        page.goto(address)
        found[name] = problems(page, axe)

    assert found == {name: [] for name in found}


def problems(page: Page, axe: Any) -> list[str]:
    page.wait_for_load_state("networkidle")
    found = axe(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        found.append("wider than the window")
    return found


def test_the_guide_is_reached_from_every_page_and_shows_its_pictures(sign_in: Any, event: Event) -> None:
    page = sign_in()
    page.goto("/admin/events/webinar/")

    go(page.get_by_role("link", name="Staff guide"))

    assert page.url.endswith("/admin/guide/")
    for _page in range(2):
        pictures = page.locator(".guide img")
        expect(pictures.first).to_be_visible()
        sizes = pictures.evaluate_all(
            "images => Promise.all(images.map(image => image.decode().then(() => image.naturalWidth)))"
        )
        assert sizes
        assert min(sizes) > 300
        page.goto("/admin/guide/after/")
