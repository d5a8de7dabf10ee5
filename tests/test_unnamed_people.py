"""People who must stay unnamed appear on no page, in no address and in no word of the markup."""

import pytest
from django.test import Client

from events.models import Event
from programs.models import Person
from tests.factories import (
    AT_NOW,
    make_affiliation,
    make_event,
    make_past_event,
    make_person,
    make_program,
    make_speaker,
)
from tests.showcase import Showcase, make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

NAME = "Xiomara Quiñones"


def pages_that_name_her(client: Client, showcase: Showcase) -> list[str]:
    found = {name: client.get(address).content.decode().lower() for name, address in showcase.every_address().items()}
    return [name for name, html in found.items() if "xiomara" in html or "quiñones" in html or "quinones" in html]


def put_on_every_stage(person: Person, showcase: Showcase) -> None:
    for event in Event.objects.all():
        make_speaker(event, person=person, part="facilitator")
    showcase.program.contact = make_affiliation(person, program=showcase.program)
    showcase.program.save()


def test_somebody_who_may_be_named_is_named_where_she_belongs(client: Client) -> None:
    showcase = make_showcase()
    put_on_every_stage(make_person(name=NAME), showcase)

    assert pages_that_name_her(client, showcase) == [
        f"{name} ({language})"
        for language in ("en", "es")
        for name in (
            "an upcoming event",
            "an event in English only",
            "an event in Spanish only",
            "a program",
            "a flyer",
        )
    ]


def test_somebody_who_is_not_named_publicly_is_named_nowhere(client: Client) -> None:
    showcase = make_showcase()
    put_on_every_stage(make_person(name=NAME, named_publicly=False, credentials_en="Dr."), showcase)

    assert pages_that_name_her(client, showcase) == []


def test_an_event_whose_people_are_not_named_names_nobody(client: Client) -> None:
    event = make_past_event(people_named=False)
    make_speaker(event, person=make_person(name=NAME), role_en="Xiomara’s role")
    make_speaker(event, group_en="Amazon worker leaders", group_es="Lideresas de Amazon")

    html = client.get(event.address("en")).content.decode()

    assert ("Xiomara" in html, "Amazon worker leaders" in html) == (False, True)
    assert "The people who take part are not named here, on purpose." in html


def test_the_page_of_a_person_does_not_lead_to_events_that_do_not_name_her(client: Client) -> None:
    person = make_person(name=NAME)
    for title, named in (("She is named", True), ("She is not", False)):
        make_speaker(make_event(title_en=title, people_named=named), person=person)

    page = client.get(person.address("en"))

    assert [str(card.title) for card in page.context["upcoming"]] == ["She is named"]
    assert "She is not" not in page.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_somebody_who_is_not_named_publicly_has_no_page(client: Client, language: str) -> None:
    person = make_person(name=NAME, named_publicly=False)
    by_number = person.address(language).replace("-xiomara-quinones", "")

    page = client.get(by_number)

    assert page.status_code == 404
    assert "xiomara" not in page.content.decode().lower()
    assert client.get(person.address(language)).status_code == 404


def test_a_speaker_is_billed_with_every_current_affiliation_or_with_the_one_chosen(client: Client) -> None:
    person = make_person()
    first = make_affiliation(person, role_en="Director", program=make_program(title_en="Build the Bench"), order=1)
    make_affiliation(person, role_en="Professor", order=2)
    make_affiliation(person, role_en="Student", current=False)
    event = make_event()
    speaker = make_speaker(event, person=person)

    all_current = client.get(event.address("en")).context["page"].people[0]
    speaker.billed_as = first
    speaker.save()
    chosen = client.get(event.address("en")).context["page"].people[0]

    assert [(str(role), str(place)) for role, place in all_current.affiliations] == [
        ("Director", "Build the Bench"),
        ("Professor", "Organization"),
    ]
    assert [(str(role), str(place)) for role, place in chosen.affiliations] == [("Director", "Build the Bench")]
