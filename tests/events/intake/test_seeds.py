"""The flyers of the house, read whole: six webinars and a convening."""

from datetime import date, time
from pathlib import Path

from events.enums import EventKind, SpeakerPart
from events.intake import read_flyer
from events.intake.guesses import Guess
from events.intake.links import Link
from events.intake.people import Person
from events.intake.roles import Role
from tests.events.intake.reading import BOTH_WAYS, CENTRAL, EASTERN, codes, hours, people, read_one, texts

SEEDS = Path(__file__).parents[1] / "seeds"

IN_ORDER = ("february_27", "february_29", "march_7", "january_9", "january_16", "january_25")  # as on the page


def seed(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_text()


def test_the_page_holds_six_webinars_in_its_order() -> None:
    page = "Introducing the\nOrganizing New Ways (ONW) Series!\n\nOver 600 people came in 2024.\n\n"

    proposals = read_flyer(page + "\n\n".join(seed(name) for name in IN_ORDER))

    days = [(proposal.day.value.month, proposal.day.value.day) for proposal in proposals if proposal.day]
    assert days == [(2, 27), (2, 29), (3, 7), (1, 9), (1, 16), (1, 25)]
    assert [sorted(proposal.titles) for proposal in proposals] == [["es"], ["es"], ["en"], ["en"], ["en"], ["en"]]
    assert [sorted(proposal.bodies) for proposal in proposals] == [
        ["en", "es"],
        ["en", "es"],
        ["en"],
        ["en"],
        ["en"],
        ["en", "es"],
    ]
    assert [hours(proposal) for proposal in proposals] == [hours(read_one(seed(name))) for name in IN_ORDER]
    # A heading gives February and March their year; nothing gives January's.
    assert [guess.value if (guess := proposal.year) else None for proposal in proposals] == [2024] * 3 + [None] * 3
    assert texts(proposals[1].series) == ["Organizing New Ways"]
    assert proposals[1].series[0].certainty == "guessed"


def test_storytelling() -> None:
    found = read_one(seed("february_27"))

    assert found.held_on == date(2024, 2, 27)
    assert hours(found) == (time(18), time(20), EASTERN)
    assert {language: guess.value for language, guess in found.titles.items()} == {
        "es": "Compartiendo Historias con Trabajadores Esenciales: "
        "el poder de la narración de historias como herramienta movilizadora"
    }
    assert found.bodies["en"].value.startswith("When workers are supported")
    assert found.bodies["en"].value.endswith("story-telling, and more!")
    assert found.bodies["es"].value.startswith("Poesía informal")
    assert [guess.value for guess in found.interpretation] == [BOTH_WAYS]
    assert list(people(found)) == ["Javier Morillo", "Mara Ventura", "Valeria Treviño", "MaryGrace DiMaria"]
    assert {person.part for person in people(found).values()} == {SpeakerPart.FACILITATOR}
    assert people(found)["Mara Ventura"].roles == (
        Role("organizers & facilitators", "Always Essential Fellowship", "en"),
        Role("organizadores y facilitadores", "Always Essential Fellowship", "es"),
    )
    assert people(found)["Valeria Treviño"].spellings == ("Valeria Trevino",)
    assert texts(found.groups) == ["graduated Always Essential Fellows", "becarios graduados de Always Essential"]
    assert texts(found.programs) == ["Always Essential Fellowship"]
    assert codes(found) == {
        ("title_en", "title_missing"),
        ("floor_languages", "floor_missing"),
        ("people", "spelling_differs"),
        ("registration_link", "registration_missing"),
    }


def test_global_leaders_on_a_leap_day() -> None:
    found = read_one(seed("february_29"), year=2024)

    assert found.held_on == date(2024, 2, 29)
    assert hours(found) == (time(8), time(9, 30), EASTERN)
    assert {language: guess.value for language, guess in found.titles.items()} == {
        "es": "Prácticas transformativas para involucrar a las mujeres líderes globales"
    }
    assert found.bodies["en"].value.startswith("Since December 2019")
    assert found.bodies["es"].value.startswith("Desde diciembre de 2019")
    assert found.interpretation == ()
    assert found.people == ()
    assert [(guess.value.name.text, guess.value.name.language) for guess in found.cohosts] == [
        ("Labour Research Service", "en"),
        ("CIWO", "en"),
        ("Servicio de Investigaciones Sindicales", "es"),
    ]
    assert ("interpretation", "interpretation_missing") in codes(found)
    assert ("floor_languages", "floor_missing") in codes(found)


def test_amazon_has_its_title_in_a_sentence_and_a_weekday() -> None:
    found = read_one(seed("march_7"))

    assert found.held_on == date(2024, 3, 7)
    assert hours(found) == (time(12), time(13, 30), EASTERN)
    title = "Amazon Warehouses and Fulfillment Centers: Contemporary Forms of Worker Control"
    assert [(code, guess.value, guess.certainty) for code, guess in found.titles.items()] == [("en", title, "guessed")]
    assert list(found.bodies) == ["en"]
    assert [(guess.value, guess.certainty) for guess in found.floor_languages] == [("en", "guessed")]
    assert list(people(found).values()) == [
        Person("Tamara Lee", "Dr.", (Role("", "Rutgers University", "en"),), SpeakerPart.SPEAKER),
        Person("Maite Tapia", "Dr.", (Role("", "Michigan State University", "en"),), SpeakerPart.SPEAKER),
    ]
    assert texts(found.groups) == ["Amazon worker leaders", "other supporters of this research"]
    assert found.kind == Guess(EventKind.WEBINAR, "webinar")


def test_minnesota_is_shown_in_two_zones_and_has_no_end() -> None:
    found = read_one(seed("january_9"))

    assert found.day is not None
    assert (found.day.value.month, found.day.value.day, found.year) == (1, 9, None)
    assert hours(found) == (time(17), None, CENTRAL)
    assert [guess.value for guess in found.also_shown_in] == [EASTERN]
    assert found.titles == {
        "en": Guess("Minnesota Community and Labor Escalation", "Minnesota Community and Labor Escalation")
    }
    assert found.bodies["en"].value.startswith("This webinar is an incredible opportunity")
    assert texts(found.groups) == ["Minnesota organizers"]
    assert [guess.value for guess in found.links] == [Link("registration", "")]
    assert codes(found) == {
        ("year", "year_missing"),
        ("end", "end_missing"),
        ("title_es", "title_missing"),
        ("body_es", "body_missing"),
        ("interpretation", "interpretation_missing"),
        ("people", "people_lost"),
        ("registration_link", "address_missing"),
    }


def test_co_directors_have_roles_in_more_than_one_place() -> None:
    found = read_one(seed("january_16"), year=2024)

    assert found.held_on == date(2024, 1, 16)
    assert found.year == Guess(2024, "", "guessed")
    assert hours(found) == (time(11), time(13), EASTERN)
    assert {code: guess.value for code, guess in found.titles.items()} == {"en": "Co-Directors Building the Bench"}
    assert list(people(found).values()) == [
        Person(
            "Sheri Davis",
            "Dr.",
            (Role("Associate Director", "CIWO", "en"), Role("Co-Director", "WILL Empower", "en")),
            SpeakerPart.SPEAKER,
        ),
        Person(
            "Marilyn Sneiderman",
            "",
            (Role("Executive Director", "CIWO", "en"), Role("Distinguished Professor", "Rutgers", "en")),
            SpeakerPart.SPEAKER,
        ),
        Person("MaryGrace DiMaria", "", (Role("Director of Innovative Programs", "", "en"),), SpeakerPart.SPEAKER),
        Person(
            "Kasi Perreira",
            "",
            (Role("Director of Leadership and Organizational Change", "", "en"),),
            SpeakerPart.SPEAKER,
        ),
    ]
    assert people(found)["Sheri Davis"].organization == "CIWO, WILL Empower"
    assert [(guess.value.kind, guess.value.name.text, guess.value.name.acronym) for guess in found.cohosts] == [
        ("organization", "Center for Innovation in Worker Organization", "CIWO"),
        ("series", "Workers Innovating New Strategies", "WINS"),
        ("program", "Build the Bench", ""),
    ]
    assert [guess.value for guess in found.links] == [Link("recording", ""), Link("slides", ""), Link("guide", "")]
    assert ("people", "people_lost") in codes(found)


def test_domestic_workers_have_a_spanish_text_without_a_spanish_title() -> None:
    found = read_one(seed("january_25"), year=2024)

    assert found.held_on == date(2024, 1, 25)
    assert hours(found) == (time(12), time(13, 30), EASTERN)
    assert {code: guess.value for code, guess in found.titles.items()} == {
        "en": "Whole Worker Leadership Development for Domestic Workers in Latin America & the Caribbean"
    }
    assert found.bodies["es"].value.startswith("El Programa de Liderazgo")
    assert found.bodies["es"].value.endswith("Habrá interpretación en vivo disponible en español e inglés.")
    assert [guess.value for guess in found.interpretation] == [BOTH_WAYS]
    assert people(found) == {
        "Adriana Paz Ramírez": Person(
            "Adriana Paz Ramírez",
            "",
            (
                Role("Innovative Fellow", "CIWO", "en"),
                Role("General Secretary", "International Domestic Worker Federation (IDWF)", "en"),
                Role("Innovadora Becaria", "CIWO", "es"),
                Role("Secretaria General", "Federación Internacional de Trabajadoras del Hogar (FITH)", "es"),
            ),
            SpeakerPart.SPEAKER,
        )
    }
    assert texts(found.groups) == ["graduates of the LUNA program", "graduados del programa LUNA"]
    assert [(guess.value.short, guess.value.language) for guess in found.acronyms] == [
        ("LUNA", "en"),
        ("IDWF", "en"),
        ("FITH", "es"),
    ]
    assert [(guess.value.text, guess.certainty) for guess in found.series] == [("WINS", "guessed")]
    assert ("title_es", "title_missing") in codes(found)


def test_syracuse_has_a_place_and_no_hour() -> None:
    found = read_one(seed("convening"), year=2024)

    assert found.held_on == date(2024, 10, 25)
    assert hours(found) == (None, None, None)
    assert found.has_no_hour
    assert found.kind == Guess(EventKind.CONVENING, "gathered", "guessed")
    assert found.places == {"en": Guess("Syracuse, New York", "in Syracuse, New York")}
    assert {code: guess.value for code, guess in found.titles.items()} == {
        "en": "Worker Center Innovation in Upstate New York"
    }
    assert found.bodies["en"].value.startswith("On October 25th, in Syracuse")
    assert texts(found.programs) == ["Worker Center Innovation Hub"]
    assert found.people == ()  # whom to write to is not who speaks
    assert {("start", "start_missing"), ("time_zone", "zone_missing"), ("title_es", "title_missing")} <= codes(found)


def test_a_personal_address_stays_out() -> None:
    found = read_one(seed("convening") + "Write to somebody.else@example.org")

    assert ("body", "mail_removed") in codes(found)
    assert "@" not in repr(found)
