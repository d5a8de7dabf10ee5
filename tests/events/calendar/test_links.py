"""Addresses at which other websites take an event or a calendar from ours."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from ciwo_site.i18n import LocalText
from events.calendar.links import event_calendar, google_event, outlook_event, subscription
from events.models import Event
from tests.factories import AT_NOW, NOW, make_event, make_past_event

pytestmark = [pytest.mark.django_db, AT_NOW]

PAGE = "https://site.example/en/events/4/"
EVENING = datetime(2026, 4, 7, 22, tzinfo=UTC)  # 6 p.m. in New York


def asked(link: str) -> dict[str, str]:
    """What a link asks for, as the other website reads it."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def google(event: Event) -> dict[str, str]:
    return asked(google_event(event, NOW, PAGE, "en"))


def outlook(event: Event) -> dict[str, str]:
    return asked(outlook_event(event, NOW, PAGE, "en"))


def test_an_event_goes_to_google_with_its_hours_in_utc_and_its_zone() -> None:
    event = make_event(starts_at=EVENING, title_en="Stories & more; 100%", summary_en="Why.")

    assert google(event) == {
        "action": "TEMPLATE",
        "text": "Stories & more; 100%",
        "dates": "20260407T220000Z/20260408T000000Z",
        "ctz": "America/New_York",
        "location": "Online",
        "details": f"Why.\n\n{PAGE}",
    }


def test_an_event_goes_to_outlook_with_its_hours_in_utc() -> None:
    event = make_event(starts_at=EVENING, title_en="Stories", attendance_mode="in_person", venue="Hall")

    assert outlook(event) == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "Stories",
        "startdt": "2026-04-07T22:00:00Z",
        "enddt": "2026-04-08T00:00:00Z",
        "location": "Hall",
        "body": PAGE,
    }


def test_an_hour_that_a_night_has_twice_is_the_right_one() -> None:
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)

    assert google(make_event(starts_at=second))["dates"] == "20261101T063000Z/20261101T083000Z"


def test_days_without_an_hour_end_before_the_day_after() -> None:
    event = make_event(starts_at=EVENING, ends_at=EVENING + timedelta(days=1), all_day=True)

    assert google(event)["dates"] == "20260407/20260409"
    assert "ctz" not in google(event)
    found = outlook(event)
    assert (found["startdt"], found["enddt"], found["allday"]) == ("2026-04-07", "2026-04-09", "true")


def test_an_unknown_end_sets_two_hours_aside_and_says_so() -> None:
    event = make_event(starts_at=EVENING, ends_at=None)

    assert google(event)["dates"] == "20260407T220000Z/20260408T000000Z"
    assert "two hours are set aside" in google(event)["details"]
    assert outlook(event)["enddt"] == "2026-04-08T00:00:00Z"


def test_a_link_stays_short_enough_for_the_longest_texts() -> None:
    event = make_event(title_en="Ñ" * 300, summary_en="ñ" * 600, summary_es="ñ" * 600)

    for link in (google_event(event, NOW, PAGE, "en"), outlook_event(event, NOW, PAGE, "en")):
        assert len(link) < 6000
        assert asked(link)["text" if "google" in link else "subject"] == "Ñ" * 300


def test_a_calendar_goes_to_programs_and_websites() -> None:
    address = "https://site.example/en/events/calendar.ics?kind=webinar&follow=es"
    found = subscription(LocalText("Webinars", "en", "en"), address, "Webinars & more")

    assert found.webcal == "webcal://site.example/en/events/calendar.ics?kind=webinar&follow=es"
    assert asked(found.google) == {"cid": found.webcal}
    assert asked(found.outlook) == {"url": address, "name": "Webinars & more"}


@pytest.mark.parametrize("state", [{"occurrence": "postponed"}, {"occurrence": "cancelled"}, {"publication": "draft"}])
def test_only_a_date_that_holds_is_offered(state: dict) -> None:
    assert event_calendar(make_event(), NOW, "https://site.example") is not None
    assert event_calendar(make_event(**state), NOW, "https://site.example") is None
    assert event_calendar(make_past_event(), NOW, "https://site.example") is None


def test_the_events_page_offers_a_file_that_is_there(client: Client) -> None:
    event = make_event(title_en="Stories")

    page = client.get(event.address("en"))

    found = page.context["calendar"]
    assert [client.get(address).status_code for address in (found.file, found.discreet_file, found.subscribe)] == [
        200
    ] * 3
    assert asked(found.google)["details"] == f"http://testserver{event.address('en')}"
    html = page.content.decode()
    assert html.count('rel="noopener noreferrer">Google Calendar') == html.count('">Outlook.com') == 1


def test_a_page_of_the_past_offers_no_date_to_keep(client: Client) -> None:
    assert "Put it in your calendar" not in client.get(make_past_event().address("en")).content.decode()
