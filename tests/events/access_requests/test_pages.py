"""The pages around the form: kept by nobody, valid, and there only while something can be asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.access_requests.deadlines import access_address
from events.models import Event
from tests.events.access_requests.asking import parse, send, what_is_asked
from tests.factories import AT_NOW, MONTH, NOW, make_event

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_no_page_is_kept_by_a_cache_or_a_search_engine_and_none_sets_a_cookie(client: Client, event: Event) -> None:
    form = access_address(event, "en")
    pages = {
        "form": client.get(form),
        "errors": send(client, event),
        "sent": send(client, event, captions="on"),
        "thanks": client.get(access_address(event, "en", "access-request-received")),
    }

    for name, page in pages.items():
        assert "no-store" in page["Cache-Control"], name
        assert page["X-Robots-Tag"] == "noindex", name
        assert page.cookies == {}, name
        assert "Cookie" not in page.headers.get("Vary", ""), name
        assert name == "sent" or parse(page).query_one('meta[name="robots"]').attrs["content"] == "noindex", name
    assert b"csrf" not in pages["form"].content
    assert pages["form"]["Referrer-Policy"] == "same-origin"


def test_pages_are_valid_have_one_heading_and_twins(client: Client, event: Event, html_checker: Callable) -> None:
    pages = {}
    for language in ("en", "es"):
        for name in ("access-request", "access-request-received"):
            page = client.get(access_address(event, language, name))
            twins = [link.attrs["href"] for link in parse(page).query("nav.language-switch a")]
            assert twins == [access_address(event, code, name) for code in ("en", "es")]
            assert len(parse(page).query("h1")) == 1
            pages[f"{name} {language}"] = page.content
        pages[f"errors {language}"] = send(client, event, read_in=language, email="x", leave_empty="x").content

    assert html_checker(pages) == []


@pytest.mark.parametrize(
    "fields", [{"publication": "draft"}, {"publication": "published", "publish_at": NOW + timedelta(days=1)}], ids=str
)
def test_what_is_not_published_cannot_be_asked_about(client: Client, fields: dict) -> None:
    event = make_event(**fields)

    assert client.get(access_address(event, "en")).status_code == 404
    assert send(client, event, captions="on").status_code == 404
    assert client.get(access_address(event, "en", "access-request-received")).status_code == 404


@pytest.mark.parametrize("fields", [{"starts_at": NOW - MONTH}, {"occurrence": "cancelled"}], ids=str)
def test_nothing_can_be_asked_of_an_event_that_is_over_or_cancelled(client: Client, fields: dict) -> None:
    event = make_event(**fields)

    assert client.get(access_address(event, "es")).status_code == 410
    assert send(client, event, captions="on").status_code == 410
    assert parse(client.get(access_address(event, "en"))).query("form") == []
    assert "/access/" not in client.get(event.address("en")).content.decode()
    assert what_is_asked() == []


def test_the_form_costs_one_query_and_a_request_five(
    client: Client, event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(access_address(event, "en"))
    with django_assert_num_queries(5):  # the event, the constraint within a savepoint, the row
        send(client, event, captions="on")


def test_an_odd_method_is_refused(client: Client, event: Event) -> None:
    assert client.put(access_address(event, "en")).status_code == 405
    assert client.post(access_address(event, "en", "access-request-received")).status_code == 405
