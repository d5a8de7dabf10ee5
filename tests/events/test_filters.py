"""What a query string means to a list; nonsense means nothing."""

import pytest
from django.http import QueryDict

from events.filters import EventFilters


def read(query: str) -> EventFilters:
    return EventFilters.read(QueryDict(query))


def test_every_filter_is_read_and_written_in_the_same_order() -> None:
    query = "kind=webinar&series=1&program=2&topic=3&year=2024&follow=es&recording=1&transcript=1"

    assert read(query).query() == query
    assert read("&".join(reversed(query.split("&")))).query() == query


def test_a_page_is_kept_beyond_the_first() -> None:
    assert read("kind=webinar").query(2) == "kind=webinar&page=2"
    assert read("kind=webinar").query(1) == "kind=webinar"
    assert read("").query() == ""


@pytest.mark.parametrize(
    "query",
    [
        "kind=party",
        "kind=Webinar",
        "follow=fr",
        "follow=en-US",
        "recording=0",
        "recording=yes",
        "recording=fr",
        "recording=True",
        "transcript=0",
        "transcript=es",
        "series=0",
        "series=-1",
        "series=1.5",
        "series=one",
        "series=١",
        "series=²",
        "topic=%00",
        "topic=1%00",
        "program=1;2",
        "program=1234567890",
        "year=0",
        "year=999999999",
        "year=10000",
        "year=",
        "unknown=1",
        "page=3",
        "",
    ],
)
def test_nonsense_is_no_filter(query: str) -> None:
    found = read(query)

    assert found == EventFilters()
    assert not found


def test_nonsense_does_not_take_a_sensible_filter_with_it() -> None:
    assert read("kind=party&follow=es&year=two").query() == "follow=es"


@pytest.mark.parametrize("value", ["1", "en", "es"])
def test_a_recording_may_be_asked_for_in_a_language(value: str) -> None:
    assert read(f"recording={value}").query() == f"recording={value}"


def test_the_last_of_several_values_counts() -> None:
    assert read("kind=webinar&kind=convening").query() == "kind=convening"


def test_a_filter_can_be_added_and_taken_away() -> None:
    filters = read("kind=webinar&follow=es")

    assert filters.without("follow").query() == "kind=webinar"
    assert filters.choosing("year", 2024).query() == "kind=webinar&year=2024&follow=es"
    assert filters.query() == "kind=webinar&follow=es"
