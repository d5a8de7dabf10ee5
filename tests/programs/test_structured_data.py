"""Programs, guides and people in schema.org's words, built from the cards and pages that readers see."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation

from ciwo_site.frame import Frame, frame
from ciwo_site.structured_data import page_graph
from programs.cards import guide_card, program_card
from programs.models import Person, Program, ProgramPartner, ResourceGuide
from programs.people import person_page, program_people
from programs.structured_data import guide_nodes, list_nodes, person_nodes, program_nodes
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_guide,
    make_guide_edition,
    make_organization,
    make_person,
    make_program,
)
from tests.schema_org.checker import faults

pytestmark = [pytest.mark.django_db, AT_NOW]

ORIGIN = "http://testserver"


def page_frame(entry: Any, title: str = "Page") -> Frame:
    return frame(RequestFactory().get(entry.address()), title=title, entry=entry)


def without_fault(found: Frame, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    assert faults(page_graph(found.with_data(*nodes))) == []
    return nodes[0]


def told_of_program(program: Program) -> dict[str, Any]:
    row, found = Program.objects.for_page().get(pk=program.pk), page_frame(program)
    return without_fault(found, program_nodes(program_card(row), program_people(row), found))


def told_of_guide(guide: ResourceGuide) -> dict[str, Any]:
    row, found = ResourceGuide.objects.for_listing().get(pk=guide.pk), page_frame(guide)
    return without_fault(found, guide_nodes(guide_card(row), found))


def told_of_person(person: Person) -> dict[str, Any]:
    row, found = Person.objects.for_page().get(pk=person.pk), page_frame(person)
    return without_fault(found, person_nodes(person_page(row, NOW), found))


def test_a_program_is_a_project_and_one_can_be_taught_in_it_unless_it_is_a_hub() -> None:
    assert told_of_program(make_program(kind="fellowship"))["@type"] == ["Project", "EducationalOccupationalProgram"]
    assert told_of_program(make_program(kind="hub"))["@type"] == "Project"


def test_a_program_names_its_home_and_its_supporters() -> None:
    program = make_program()
    for part in ("home", "supporter", "partner"):
        organization = make_organization(name_en=part.capitalize(), web_page=f"https://{part}.example/")
        ProgramPartner.objects.create(program=program, organization=organization, part=part)

    told = told_of_program(program)

    assert told["parentOrganization"] == {"@type": "Organization", "name": "Home", "url": "https://home.example/"}
    assert [row["name"] for row in told["sponsor"]] == ["Supporter"]
    assert "Partner" not in str(told)


def test_a_program_names_those_who_may_be_named() -> None:
    program, ana = make_program(), make_person(name="Ana Torres")
    make_affiliation(ana, program=program, role_en="Director")
    make_affiliation(make_person(name="Xiomara", named_publicly=False), program=program)

    assert told_of_program(program)["member"] == [
        {"@type": "Person", "name": "Ana Torres", "url": f"{ORIGIN}{ana.address('en')}", "jobTitle": "Director"}
    ]


def test_a_guide_has_each_of_its_editions_with_language_version_and_date() -> None:
    guide = make_guide()
    edition = make_guide_edition(guide, language="es", version=2, dated=date(2026, 1, 8))
    make_guide_edition(guide, language="en", published=False)

    told = told_of_guide(guide)

    address = f"{ORIGIN}{edition.address('en')}"
    assert told["inLanguage"] == ["es"]
    assert told["workExample"] == [
        {
            "@type": ["DigitalDocument", "LearningResource"],
            "@id": address,
            "name": "Guide",
            "url": address,
            "inLanguage": "es",
            "version": 2,
            "datePublished": "2026-01-08",
            "encodingFormat": "application/pdf",
            "isAccessibleForFree": True,
        }
    ]


def test_the_date_of_an_edition_is_the_one_that_the_page_says() -> None:
    guide = make_guide()
    make_guide_edition(guide, dated=date(2026, 1, 8))

    (edition,) = guide_card(ResourceGuide.objects.for_listing().get()).editions

    assert (edition.day.isoformat(), edition.dated) == ("2026-01-08", "January 8, 2026")


def test_a_guide_without_a_file_has_no_language() -> None:
    assert {"inLanguage", "workExample"} & told_of_guide(make_guide()).keys() == set()


def test_a_borrowed_title_says_its_language() -> None:
    guide = make_guide(title_en="", title_es="Guía de codirección")
    make_guide_edition(guide, language="en")

    told = told_of_guide(guide)

    assert told["name"] == {"@value": "Guía de codirección", "@language": "es"}
    assert told["workExample"][0]["name"] == told["name"]


def test_a_person_stands_there_in_the_roles_of_today() -> None:
    person = make_person(name="Sheri Davis", credentials_en="Dr.", bio_en="<p>Teaches &amp; learns.</p>")
    center = make_organization(name_en="Center", web_page="https://center.example/")
    make_affiliation(person, organization=center, role_en="Director")
    make_affiliation(person, organization=make_organization(name_en="Before"), role_en="Student", current=False)
    make_affiliation(person, program=make_program(title_en="Secret", publication="draft"), role_en="Hidden role")

    told = told_of_person(person)

    assert (told["name"], told["description"], told["jobTitle"]) == ("Dr. Sheri Davis", "Teaches & learns.", "Director")
    assert told["affiliation"] == {"@type": "Organization", "name": "Center", "url": "https://center.example/"}


def test_a_person_of_whom_only_the_name_is_known_is_a_name() -> None:
    assert told_of_person(make_person(name="Ana Torres")).keys() == {"@type", "@id", "name", "url"}


def test_a_list_holds_what_it_shows_in_that_order() -> None:
    cards = [program_card(make_program(title_en=title)) for title in ("One", "Two")]
    found = frame(RequestFactory().get("/en/programs/"), title="Programs")

    told = without_fault(found, list_nodes(found, cards))

    assert [(row["position"], row["name"]) for row in told["itemListElement"]] == [(1, "One"), (2, "Two")]


def test_in_spanish_it_is_said_in_spanish() -> None:
    program = make_program(summary_es="Un programa")

    with translation.override("es"):
        told = told_of_program(program)

    assert (told["name"], told["description"]) == ("Programa", "Un programa")
    assert told["url"] == f"{ORIGIN}{program.address('es')}"
