"""What private links open, for people without an account; and what is said where they open nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from events.models import Event, SlotStatusChange
from programs.models import GlossaryTerm, PrivateLink
from programs.private_links import address, make_link, signed, take_back
from tests.factories import (
    AT_NOW,
    MONTH,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    pdf_file,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

MAKERS = {"event": make_event, "series": make_series, "program": make_program, "guide": make_guide}
SECRET = {"title_en": "Secret plan", "title_es": "Plan secreto", "publication": "draft"}


def parse(page: HttpResponse) -> JustHTML:
    return JustHTML(page.content, sanitize=False)


def make_draft(**fields: Any) -> Event:
    event = make_event(**SECRET, **fields)
    person = make_person(pronunciation="AH-nah TOH-rres")
    make_affiliation(person)
    make_speaker(event, person=person)
    make_slot(event, provider=make_organization(acronym_en="ABC"), status="held", call_time=event.starts_at)
    return event


def links_of_each_kind() -> Iterator[tuple[str, PrivateLink]]:
    for kind, make in MAKERS.items():
        yield kind, make_link(make(**SECRET), "preview", None, NOW)
    yield "briefing", make_link(make_draft(run_of_show="6:00 Welcome"), "briefing", None, NOW)
    yield "calendar", make_link(make_organization(name_en="Secret plan"), "calendar", None, NOW)


# What opens -------------------------------------------------------------------------------------------------------------


def test_a_draft_is_read_by_whoever_has_the_link_in_both_languages(client: Client) -> None:
    for kind, make in MAKERS.items():
        entry = make(**SECRET)
        link = make_link(entry, "preview", None, NOW)

        pages = {code: client.get(address(link, code)) for code in ("en", "es")}

        assert client.get(entry.address("en")).status_code == 404, kind
        assert {page.status_code for page in pages.values()} == {200}, kind
        assert parse(pages["en"]).query_one("h1").to_text() == "Secret plan", kind
        assert parse(pages["es"]).query_one("h1").to_text() == "Plan secreto", kind
        assert parse(pages["en"]).query_one(".preview-note") is not None, kind


def test_the_language_switch_keeps_the_link(client: Client) -> None:
    for kind, link in links_of_each_kind():
        if kind == "calendar":
            continue
        switch = parse(client.get(address(link, "en"))).query("nav.language-switch a")

        assert [row.attrs["href"] for row in switch] == [address(link, "en"), address(link, "es")], kind


def test_a_page_that_is_public_by_now_is_shown_at_its_own_address(client: Client) -> None:
    event = make_event()
    link = make_link(event, "preview", None, NOW)

    answer = client.get(address(link, "es"))

    assert (answer.status_code, answer["Location"]) == (302, event.address("es"))
    assert "no-store" in answer["Cache-Control"]


def test_the_files_of_a_preview_open_through_the_link_alone(client: Client) -> None:
    event, guide = make_event(**SECRET), make_guide(**SECRET)
    material, edition = make_material(event, file=pdf_file()), make_guide_edition(guide)
    held_back = make_guide_edition(guide, version=2, published=False)

    for entry, file in ((event, material), (guide, edition)):
        link = make_link(entry, "preview", None, NOW)
        buttons = [
            row.attrs["href"]
            for row in parse(client.get(address(link, "en"))).query("main a.button")
            if "files" in row.attrs["href"]
        ]
        answer = client.get(buttons[0])

        assert len(buttons) == 1
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert b"".join(answer).startswith(b"%PDF")
        assert client.get(file.address("en")).status_code == 404
        assert client.get(buttons[0].replace(f"/{file.pk}/", f"/{held_back.pk + 50}/")).status_code == 410
    assert client.get(buttons[0].replace(f"/{edition.pk}/", f"/{held_back.pk}/")).status_code == 410


def test_a_link_opens_the_files_of_its_own_entry_alone(client: Client) -> None:
    mine, other = make_event(**SECRET), make_event(**SECRET)
    foreign = make_material(other, file=pdf_file())

    for purpose in ("preview", "briefing"):
        base = address(make_link(mine, purpose, None, NOW), "en")
        assert client.get(f"{base}files/{foreign.pk}/").status_code == 410


def test_interpreters_find_what_they_need(client: Client) -> None:
    event = make_draft(run_of_show="6:00 Welcome\n6:10 Collective bargaining")
    file = make_material(event, file=pdf_file())
    GlossaryTerm.objects.create(term_en="collective bargaining", term_es="negociación colectiva")
    link = make_link(event, "briefing", None, NOW)

    for language in ("en", "es"):
        page = client.get(address(link, language))
        text = parse(page).query_one("main").to_text()

        for words in ("Secret plan", "Plan secreto", "AH-nah TOH-rres", "6:00 Welcome", "negociación colectiva", "ABC"):
            assert words in text, (language, words)
        assert len(parse(page).query("h1")) == 1
        href = next(row.attrs["href"] for row in parse(page).query(".materials a"))
        assert b"".join(client.get(href)).startswith(b"%PDF")
        assert href.endswith(f"/{file.pk}/")


def test_a_recording_without_consent_is_not_sent(client: Client) -> None:
    event = make_event(**SECRET)
    recording = make_recording(event, link="", consent_recorded=False)
    base = address(make_link(event, "briefing", None, NOW), "en")

    assert client.get(f"{base}files/{recording.pk}/").status_code == 410


def test_a_provider_reads_its_own_services_and_no_others(client: Client) -> None:
    mine, other = make_organization(name_en="Coop"), make_organization()
    event = make_event(title_en="Mine", publication="draft")
    shown = [make_slot(event, provider=mine, status=status) for status in ("requested", "held", "confirmed")]
    make_slot(event, provider=mine, status="needed")
    make_slot(event, provider=mine, status="cancelled")
    withdrawn = make_slot(event, provider=mine, status="cancelled")
    SlotStatusChange.objects.create(slot=withdrawn, before="held", after="cancelled")
    make_slot(make_event(starts_at=NOW - 7 * MONTH), provider=mine)
    make_slot(make_event(title_en="Not mine"), provider=other)

    answer = client.get(address(make_link(mine, "calendar", None, NOW), "en"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content).events
    assert {entry.uid for entry in found} == {f"slot-{slot.pk}@{event.uid}" for slot in (*shown, withdrawn)}
    assert [entry["STATUS"] for entry in found] == ["TENTATIVE", "TENTATIVE", "CONFIRMED", "CANCELLED"]


# What is told to nobody --------------------------------------------------------------------------------------------------


def test_nothing_behind_a_link_is_kept_indexed_or_told_to_another_site(client: Client) -> None:
    for kind, link in links_of_each_kind():
        for at in (address(link, "en"), address(link, "es"), address(link, "en").replace(".", ".x", 1)):
            answer = client.get(at)

            assert "no-store" in answer["Cache-Control"], kind
            assert answer["Referrer-Policy"] == "no-referrer", kind
            assert "noindex" in answer["X-Robots-Tag"], kind
            assert answer.cookies == {}, kind
            assert "Set-Cookie" not in answer.headers, kind


def test_a_private_page_tells_nothing_to_whoever_shares_it(client: Client) -> None:
    for kind, link in links_of_each_kind():
        if kind == "calendar":
            continue
        document = parse(client.get(address(link, "en")))

        assert document.query('meta[name="robots"]')[0].attrs["content"] == "noindex", kind
        assert (
            document.query(
                'link[rel="canonical"], link[rel="alternate"], meta[property], meta[name="description"], '
                'meta[name^="twitter:"], script[type="application/ld+json"]'
            )
            == []
        )


def test_no_public_page_leads_to_a_private_one(client: Client) -> None:
    provider = make_organization()
    event = make_event()
    make_slot(event, provider=provider)
    tokens = [
        make_link(target, purpose, None, NOW).token
        for target, purpose in ((event, "preview"), (event, "briefing"), (provider, "calendar"))
    ]

    for at in ("/en/", "/en/events/", event.address("en"), event.address("es")):
        page = client.get(at).content.decode()
        assert [token for token in tokens if token in page] == []
        assert "/private/" not in page


# What opens nothing -----------------------------------------------------------------------------------------------------


def close(link: PrivateLink) -> None:
    take_back(PrivateLink.objects.filter(pk=link.pk), NOW)


def expire(link: PrivateLink) -> None:
    PrivateLink.objects.filter(pk=link.pk).update(expires_at=NOW)


def lose_target(link: PrivateLink) -> None:
    link.target.delete()


@pytest.mark.parametrize("end", [close, expire, lose_target], ids=lambda end: end.__name__)
def test_a_link_that_is_over_says_so_and_no_more(client: Client, end: Callable[[PrivateLink], None]) -> None:
    for kind, link in links_of_each_kind():
        at = {code: address(link, code) for code in ("en", "es")}
        end(link)

        pages = {code: client.get(at[code]) for code in at}

        for code, page in pages.items():
            assert page.status_code == 410, kind
            assert page["Content-Language"] == code
            assert "secret" not in page.content.decode().lower(), kind
            assert parse(page).query_one("html").attrs["lang"] == code
        headings = {code: parse(page).query_one("h1").to_text() for code, page in pages.items()}
        assert headings["en"] == "This link no longer works"


def test_an_altered_link_is_refused_without_asking_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for kind, link in links_of_each_kind():
        token = signed(link)
        for altered in (token[:-1], f"{token}x", token[::-1], link.token, "x", "%00", "é" * 40, "a.b.c"):
            at = address(link, "en").replace(token, altered)
            with django_assert_num_queries(0):
                page = client.get(at)

            assert page.status_code == 403, (kind, altered)
            assert parse(page).query_one("h1").to_text() == "This link is not complete"
            assert "secret" not in page.content.decode().lower()


def test_a_link_cannot_be_used_for_another_purpose(client: Client) -> None:
    link = make_link(make_draft(), "preview", None, NOW)

    briefing = address(link, "en").replace("/preview/", "/briefing/")

    assert client.get(briefing).status_code == 403


def test_the_address_can_only_be_read(client: Client) -> None:
    for kind, link in links_of_each_kind():
        assert client.post(address(link, "en")).status_code == 405, kind
        assert client.head(address(link, "en")).status_code == 200, kind


def test_files_close_with_the_link(client: Client) -> None:
    event = make_event(**SECRET)
    file = make_material(event, file=pdf_file())
    for purpose in ("preview", "briefing"):
        link = make_link(event, purpose, None, NOW)
        at = f"{address(link, 'en')}files/{file.pk}/"
        before = client.get(at)
        b"".join(before)  # to its end, which closes the file
        close(link)

        assert (before.status_code, client.get(at).status_code) == (200, 410)


# Pages ------------------------------------------------------------------------------------------------------------------


def test_private_pages_are_valid_html(client: Client, html_checker: Callable) -> None:
    pages = {
        f"{kind} ({code})": client.get(address(link, code)).content
        for kind, link in links_of_each_kind()
        if kind != "calendar"
        for code in ("en", "es")
    }
    pages["altered"] = client.get("/en/private/preview/x/").content
    gone = make_link(make_event(), "preview", None, NOW - timedelta(days=60))
    pages["gone"] = client.get(address(gone, "es")).content

    assert html_checker(pages) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_briefing_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    event = make_draft(series=make_series(organization=make_organization()))
    for _row in range(rows):
        speaker = make_speaker(event)
        make_affiliation(speaker.person)
        make_slot(event, provider=make_organization())
        make_material(event)
        make_cohost(event, organization=make_organization())
        GlossaryTerm.objects.create(term_en="plan")
    at = address(make_link(event, "briefing", None, NOW), "en")

    with django_assert_num_queries(11):
        assert client.get(at).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_asks_three_times_however_much_is_booked(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    provider = make_organization()
    for row in range(rows):
        make_slot(make_event(starts_at=NOW + row * MONTH), provider=provider)
    at = address(make_link(provider, "calendar", None, NOW), "en")

    with django_assert_num_queries(3):
        assert client.get(at).status_code == 200
