"""What the share images of guides, programs and people say: the words of their pages."""

import pytest

from ciwo_site.share_images.plate import Ground
from programs.cards import guide_card, program_card
from programs.models import Person, Program, ResourceGuide
from programs.people import person_page
from programs.share_images import guide_plate, person_plate, program_plate
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

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_a_guide_says_in_which_languages_its_newest_editions_are() -> None:
    guide = make_guide()
    make_guide_edition(guide)
    make_guide_edition(guide, version=2)
    make_guide_edition(guide, language="es")
    make_guide_edition(guide, language="pt", published=False)

    plate = guide_plate(guide_card(ResourceGuide.objects.for_listing().get()))

    assert (plate.ground, plate.kicker, str(plate.title)) == (Ground.GUIDE, "Guide", "Guide")
    assert plate.languages == ("English, PDF", "Spanish, PDF")


def test_a_program_says_whom_it_is_for() -> None:
    make_program(kind="fellowship", audience_en="For organizers", length_en="One year")

    plate = program_plate(program_card(Program.objects.for_page().get()))

    assert (plate.kicker, plate.line) == ("Fellowship", "For organizers")


def test_a_line_in_the_other_language_gives_way_to_one_in_the_readers() -> None:
    make_program(audience_es="Para quienes organizan", length_en="One year")

    assert program_plate(program_card(Program.objects.for_page().get())).line == "One year"


def test_a_person_stands_there_in_her_present_role() -> None:
    person = make_person(name="Sheri Davis", credentials_en="Dr.")
    center = make_organization(name_en="Center")
    make_affiliation(person, organization=center, role_en="Student", current=False)
    make_affiliation(person, program=make_program(title_en="Secret", publication="draft"), role_en="Director")
    make_affiliation(person, organization=center, role_en="Co-Director", order=3)

    plate = person_plate(person_page(Person.objects.for_page().get(), NOW), person.pk)

    assert (str(plate.title), plate.line) == ("Dr. Sheri Davis", "Co-Director, Center")


def test_a_person_without_a_role_has_a_picture_too() -> None:
    person = make_person()

    plate = person_plate(person_page(person, NOW), person.pk)

    assert plate.line == "A catalog by CIWO, the Center for Innovation in Worker Organization."
