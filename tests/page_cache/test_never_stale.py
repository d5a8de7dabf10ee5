"""The next reader after a change or a moment sees the new page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler

from ciwo_site.page_cache.front import PageCache
from ciwo_site.page_cache.moments import next_moment, next_quarter
from events.models import Event, Series
from programs.models import GuideEdition, Person
from tests.factories import NOW, make_event, make_material, make_organization, make_series, make_slot, make_topic
from tests.kept_pages import Counted, follow
from tests.showcase import Showcase, make_showcase
from tests.wsgi_reader import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("one_connection"),
]


def _change(showcase: Showcase, table: str) -> None:
    {
        "title": lambda: Event.objects.filter(pk=showcase.upcoming.pk).update(title_en="Changed"),
        "series": lambda: Series.objects.update(title_en="Changed"),
        "speaker": lambda: showcase.upcoming.speakers.filter(person=None).update(group_en="Changed"),
        "person": lambda: Person.objects.filter(pk=showcase.person.pk).update(name="Changed"),
        "affiliation": lambda: showcase.person.affiliations.update(role_en="Changed"),
        "organization": lambda: type(showcase.series.organization).objects.update(name_en="Changed"),
        "program": lambda: type(showcase.program).objects.update(title_en="Changed"),
        "cohort": lambda: showcase.program.cohorts.create(name_en="Changed"),
        "partner": lambda: showcase.program.organizations.update(name_en="Changed"),
        "topic": lambda: showcase.upcoming.topics.update(name_en="Changed"),
        "link to a topic": lambda: showcase.upcoming.topics.add(make_topic(name_en="Changed")),
        "cohost": lambda: showcase.upcoming.cohosts.create(organization=make_organization(name_en="Changed")),
        "language": lambda: showcase.upcoming.languages.update(language="pt"),
        "slot": lambda: showcase.upcoming.slots.update(status="cancelled"),
        "new slot": lambda: make_slot(showcase.upcoming, service="consecutive", to_language="fr"),
        "material": lambda: showcase.past.materials.filter(kind="recording").update(title_en="Changed"),
        "new material": lambda: make_material(showcase.past, title_en="Changed"),
        "guide": lambda: type(showcase.guide).objects.update(title_en="Changed"),
        "edition": lambda: GuideEdition.objects.filter(pk=showcase.edition.pk).update(pages=77),
        "page": lambda: showcase.about().update(title_en="Changed"),
    }[table]()


SHOWN_ON = {
    "title": "an upcoming event",
    "series": "a series",
    "speaker": "an upcoming event",
    "person": "a person",
    "affiliation": "a person",
    "organization": "an upcoming event",
    "program": "a program",
    "cohort": "a program",
    "partner": "a program",
    "topic": "an upcoming event",
    "link to a topic": "an upcoming event",
    "cohost": "an upcoming event",
    "language": "an upcoming event",
    "slot": "an upcoming event",
    "new slot": "an upcoming event",
    "material": "a past event",
    "new material": "a past event",
    "guide": "a guide",
    "edition": "a guide",
    "page": "about",
}


@pytest.mark.parametrize("what", SHOWN_ON)
def test_a_change_shows_on_the_next_request(pages: PageCache, what: str) -> None:
    showcase = make_showcase()
    address = showcase.addresses("en")[SHOWN_ON[what]]
    before = ask(pages, address)
    assert ask(pages, address) == before

    _change(showcase, what)

    at_once = follow(pages, address)
    assert at_once.text != before.text
    assert at_once.text == follow(WSGIHandler(), address).text


def test_a_publish_time_that_arrives_shows_on_the_next_request(pages: PageCache) -> None:
    make_event(title_en="Due soon", publish_at=NOW + timedelta(minutes=4, seconds=20))
    assert "Due soon" not in ask(pages, "/en/events/").text

    with time_machine.travel(NOW + timedelta(minutes=4, seconds=19), tick=False):
        assert "Due soon" not in ask(pages, "/en/events/").text
    with time_machine.travel(NOW + timedelta(minutes=4, seconds=20), tick=False):
        assert "Due soon" in ask(pages, "/en/events/").text


def test_an_event_that_begins_and_ends_shows_on_the_next_request(pages: PageCache) -> None:
    make_event(title_en="Sharing stories", starts_at=NOW + timedelta(minutes=2), ends_at=NOW + timedelta(minutes=9))
    texts = {}
    for minutes in (0, 2, 9):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            texts[minutes] = ask(pages, "/en/events/").text

    assert "Sharing stories" in texts[0]
    assert texts[2] != texts[0]
    assert "Sharing stories" not in texts[9]


def test_midnight_shows_on_the_next_request(site: Counted, pages: PageCache) -> None:
    make_event()
    evening = datetime(2026, 3, 11, 3, 59, 59, tzinfo=UTC)  # one second before midnight in New York

    for seconds in (0, 1):
        with time_machine.travel(evening + timedelta(seconds=seconds), tick=False):
            ask(pages, "/en/events/")

    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        (datetime(2026, 3, 10, 15, 0, tzinfo=UTC), datetime(2026, 3, 10, 15, 15, tzinfo=UTC)),
        (datetime(2026, 3, 10, 23, 59, 59, 999999, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC)),
    ],
)
def test_a_quarter_of_an_hour_is_the_longest(at: datetime, quarter: datetime) -> None:
    assert next_quarter(at) == quarter
    assert next_moment(at) == quarter


def test_the_next_moment_is_the_earliest_of_all(django_assert_num_queries: Any) -> None:
    make_event(registration_opens_at=NOW + timedelta(minutes=7))
    make_series(publish_at=NOW + timedelta(minutes=5))
    make_series(publish_at=NOW)  # this one has come

    with django_assert_num_queries(1):
        assert next_moment(NOW) == NOW + timedelta(minutes=5)
