"""What an address asks for, and what the calendar is called then."""

import pytest
from django.http import QueryDict
from django.utils import translation

from ciwo_site.i18n import LocalText
from events.calendar.choice import CalendarChoice, NotUnderstood, calendar_query
from events.filters import EventFilters
from tests.factories import AT_NOW, NOW, make_program, make_series

SERIES, PROGRAM = LocalText("WINS", "en", "en"), LocalText("Para dirigir", "es", "en")


def choice(query: str) -> CalendarChoice:
    return CalendarChoice.read(QueryDict(query))


@pytest.mark.parametrize(
    "query",
    ["", "kind=webinar", "series=3", "program=2", "follow=es", "discreet=1", "kind=convening&follow=en&discreet=1"],
)
def test_an_address_is_understood_and_written_as_it_was(query: str) -> None:
    assert choice(query).query() == query


def test_an_address_has_one_spelling() -> None:
    assert choice("discreet=1&follow=es&utm_source=x&series=03&kind=webinar").query() == (
        "kind=webinar&series=3&follow=es&discreet=1"
    )
    assert choice("kind=&discreet=0").query() == ""


@pytest.mark.parametrize("query", ["series=0", "series=-1", "kind=webinars", "follow=pt", "recording=1", "discreet=on"])
def test_what_no_calendar_offers_is_refused(query: str) -> None:
    with pytest.raises(NotUnderstood):
        choice(query)


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("", "All events"),
        ("kind=webinar", "Webinars"),
        ("kind=convening", "Convenings"),
        ("follow=es", "Events to follow in Spanish"),
        ("series=3", "WINS"),
        ("series=3&program=2&kind=webinar", "WINS · Para dirigir · Webinars"),
    ],
)
def test_a_calendar_is_called_by_what_is_in_it(query: str, label: str) -> None:
    assert choice(query).label({"series": SERIES, "program": PROGRAM}).text == label


def test_a_title_alone_keeps_its_language() -> None:
    assert choice("program=2").label({"program": PROGRAM}) == PROGRAM
    with translation.override("es"):
        assert choice("kind=webinar").label({}).language == "es"


def test_a_list_leads_to_a_calendar_that_exists() -> None:
    filters = EventFilters(kind="webinar", series=9, topic=3, follow="es", recording=True)

    assert CalendarChoice.like(filters).query() == "kind=webinar&follow=es"


@pytest.mark.django_db
@AT_NOW
def test_only_what_readers_may_know_of_has_a_calendar() -> None:
    series, unlisted, draft = make_series(), make_series(listed=False), make_program(publication="draft")

    assert calendar_query("series", series, NOW) == f"series={series.pk}"
    assert calendar_query("series", unlisted, NOW) == calendar_query("program", draft, NOW) == ""
