"""The awkward facts of the catalog's first real content, on the pages that readers see.

The facts are those of the source pages; the rows are made here, so that staff may edit the demo.
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from justhtml import JustHTML

from events.models import Event
from tests.factories import (
    AT_NOW,
    make_affiliation,
    make_event,
    make_material,
    make_organization,
    make_person,
    make_program,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

NEW_YORK = ZoneInfo("America/New_York")


def read(client: Client, event: Event, language: str = "en") -> str:
    """The words of an event's page, between its frame, in one line and with plain spaces."""
    document = JustHTML(client.get(event.address(language)).content, sanitize=False)
    return plain(document.query_one("main").to_text(separator=" "))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def times(client: Client, event: Event) -> list[str]:
    document = JustHTML(client.get(event.address("en")).content, sanitize=False)
    return [plain(node.to_text()) for node in document.query("time, .fact__zones li") if "hidden" not in node.attrs]


def test_an_event_without_an_end_shows_its_start_in_both_zones(client: Client) -> None:
    event = make_event(
        title_en="Minnesota Community and Labor Escalation",
        title_es="",
        starts_at=datetime(2024, 1, 9, 17, tzinfo=ZoneInfo("America/Chicago")),
        ends_at=None,
        time_zone="America/Chicago",
        also_shown_in=["America/New_York"],
    )

    assert times(client, event) == ["Tuesday, January 9, 2024, 5:00 p.m. CT", "6:00 p.m. ET"]


def test_an_event_in_two_zones_shows_its_range_in_each(client: Client) -> None:
    event = make_event(
        starts_at=datetime(2024, 2, 27, 18, tzinfo=NEW_YORK),
        ends_at=datetime(2024, 2, 27, 20, tzinfo=NEW_YORK),
        also_shown_in=["America/Chicago", "America/New_York", "Asia/Manila"],
    )

    assert times(client, event) == [
        "Tuesday, February 27, 2024, 6:00–8:00 p.m. ET",
        "5:00–7:00 p.m. CT",
        "Wednesday, 7:00–9:00 a.m. Philippines time",
    ]


def test_a_date_without_an_hour_shows_no_hour_anywhere(client: Client) -> None:
    event = make_event(
        kind="convening",
        attendance_mode="in_person",
        title_en="Worker Center Innovation in Upstate New York",
        starts_at=datetime(2024, 10, 25, 12, tzinfo=NEW_YORK),
        ends_at=None,
        all_day=True,
        also_shown_in=["America/Chicago"],
        place_en="Syracuse, New York",
        place_es="Syracuse, Nueva York",
    )

    pages = [client.get(address).content.decode() for address in (event.address("en"), "/en/events/past/")]

    assert times(client, event) == ["Friday, October 25, 2024"]
    assert "Syracuse, New York" in read(client, event)
    assert "Syracuse, Nueva York" in read(client, event, "es")
    assert [re.findall(r"12:00|00:00|\d[  ][ap]\.m\.|noon|midnight|data-start", page) for page in pages] == [[], []]
    assert [re.findall(r'datetime="([^"]+)"', page) for page in pages] == [["2024-10-25"], ["2024-10-25"]]


def test_a_title_in_spanish_alone_stands_on_the_english_page_as_what_it_is(client: Client) -> None:
    title = (
        "Compartiendo Historias con Trabajadores Esenciales: "
        "el poder de la narración de historias como herramienta movilizadora"
    )
    event = make_event(title_en="", title_es=title, summary_en="Stories that move people.", languages=("es", "en"))
    page = client.get(event.address("en"))

    heading = JustHTML(page.content, sanitize=False).query_one("h1")

    assert event.address("en").startswith(f"/en/events/{event.pk}-compartiendo-historias")
    assert (heading.to_text(), heading.attrs["lang"]) == (title, "es")
    assert "only in Spanish" in read(client, event)
    assert "lang" not in JustHTML(client.get(event.address("es")).content, sanitize=False).query_one("h1").attrs


def test_a_spanish_text_without_a_spanish_title_is_read_beside_an_english_title(client: Client) -> None:
    event = make_event(
        title_en="Whole Worker Leadership Development",
        title_es="",
        body_en="<p>About the whole worker.</p>",
        body_es="<p>Sobre la trabajadora entera.</p>",
    )

    document = JustHTML(client.get(event.address("es")).content, sanitize=False)
    heading, prose = document.query_one("h1"), document.query_one(".prose")

    assert (heading.to_text(), heading.attrs["lang"]) == ("Whole Worker Leadership Development", "en")
    assert (prose.to_text(), prose.attrs.get("lang")) == ("Sobre la trabajadora entera.", None)


def test_one_person_is_billed_with_two_affiliations(client: Client) -> None:
    person = make_person(name="Sheri Davis", credentials_en="Dr.", credentials_es="Dra.")
    center = make_organization(name_en="Center for Innovation in Worker Organization")
    make_affiliation(person, role_en="Associate Director", organization=center, order=1)
    make_affiliation(person, role_en="Co-Director", program=make_program(title_en="WILL Empower"), order=2)
    event = make_event(title_en="Co-Directors Building the Bench", title_es="")
    make_speaker(event, person=person)

    words = read(client, event)
    own_page = plain(
        JustHTML(client.get(person.address("en")).content, sanitize=False).query_one("main").to_text(separator=" ")
    )

    for text in (words, own_page):
        assert "Dr. Sheri Davis" in text
        assert "Associate Director, Center for Innovation in Worker Organization" in text.replace(" ,", ",")
        assert "Co-Director, WILL Empower" in text.replace(" ,", ",")
    assert "Dra. Sheri Davis" in read(client, event, "es")


def test_an_organization_is_called_by_its_acronym_in_each_language(client: Client) -> None:
    federation = make_organization(
        name_en="International Domestic Workers Federation",
        name_es="Federación Internacional de Trabajadoras del Hogar",
        acronym_en="IDWF",
        acronym_es="FITH",
    )
    person = make_person(name="Adriana Paz Ramírez")
    make_affiliation(person, organization=federation, role_en="General Secretary", role_es="Secretaria general")
    event = make_event()
    make_speaker(event, person=person)

    english, spanish = read(client, event), read(client, event, "es")

    assert ("IDWF" in english, "FITH" in english) == (True, False)
    assert ("IDWF" in spanish, "FITH" in spanish) == (False, True)


def test_a_name_keeps_its_letters_in_both_languages(client: Client) -> None:
    event = make_event()
    make_speaker(event, person=make_person(name="Valeria Treviño"))

    assert [("Valeria Treviño" in read(client, event, language)) for language in ("en", "es")] == [True, True]


def test_a_partner_whose_name_is_translated_is_named_in_each_language(client: Client) -> None:
    service = make_organization(name_en="Labour Research Service", name_es="Servicio de Investigaciones Sindicales")
    event = make_event()
    event.cohosts.create(organization=service)

    english, spanish = read(client, event), read(client, event, "es")

    assert ("Labour Research Service" in english, "Servicio de Investigaciones Sindicales" in english) == (True, False)
    assert ("Labour Research Service" in spanish, "Servicio de Investigaciones Sindicales" in spanish) == (False, True)


def test_people_who_stay_unnamed_stand_there_as_a_group(client: Client) -> None:
    event = make_event(languages=("en",))
    make_speaker(event, person=make_person(name="Tamara Lee", credentials_en="Dr."))
    make_speaker(event, group_en="Amazon worker leaders", group_es="Lideresas y líderes de Amazon")

    document = JustHTML(client.get(event.address("en")).content, sanitize=False)
    people = [node.to_text().strip() for node in document.query(".person__name")]
    links = [node.to_text() for node in document.query(".person__name a")]

    assert people == ["Dr. Tamara Lee", "Amazon worker leaders"]
    assert links == ["Dr. Tamara Lee"]
    assert "Lideresas y líderes de Amazon" in read(client, event, "es")


def test_a_leap_day_is_a_day(client: Client) -> None:
    event = make_event(
        title_en="",
        title_es="Prácticas transformativas para involucrar a las mujeres líderes globales",
        starts_at=datetime(2024, 2, 29, 8, tzinfo=NEW_YORK),
        ends_at=datetime(2024, 2, 29, 9, 30, tzinfo=NEW_YORK),
    )

    assert times(client, event) == ["Thursday, February 29, 2024, 8:00–9:30 a.m. ET"]
    assert "29 de febrero de 2024" in read(client, event, "es")
    assert event.over_at == datetime(2024, 2, 29, 14, 30, tzinfo=UTC)


def test_an_event_whose_languages_nobody_stated_says_so(client: Client) -> None:
    event = make_event(starts_at=datetime(2024, 2, 29, 8, tzinfo=NEW_YORK), ends_at=None)

    assert "We have no record of the languages of this event." in read(client, event)


def test_an_event_is_hosted_by_a_series_and_a_program(client: Client) -> None:
    program = make_program(title_en="Build the Bench")
    event = make_event()
    event.cohosts.create(program=program)
    event.cohosts.create(organization=make_organization(name_en="The Center"))

    document = JustHTML(client.get(event.address("en")).content, sanitize=False)

    assert [node.to_text() for node in document.query(".hosts li")] == ["Build the Bench", "The Center"]
    assert [node.attrs["href"] for node in document.query(".hosts a")] == [program.address("en")]


def test_numbered_objectives_stay_numbered(client: Client) -> None:
    event = make_event(
        body_en="<ol><li><p>One</p></li><li><p>Two</p></li><li><p>Three</p></li><li><p>Four</p></li></ol>"
    )

    document = JustHTML(client.get(event.address("en")).content, sanitize=False)

    assert [node.to_text() for node in document.query(".prose ol > li")] == ["One", "Two", "Three", "Four"]


def test_what_is_announced_without_a_link_is_to_be_posted(client: Client) -> None:
    event = make_event(starts_at=datetime(2024, 1, 16, 11, tzinfo=NEW_YORK), ends_at=None)
    make_material(event, kind="recording", link="", consent_recorded=False)
    make_material(event, link="")

    document = JustHTML(client.get(event.address("en")).content, sanitize=False)

    assert read(client, event).count("To be posted") == 2
    assert document.query(".materials a") == []
