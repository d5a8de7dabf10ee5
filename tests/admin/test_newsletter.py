"""The newsletter's page: who opens it, what it offers to copy, and how often it asks the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from justhtml import JustHTML

from tests.factories import AT_NOW, NOW, make_event, make_organization, make_series, make_slot

pytestmark = AT_NOW

PAGE = "/admin/newsletter/"
SOON = NOW + timedelta(days=9)


def fields(client: Any, query: str = "") -> dict[str, str]:
    """The texts to copy, as a browser has them."""
    page = JustHTML(client.get(PAGE + query).content, sanitize=False)
    return {area.attrs["id"]: area.to_text(strip=False) for area in page.query("textarea")}


@pytest.mark.parametrize(
    ("role", "status"),
    [("Editor", 200), ("Language-access coordinator", 200), ("Translator", 200), ("Administrator", 200), ("", 403)],
)
def test_whoever_sees_events_may_tell_of_them(staff: Any, role: str, status: int) -> None:
    assert staff(role).get(PAGE).status_code == status


@pytest.mark.django_db
def test_nobody_sees_it_without_signing_in(client: Any) -> None:
    assert client.get(PAGE).url == f"/admin/login/?next={PAGE}"


def test_it_offers_html_and_text_in_both_languages(staff: Any) -> None:
    event = make_event(title_en="Sharing <stories> & more", title_es="Compartiendo", starts_at=SOON)

    found = fields(staff("Editor"))

    source = JustHTML(found["newsletter-html"], sanitize=False)
    assert [table.attrs["lang"] for table in source.query("table")] == ["en", "es"]
    assert [link.attrs["href"] for link in source.query("h3 a")] == [
        f"http://testserver{event.address(code)}" for code in ("en", "es")
    ]
    assert "Sharing <stories> & more\n" in found["newsletter-text"]
    assert f"http://testserver{event.address('es')}" in found["newsletter-text"]


def test_one_language_alone_can_be_chosen(staff: Any) -> None:
    make_event(title_es="Compartiendo", starts_at=SOON)

    found = fields(staff("Editor"), "?language=es")

    assert "Compartiendo" in found["newsletter-text"]
    assert "Webinar\n" not in found["newsletter-text"]


def test_a_month_can_be_chosen(staff: Any) -> None:
    make_event(title_en="In March", starts_at=SOON)
    make_event(title_en="In May", starts_at=NOW + timedelta(days=60))
    client = staff("Editor")

    page = client.get(f"{PAGE}?time=2026-05")

    assert "In May" in page.context["text"]
    assert "In March" not in page.context["text"]
    assert [value for value, _words in page.context["times"]] == ["", "2026-03", "2026-05"]


def test_a_quiet_month_says_so_kindly(staff: Any) -> None:
    page = staff("Editor").get(f"{PAGE}?time=2027-01")

    assert "Nothing is announced for January 2027, so there is nothing to send yet." in page.content.decode()
    assert b"<textarea" not in page.content


@pytest.mark.parametrize(
    "query", ["?time=x&language=fr", "?time=2026-13", "?time=%00", "?time=9999-12", "?time=2999-12"]
)
def test_any_choice_gets_a_page(staff: Any, query: str) -> None:
    make_event(starts_at=SOON)

    assert staff("Editor").get(PAGE + query).status_code == 200


@pytest.mark.parametrize(
    "state", [{"publication": "draft"}, {"listed": False}, {"publish_at": NOW + timedelta(days=1)}], ids=str
)
def test_it_holds_only_what_readers_see(staff: Any, state: dict) -> None:
    make_event(starts_at=SOON, **state | {"title_en": "Secret", "title_es": "Secreto"})
    make_event(starts_at=SOON, series=make_series(title_en="Secret", title_es="Secreto", publication="draft"))

    assert "secret" not in staff("Editor").get(PAGE).content.decode().lower()


def test_it_costs_the_same_for_one_event_and_for_three(staff: Any) -> None:
    client = staff("Editor")
    counts = []

    for number in (1, 2):
        for _event in range(number):
            make_slot(make_event(languages=("en",), starts_at=SOON), provider=make_organization())
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(PAGE)
        counts.append(len(queries))
        assert page.context["number_of_events"] == (1, 3)[number - 1]

    assert counts[0] == counts[1]


def test_staff_find_flyer_and_messages_from_the_form(staff: Any) -> None:
    draft, public = make_event(publication="draft"), make_event()
    client = staff("Editor")

    links = {
        event.pk: [
            link.attrs["href"]
            for link in JustHTML(
                client.get(reverse("admin:events_webinar_change", args=[event.pk])).content, sanitize=False
            ).query(".object-tools a")
        ]
        for event in (draft, public)
    }

    assert {f"/admin/preview/flyer/{draft.pk}/en/", f"/admin/preview/event/{draft.pk}/en/#tell-others"} <= set(
        links[draft.pk]
    )
    assert {f"/en/events/{public.pk}/flyer/", f"{public.address('en')}#tell-others"} <= set(links[public.pk])
    assert client.get(f"/admin/preview/flyer/{draft.pk}/en/").status_code == 200


def test_its_html_is_valid(staff: Any, html_checker: Any) -> None:
    make_event(languages=("en",), starts_at=SOON, title_en="", occurrence="postponed")
    client = staff("Editor")
    block = fields(client)["newsletter-html"]

    letter = f'<!doctype html><html lang="en"><title>x</title><h1>x</h1>{block}</html>'
    found = html_checker({"the page": client.get(PAGE).content, "the letter": letter})

    obsolete = ("cellpadding", "cellspacing", "border", "width")  # mail programs know no other way
    assert [
        sentence for sentence in found if not any(f"“{name}” attribute on the “table”" in sentence for name in obsolete)
    ] == []
