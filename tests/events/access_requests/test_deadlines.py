"""Until when somebody can ask, and what the pages say of it."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from events.access_requests.deadlines import access_address, days_to_ask, first_day_ahead, invitation
from events.access_requests.forms import AccessRequestForm
from events.enums import LanguageService
from events.models import Event
from tests.events.access_requests.asking import parse
from tests.factories import AT_NOW, NOW

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_days_to_ask_by_follow_from_the_lead_times(event: Event, settings: Settings) -> None:
    assert days_to_ask(event) == {
        LanguageService.SIMULTANEOUS: date(2026, 3, 26),
        LanguageService.SIGN_LANGUAGE: date(2026, 3, 19),
        LanguageService.CAPTIONS: date(2026, 4, 2),
    }
    settings.LEAD_TIMES = settings.LEAD_TIMES | {"sign_language": 28}
    assert days_to_ask(event)[LanguageService.SIGN_LANGUAGE] == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (NOW, date(2026, 3, 19)),
        (datetime.fromisoformat("2026-03-19T23:59:00-04:00"), date(2026, 3, 19)),
        (datetime.fromisoformat("2026-03-20T00:00:00-04:00"), date(2026, 3, 26)),
        (NOW + timedelta(days=20), date(2026, 4, 2)),
        (NOW + timedelta(days=27), None),
    ],
    ids=str,
)
def test_the_page_names_the_first_day_that_has_not_passed(event: Event, at: datetime, day: date | None) -> None:
    assert first_day_ahead(event, at) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ask for what you need to take part, by March 19, 2026"),
        ("es", "Pida lo que necesita para participar, a más tardar el 19 de marzo de 2026"),
    ],
)
def test_the_events_page_leads_to_the_form(client: Client, event: Event, language: str, text: str) -> None:
    link = parse(client.get(event.address(language))).query_one(".access-ask a")

    assert (link.attrs["href"], link.to_text().strip()) == (access_address(event, language), text)


def test_an_event_without_a_date_can_be_asked_about_without_one(event: Event) -> None:
    event.occurrence = "postponed"

    assert invitation(event, NOW).text == "Ask for what you need to take part"
    assert AccessRequestForm(event=event, at=NOW).fields["captions"].help_text == ""


def test_a_day_that_has_passed_does_not_turn_anybody_away(event: Event) -> None:
    form = AccessRequestForm(event=event, at=NOW + timedelta(days=12))

    assert str(form.fields["sign_language"].help_text) == (
        "The day to ask by was March 19, 2026. Ask all the same: we will try."
    )
    assert str(form.fields["captions"].help_text) == "Ask by April 2, 2026."
