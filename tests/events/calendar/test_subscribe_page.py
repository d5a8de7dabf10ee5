"""The page on which a reader finds every calendar and feed."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from events.feed_links import feed_links
from tests.factories import AT_NOW, make_event, make_program, make_series

pytestmark = [pytest.mark.django_db, AT_NOW]

ADDRESS = localized_reverse("subscribe", "en")
SEVEN = ["All events", "Events to follow in English", "Events to follow in Spanish", "Webinars", "Convenings"]


def labels(client: Client, query: str = "") -> list[str]:
    return [str(one.label) for one in client.get(ADDRESS + query).context["subscriptions"]]


def test_every_calendar_is_there_and_answers(client: Client) -> None:
    make_event(series=make_series(title_en="WINS"), program=make_program(title_en="Build the Bench"))

    page = client.get(ADDRESS)

    found = page.context["subscriptions"]
    assert [str(one.label) for one in found] == [*SEVEN, "WINS", "Build the Bench"]
    assert [client.get(one.address).status_code for one in found] == [200] * 7
    for one in found:
        assert one.address.startswith("http://testserver/en/events/calendar.ics")
        assert f'href="webcal:{one.address.removeprefix("http:").replace("&", "&amp;")}"' in page.content.decode()


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"listed": False}])
def test_what_is_hidden_has_no_calendar(client: Client, state: dict) -> None:
    make_event(series=make_series(title_en="Secret", **state))
    make_event(program=make_program(title_en="Without public events"), **state)
    make_series(title_en="Empty")

    assert labels(client) == SEVEN


def test_the_discreet_kind_is_a_page_of_its_own(client: Client) -> None:
    make_event(series=make_series(title_en="WINS"))

    page = client.get(f"{ADDRESS}?discreet=1")

    assert {"discreet=1" in one.address for one in page.context["subscriptions"]} == {True}
    assert [one for one in page.context["subscriptions"] if "name=Appointments" not in one.outlook] == []
    html = page.content.decode()
    assert "These calendars are discreet." in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'href="{localized_reverse("subscribe", "es")}?discreet=1"' in html


def test_a_list_or_a_series_leads_to_its_own_calendar_first(client: Client) -> None:
    series = make_series(title_en="WINS")
    make_event(series=series)

    page = client.get(f"{ADDRESS}?series={series.pk}&kind=webinar")

    assert str(page.context["chosen"].label) == "WINS · Webinars"
    assert f"{ADDRESS}?series={series.pk}" in client.get(series.address("en")).content.decode()
    listed = client.get(f"{localized_reverse('event-list', 'en')}?follow=en").content.decode()
    assert f"{ADDRESS}?follow=en" in listed


def test_a_program_leads_to_its_own_calendar(client: Client) -> None:
    program = make_program()
    make_event(program=program)

    assert f"{ADDRESS}?program={program.pk}" in client.get(program.address("en")).content.decode()


@pytest.mark.parametrize("query", ["?series=999", "?kind=party", "?topic=1"])
def test_a_calendar_that_nobody_offers_has_no_page(client: Client, query: str) -> None:
    assert client.get(ADDRESS + query).status_code == 404


def test_the_feeds_are_listed(client: Client) -> None:
    html = client.get(ADDRESS).content.decode()

    links = feed_links("en")
    assert len(links) >= 3
    assert [link.url for link in links if f'href="{link.url}"' not in html] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _number in range(count):
        make_event(series=make_series(), program=make_program())

    with django_assert_num_queries(2):
        page = client.get(ADDRESS)

    assert len(page.context["subscriptions"]) == 5 + 2 * count


def test_every_page_leads_there(client: Client) -> None:
    assert f'href="{ADDRESS}"' in client.get(localized_reverse("home", "en")).content.decode()
