"""How many requests are taken, and for how long they are kept."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory
from pytest_django import Settings

from ciwo_site.drawers import network_of
from events.access_requests.limits import PER_DRAWER, PER_EVENT, is_admitted
from events.models import AccessRequest, Event
from tests.events.access_requests.asking import parse, send
from tests.factories import AT_NOW, NOW, make_event, make_past_event

pytestmark = [pytest.mark.django_db, AT_NOW]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_flood_is_stopped_and_what_was_written_is_kept_on_the_page(
    client: Client, event: Event, language: str
) -> None:
    statuses = [send(client, event, captions="on").status_code for _request in range(PER_DRAWER)]

    answer = send(client, event, read_in=language, message="My story")

    assert set(statuses) == {303}
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert parse(answer).query_one("#need-message").to_text().strip() == "My story"
    assert parse(answer).query_one("html").attrs["lang"] == language
    assert AccessRequest.objects.count() == PER_DRAWER
    assert send(client, make_event(), captions="on").status_code == 303


def test_what_is_refused_does_not_count(client: Client, event: Event) -> None:
    for _request in range(PER_DRAWER + 1):
        send(client, event, email="x")

    assert send(client, event, captions="on").status_code == 303


def asking(address: str) -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_one_who_floods_leaves_room_for_others() -> None:
    for _request in range(PER_DRAWER + 20):
        is_admitted(asking("192.0.2.1"), 1)

    admitted = [is_admitted(asking(f"198.51.{number}.7"), 1) for number in range(20)]

    assert sum(admitted) >= 15  # one in 256 shares the drawer


def test_an_event_takes_a_limited_number_in_all() -> None:
    admitted = [is_admitted(asking(f"198.51.{number}.7"), 1) for number in range(PER_EVENT + 50)]

    assert sum(admitted) <= PER_EVENT


def test_what_is_counted_leads_back_to_nobody() -> None:
    is_admitted(asking("192.0.2.1"), 7)

    names = [name.rpartition(":1:")[2] for name in cache._cache]
    drawers = [name for name in names if "drawer" in name]
    assert len(drawers) == 1
    assert int(drawers[0].rpartition(":")[2]) < 256
    assert [name for name in names if "192" in name.replace("drawer:192", "")] == []


@pytest.mark.parametrize(
    ("headers", "address", "network"),
    [
        ({}, "192.0.2.1", "192.0.2.1"),
        ({}, "::ffff:192.0.2.1", "192.0.2.1"),
        ({}, "2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ({}, "", ""),
        ({}, "unix:", ""),
        ({"x-forwarded-for": "203.0.113.9"}, "192.0.2.1", "192.0.2.1"),
    ],
    ids=str,
)
def test_a_household_counts_as_one(headers: dict[str, str], address: str, network: str) -> None:
    assert network_of(RequestFactory().post("/", headers=headers, REMOTE_ADDR=address)) == network


def test_a_trusted_proxy_says_who_asks(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"x-forwarded-for": "10.0.0.1, 203.0.113.9"}

    assert network_of(RequestFactory().post("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == "203.0.113.9"


def test_requests_are_deleted_some_days_after_the_event(settings: Settings) -> None:
    settings.ACCESS_REQUEST_DAYS = 14
    long_over = make_past_event(starts_at=NOW - timedelta(days=14, hours=2))
    just_over = make_past_event(starts_at=NOW - timedelta(days=14, hours=1))
    to_come = make_event(occurrence="cancelled")
    for event in (long_over, long_over, just_over, to_come):
        AccessRequest.objects.create(event=event, captions=True, written_in="en")
    output = StringIO()

    call_command("delete_old_access_requests", stdout=output)

    assert output.getvalue() == "Access requests deleted: 2\n"
    assert set(AccessRequest.objects.values_list("event", flat=True)) == {just_over.pk, to_come.pk}
    assert Event.objects.count() == 3
