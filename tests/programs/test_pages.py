"""Programs, people and the site's own pages, as readers see them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation

from programs.cards import application
from programs.models import Program, ProgramPartner
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_event,
    make_guide,
    make_organization,
    make_page,
    make_past_event,
    make_person,
    make_program,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("opens", "closes", "link", "text"),
    [
        (TODAY + DAY, None, "https://apply.example/", "Applications open on March 11, 2026."),
        (TODAY, TODAY, "https://apply.example/", "Apply by March 10, 2026"),
        (TODAY - DAY, TODAY - DAY, "https://apply.example/", "Applications are closed."),
        (None, None, "https://apply.example/", "Apply to this program"),
        (None, None, "", None),
    ],
)
def test_a_program_says_whether_somebody_can_apply_now(
    opens: date | None, closes: date | None, link: str, text: str | None
) -> None:
    program = make_program(application_opens_on=opens, application_closes_on=closes, application_link=link)

    found = application(program, NOW)

    assert (found.text if found else None) == text
    assert bool(found and found.link) == (text in ("Apply by March 10, 2026", "Apply to this program"))


def test_a_program_shows_its_events_guides_partners_and_people(client: Client) -> None:
    program = make_program(title_en="LUNA")
    make_event(program=program, title_en="To come")
    make_past_event(program=program, title_en="Been")
    make_event(title_en="Another program’s")
    make_guide(program=program, title_en="Its guide")
    for order, (name, part) in enumerate([("The Institute", "home"), ("The Initiative", "supporter")]):
        ProgramPartner.objects.create(
            program=program, organization=make_organization(name_en=name), part=part, order=order
        )
    program.contact = make_affiliation(
        make_person(name="Contact"), program=program, role_en="Director of Training", order=2
    )
    program.save()
    make_affiliation(make_person(name="Member"), program=program, order=1)
    make_affiliation(make_person(name="Former"), program=program, current=False)

    page = client.get(program.address("en")).context

    assert [str(card.title) for card in page["upcoming"]] == ["To come"]
    assert [str(card.title) for card in page["past"]] == ["Been"]
    assert [str(card.title) for card in page["guides"]] == ["Its guide"]
    assert [(partner.label, str(partner.name)) for partner in page["card"].partners] == [
        ("A project of", "The Institute"),
        ("Supported by", "The Initiative"),
    ]
    assert [(member.name, member.is_contact) for member in page["people"]] == [("Contact", True), ("Member", False)]


def test_a_person_shows_her_events_once_each(client: Client) -> None:
    person = make_person()
    event = make_event(title_en="To come")
    make_speaker(event, person=person)
    make_speaker(event, person=person, part="moderator")
    make_speaker(make_past_event(title_en="Been"), person=person)
    make_speaker(make_past_event(title_en="Hers no more", publication="draft"), person=person)

    page = client.get(person.address("en")).context

    assert [str(card.title) for card in page["upcoming"]] == ["To come"]
    assert [str(card.title) for card in page["past"]] == ["Been"]


def test_a_title_before_a_name_follows_the_language() -> None:
    person = make_person(name="Sheri Davis", credentials_en="Dr.", credentials_es="Dra.")

    names = []
    for language in ("en", "es"):
        with translation.override(language):
            names.append(person.billed_name)

    assert names == ["Dr. Sheri Davis", "Dra. Sheri Davis"]


def test_a_page_of_the_site_stands_before_anything_is_written(client: Client) -> None:
    empty = client.get("/en/privacy/").content.decode()
    make_page("privacy", title_en="What we keep", body_en="<p>Nothing.</p>")
    written = client.get("/en/privacy/").content.decode()

    assert "<h1>Privacy</h1>" in empty
    assert "This page has no text yet." in empty
    assert "<h1>What we keep</h1>" in written
    assert "<p>Nothing.</p>" in written
    assert "Last changed on March 10, 2026" in written


def test_programs_stand_in_the_order_of_their_kinds(client: Client) -> None:
    make_program(title_en="Hub", kind="hub")
    make_program(title_en="Fellowship", kind="fellowship")

    page = client.get("/en/programs/").context

    assert [str(card.title) for card in page["cards"]] == ["Fellowship", "Hub"]
    assert Program.objects.count() == 2
