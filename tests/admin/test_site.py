"""The start page, the two languages of the admin, its content policy, and what only staff open."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_program,
    make_series,
    pdf_file,
)

EDITION, DRAFT = "Guide edition", "A draft of ours"


def sections(client: Client) -> list[tuple[str, list[str]]]:
    response = client.get("/admin/")
    return [
        (str(part["name"]), [str(model["name"]) for model in part["models"]]) for part in response.context["app_list"]
    ]


def test_the_start_page_is_in_the_order_of_the_work(staff: Any) -> None:
    assert sections(staff("superuser")) == [
        ("Webinars and convenings", ["Webinars", "Convenings", "Series"]),
        ("Programs and guides", ["Programs", "Resource guides"]),
        ("People and organizations", ["People", "Organizations"]),
        ("Language access", ["Access requests", "Language services", "Interpreters", "Private links", "Glossary"]),
        ("The site", ["Pages of the site", "Topics"]),
        ("Accounts", ["Users", "Groups", "Sign-ins", "Changes"]),
    ]


def test_the_start_page_shows_what_a_person_may_open(staff: Any) -> None:
    assert sections(staff("Language-access coordinator")) == [
        ("Webinars and convenings", ["Webinars", "Convenings", "Series"]),
        ("People and organizations", ["Organizations"]),
        ("Language access", ["Access requests", "Language services", "Interpreters", "Private links", "Glossary"]),
    ]


def test_the_admin_speaks_spanish(staff: Any) -> None:
    page = staff("Editor", "es").get("/admin/").content.decode()

    assert '<html lang="es"' in page
    assert "¿Qué desea hacer?" in page
    assert "Seminarios web" in page


def test_the_switch_changes_the_language_and_comes_back(staff: Any) -> None:
    client = staff("Editor")

    response = client.post(
        "/admin/language/setlang/", {"language": "es", "next": "/admin/events/webinar/?q=a"}, follow=True
    )

    assert response.redirect_chain == [("/admin/events/webinar/?q=a", 302)]
    assert client.cookies["django_language"]["path"] == "/admin/"
    assert '<html lang="es"' in response.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_switch_leads_nowhere_else(staff: Any, elsewhere: str) -> None:
    response = staff("Editor").post("/admin/language/setlang/", {"language": "es", "next": elsewhere})

    assert response.url == "/"


def test_only_the_admin_may_run_what_carries_its_nonce(staff: Any) -> None:
    client = staff("Editor")
    response = client.get("/admin/events/webinar/add/")

    policy = response.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]

    assert nonce
    assert f'nonce="{nonce}"' in response.content.decode()
    assert "'unsafe-inline'" not in policy
    assert "nonce" not in Client().get("/en/").headers["Content-Security-Policy"]


DRAFTS = {
    "event": lambda: make_event(title_en=DRAFT, publication="draft"),
    "series": lambda: make_series(title_en=DRAFT, publication="draft"),
    "program": lambda: make_program(title_en=DRAFT, publication="draft"),
    "guide": lambda: make_guide(title_en=DRAFT, publication="draft"),
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_staff_see_a_draft_as_readers_will_and_nobody_else_does(staff: Any, kind: str) -> None:
    draft = DRAFTS[kind]()
    address = f"/admin/preview/{kind}/{draft.pk}/en/"

    page = staff("Editor").get(address)

    assert page.status_code == 200
    assert DRAFT in page.content.decode()
    assert "noindex" in page.content.decode()
    assert Client().get(address).status_code == 302
    assert Client().get(draft.address("en")).status_code == 404


@pytest.mark.parametrize("address", ["/admin/preview/event/999/en/", "/admin/preview/event/{event}/xx/"])
def test_a_preview_of_nothing_is_not_found(staff: Any, address: str) -> None:
    assert staff("Editor").get(address.format(event=make_event().pk)).status_code == 404


def test_staff_open_the_files_of_drafts_and_nobody_else_does(staff: Any) -> None:
    edition = make_guide_edition(make_guide(publication="draft"))
    material = make_material(make_event(publication="draft"), file=pdf_file())
    addresses = [f"/admin/files/edition/{edition.pk}/", f"/admin/files/material/{material.pk}/"]
    editor = staff("Editor")

    answers = [b"".join(editor.get(address).streaming_content)[:5] for address in addresses]

    assert answers == [b"%PDF-", b"%PDF-"]
    assert [Client().get(address).status_code for address in addresses] == [302, 302]
    assert not edition.download_totals.exists()


@pytest.mark.parametrize(
    "address",
    [
        "events/webinar/?q=%00&local_date__year=nonsense&series__id__exact=nonsense",
        "events/webinar/?p=nonsense&o=99.-99&e=1",
        "events/webinar/?local_date__year=99999999",
        "events/webinar/99999999999999999999/change/",
        "events/webinar/99999999999999999999/duplicate/",
        "events/event/99999999999999999999/change/",
        "preview/event/99999999999999999999/en/",
        "files/edition/99999999999999999999/",
        "autocomplete/?app_label=events&model_name=webinar&field_name=series&term=%00&page=nonsense",
        "autocomplete/?app_label=events&model_name=webinar&field_name=series&term=%00",
    ],
)
def test_a_mistyped_address_is_no_error_of_ours(staff: Any, address: str) -> None:
    response = staff("Editor").get(f"/admin/{address}", follow=True)

    assert response.status_code in (200, 404)


def test_an_event_is_opened_in_the_list_of_its_kind(staff: Any) -> None:
    convening = make_event(kind="convening")

    assert staff("Editor").get(f"/admin/events/event/{convening.pk}/change/").url == (
        f"/admin/events/convening/{convening.pk}/change/"
    )
