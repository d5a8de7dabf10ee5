"""How often a page asks the database: the same for one row and for three, within the limits of the design."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from programs.models import ProgramPartner
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
    make_page,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

LIST_LIMIT, EVENT_LIMIT = 8, 12


class Catalog:
    """Entries that belong to each other; `grow` adds one more of everything, everywhere."""

    def __init__(self) -> None:
        self.series = make_series(organization=make_organization())
        self.program, self.person = make_program(), make_person()
        self.guide = make_guide(program=self.program)
        self.upcoming = self.add_event(NOW + MONTH)
        self.past = self.add_event(NOW - MONTH)
        make_page("about")

    def add_event(self, starts_at: datetime) -> Event:
        return make_event(starts_at=starts_at, series=self.series, program=self.program, guides=[self.guide])

    def grow(self) -> None:
        number = self.guide.editions.count() + 1
        organization = make_organization()
        ProgramPartner.objects.create(program=self.program, organization=organization)
        self.program.cohorts.create(name_en="2026")
        make_affiliation(self.person, organization=organization)
        make_affiliation(self.person, program=make_program())
        self.program.contact = make_affiliation(make_person(), program=self.program)
        self.program.save()
        make_guide_edition(self.guide, version=number)
        make_guide_edition(make_guide(program=self.program))
        further = [self.add_event(start + timedelta(days=number)) for start in (NOW + MONTH, NOW - MONTH)]
        for event in (self.upcoming, self.past, *further):
            self.fill(event, ("en", "es", "pt")[number - 1])

    def fill(self, event: Event, language: str) -> None:
        event.languages.create(language=language)
        event.topics.add(make_topic())
        event.guides.add(make_guide())
        make_slot(event, provider=make_organization())
        make_recording(event)
        make_material(event, file="materials/ab/ab.pdf")
        make_material(event, kind="transcript", language=language, transcript_paragraphs=9)
        make_cohost(event, organization=make_organization())
        make_cohost(event, program=make_program())
        speaker = make_speaker(event)
        make_affiliation(speaker.person)
        make_affiliation(speaker.person, program=make_program())
        make_speaker(event, person=self.person, billed_as=make_affiliation(self.person), part=f"part {language}")


LISTS = {
    "/en/events/": 6,
    "/en/events/?follow=es&kind=webinar": 6,
    "/en/events/past/": 6,
    "/en/events/past/?recording=1&year=2026": 6,
    "/en/events/past/?recording=en&transcript=1": 6,
    "/en/programs/": 3,
    "/en/guides/": 2,
}
# Each list of events on a page costs five.
PAGES = {"upcoming": 10, "past": 10, "series": 15, "program": 17, "guide": 7, "person": 12}


@pytest.fixture(params=[1, 3], ids=["one row", "three rows"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    found = Catalog()
    for _row in range(request.param):
        found.grow()
    return found


@pytest.mark.parametrize(("address", "queries"), LISTS.items())
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, catalog: Catalog, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        page = client.get(address)

    assert page.status_code == 200


@pytest.mark.parametrize(("name", "queries"), PAGES.items())
def test_a_page_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, catalog: Catalog, name: str, queries: int
) -> None:
    address = getattr(catalog, name).address("en")

    with django_assert_num_queries(queries):
        page = client.get(address)

    assert page.status_code == 200


@pytest.mark.parametrize(("address", "queries"), [("/en/", 13), ("/en/about/", 1)])
def test_so_does_what_is_no_list(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, catalog: Catalog, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        page = client.get(address)

    assert page.status_code == 200


def test_the_limits_of_the_design_are_kept() -> None:
    assert max(LISTS.values()) <= LIST_LIMIT
    assert max(PAGES["upcoming"], PAGES["past"]) <= EVENT_LIMIT


def test_a_download_asks_for_the_file_and_counts(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_guide_edition()
    b"".join(client.get(edition.address("en")))

    with django_assert_num_queries(2):
        b"".join(client.get(edition.address("en")))
