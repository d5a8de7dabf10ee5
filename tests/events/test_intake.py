"""The pages that this catalog began from, pasted in; and everything else that somebody may paste."""

import time as clock
from datetime import date, time
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events.enums import EventKind, LanguageService, SpeakerPart
from events.intake import LIMIT, MOST_PASSAGES, Gap, Proposal, gap_sentence, read_flyer
from events.intake.dates import find_days
from events.intake.guesses import Guess
from events.intake.interpretation import Interpretation
from events.intake.languages import detect, split_by_language
from events.intake.links import Link
from events.intake.passages import read_lines
from events.intake.people import Person
from events.intake.roles import Role, read_roles
from events.intake.times import find_stretches
from events.intake.words import SENTENCES
from events.intake.zones import find_zone

SEEDS = Path(__file__).parent / "seeds"
IN_ORDER = ("february_27", "february_29", "march_7", "january_9", "january_16", "january_25")  # as on the page
EASTERN, CENTRAL = "America/New_York", "America/Chicago"
BOTH_WAYS = Interpretation(LanguageService.SIMULTANEOUS, ("en", "es"), both_ways=True, live=True)


def seed(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_text()


def read_one(text: str, year: int | None = None) -> Proposal:
    (proposal,) = read_flyer(text, year=year)
    return proposal


def codes(proposal: Proposal) -> set[tuple[str, str]]:
    return {(gap.field, gap.code) for gap in proposal.gaps}


def hours(proposal: Proposal) -> tuple[time | None, time | None, str | None]:
    found = (proposal.start, proposal.end, proposal.time_zone)
    start, end, zone = (guess.value if guess else None for guess in found)
    return start, end, zone  # type: ignore[return-value]


def people(proposal: Proposal) -> dict[str, Person]:
    return {guess.value.name: guess.value for guess in proposal.people}


def texts(guesses: tuple) -> list[str]:
    return [guess.value.text for guess in guesses]


# The six webinars ---------------------------------------------------------------------------------------------------
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


# The convening ------------------------------------------------------------------------------------------------------
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


# Other flyers -------------------------------------------------------------------------------------------------------
FLYER = """CIWO presents
WINS Series
Sharing Stories with Essential Workers
Compartiendo historias con trabajadores esenciales
Tuesday, January 9th, 5-6:30PM CT/6-7:30PM ET
Speakers:
- Dr. Tamara Lee, Rutgers University
- Ana María de la Cruz (Organizer, United Workers Local 12)
Moderator: Kasi Perreira
Register: https://example.org/r/1
Habrá interpretación en vivo disponible en español e inglés."""


def test_a_flyer_with_its_titles_and_speakers_in_lines() -> None:
    found = read_one(FLYER, year=2024)

    assert found.held_on == date(2024, 1, 9)
    assert hours(found) == (time(17), time(18, 30), CENTRAL)
    assert {code: guess.value for code, guess in found.titles.items()} == {
        "en": "Sharing Stories with Essential Workers",
        "es": "Compartiendo historias con trabajadores esenciales",
    }
    assert [(person.name, person.part, person.organization) for person in people(found).values()] == [
        ("Tamara Lee", SpeakerPart.SPEAKER, "Rutgers University"),
        ("Ana María de la Cruz", SpeakerPart.SPEAKER, "United Workers Local 12"),
        ("Kasi Perreira", SpeakerPart.MODERATOR, ""),
    ]
    assert [guess.value for guess in found.links] == [Link("registration", "https://example.org/r/1")]
    assert [guess.value for guess in found.interpretation] == [BOTH_WAYS]
    assert texts(found.series) == ["WINS"]
    assert codes(found) == {("floor_languages", "floor_missing")}


def test_a_flyer_in_spanish_with_labels() -> None:
    found = read_one(
        "¡Acompáñenos!\nTaller: Cómo organizar en el trabajo\nFecha: jueves 14 de mayo de 2026\n"
        "Hora: 6 de la tarde, hora del este (5 pm CT)\nLugar: Centro Comunitario, Syracuse, Nueva York\n"
        "Presentan: Rosa Pérez y Juan López.\nInscríbase aquí antes del 10 de mayo. No habrá interpretación."
    )

    assert found.held_on == date(2026, 5, 14)
    assert found.year == Guess(2026, "jueves 14 de mayo de 2026")
    assert hours(found) == (time(18), None, EASTERN)
    assert [guess.value for guess in found.also_shown_in] == [CENTRAL]
    assert found.places["es"].value == "Centro Comunitario, Syracuse, Nueva York"
    assert list(people(found)) == ["Rosa Pérez", "Juan López"]
    assert ("interpretation", "interpretation_refused") in codes(found)
    assert ("registration_link", "address_missing") in codes(found)


def test_a_flyer_in_one_paragraph() -> None:
    found = read_one(
        "Join us on Friday, March 8th, 2024 from 12-1:30 PM ET for “Power at Work”, a webinar with Jane Doe and John A. "
        "Smith, moderated by Dr. Rosa Pérez (UFCW). Live captions in English and ASL interpretation will be provided. The "
        "event will be held in English with interpretation into Spanish. RSVP by March 1st."
    )

    assert found.held_on == date(2024, 3, 8)
    assert hours(found) == (time(12), time(13, 30), EASTERN)
    assert found.titles["en"].value == "Power at Work"
    assert {name: person.part for name, person in people(found).items()} == {
        "Jane Doe": SpeakerPart.SPEAKER,
        "John A. Smith": SpeakerPart.SPEAKER,
        "Rosa Pérez": SpeakerPart.MODERATOR,
    }
    assert {guess.value.service: guess.value.languages for guess in found.interpretation} == {
        LanguageService.SIGN_LANGUAGE: ("en", "ase"),
        LanguageService.CAPTIONS: ("en",),
        LanguageService.SIMULTANEOUS: ("en", "es"),
    }
    assert [guess.value.both_ways for guess in found.interpretation] == [True, False, False]
    assert [(guess.value, guess.certainty) for guess in found.floor_languages] == [("en", "read")]


def test_a_line_of_two_languages_is_taken_apart() -> None:
    found = read_one(
        "June Strategy Call - June 3, 11-1pm PT\n"
        "Únase a nosotras. We will talk about the strategy for the summer and what comes next for all of us."
    )

    assert {code: guess.value for code, guess in found.bodies.items()} == {
        "en": "We will talk about the strategy for the summer and what comes next for all of us.",
        "es": "Únase a nosotras.",
    }


def test_two_languages_of_one_event_are_one_draft_even_far_apart() -> None:
    found = read_flyer(
        "Power at Work - May 5, 5PM ET\nThe first of our calls.\n\nHousing and Work - May 6, 5PM ET\nThe second of our calls.\n\n"
        "El poder en el trabajo - 5 de mayo, 5PM ET\nLa primera de las charlas.\n\n"
        "La vivienda y el trabajo - 6 de mayo, 5PM ET\nLa segunda de las charlas."
    )

    assert [[proposal.titles[code].value for code in ("en", "es")] for proposal in found] == [
        ["Power at Work", "El poder en el trabajo"],
        ["Housing and Work", "La vivienda y el trabajo"],
    ]


def test_two_events_of_one_day_are_two_drafts() -> None:
    found = read_flyer("Power at Work - May 5, 10AM ET\nFirst.\n\nHousing and Work - May 5, 3PM ET\nSecond.")

    assert [hours(proposal)[0] for proposal in found] == [time(10), time(15)]


# What disagrees -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Call - May 1, 5PM CT/7PM ET", Gap("time_zone", "zones_disagree", "5PM CT / 7PM ET")),
        ("Call - May 1, 5-6:30PM CT/6-7PM ET", Gap("time_zone", "zones_disagree", "5-6:30PM CT / 6-7PM ET")),
        ("Call - Monday, March 7, 2024, 5PM ET", Gap("date", "weekday_disagrees", "Monday, March 7, 2024")),
        ("Call - February 29, 2023, 5PM ET", Gap("year", "no_such_day", "2023")),
        ("Call - May 1, 5PM ET\nLlamada - 1 de mayo, 6PM ET", Gap("start", "times_disagree", "6PM ET")),
        ("Call - October 25-26, 9AM ET", Gap("date", "more_days", "October 25-26")),
        ("Call - 3/4/2024, 9AM ET", Gap("date", "month_unclear", "3/4/2024")),
        ("Call - May 1, 6:30 ET", Gap("start", "half_missing", "6:30 ET")),
    ],
)
def test_what_disagrees_is_named(text: str, gap: Gap) -> None:
    assert gap in read_one(text).gaps


def test_zones_that_change_their_clocks_apart_are_compared_on_the_day_itself() -> None:
    winter, summer = (f"Call - {day} 2026, 5PM ET/4PM Mexico City time" for day in ("January 9", "July 9"))

    assert ("time_zone", "zones_disagree") not in codes(read_one(winter))
    assert ("time_zone", "zones_disagree") in codes(read_one(summer))


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("Call - Thursday, March 7\nThe strike of 2024 began in 2021.", None, 2024),  # of both, the one that fits
        ("Call - Thursday, March 7\nThe strike began in 2021.", None, None),
        ("Call - March 7\nThe strike of 2024.", None, None),
        ("Call - March 7", 2030, 2030),
        ("March 2024\nCall - March 7", 2030, 2024),
        ("Call - March 7, 2025", 2030, 2025),
    ],
)
def test_the_year_comes_from_the_text_before_anything_else(text: str, year: int | None, expected: int | None) -> None:
    found = read_one(text, year)

    assert (found.year.value if found.year else None) == expected
    assert (("year", "year_missing") in codes(found)) is (expected is None)


# Parts --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6:00-8:00pm ET", [(time(18), time(20), EASTERN)]),
        ("de 8:00 a 9:30am, hora del este", [(time(8), time(9, 30), EASTERN)]),
        ("12-1:30 PM ET", [(time(12), time(13, 30), EASTERN)]),
        ("11:00AM-1:00PM ET", [(time(11), time(13), EASTERN)]),
        ("11-1pm PT", [(time(11), time(13), "America/Los_Angeles")]),
        ("5PM CT/6PM ET", [(time(17), None, CENTRAL), (time(18), None, EASTERN)]),
        ("5PM CT - 6PM ET", [(time(17), None, CENTRAL), (time(18), None, EASTERN)]),
        ("12:00pm-1:30PM ET", [(time(12), time(13, 30), EASTERN)]),
        ("noon to 1 p.m. Eastern", [(time(12), time(13), EASTERN)]),
        ("18h00 a 20h00, hora de Colombia", [(time(18), time(20), "America/Bogota")]),
        ("de 7 de la noche a 9 de la noche", [(time(19), time(21), "")]),
        ("12am", [(time(0), None, "")]),
        ("9-10", []),
        ("for 5 of 6 workers", []),
        ("more than 600 people, 25:99, 2024-25", []),
    ],
)
def test_hours_are_read(words: str, expected: list[tuple[time, time | None, str]]) -> None:
    assert [(found.start, found.end, found.zone) for found in find_stretches(words)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("January 9th", [(1, 9, None, None)]),
        ("webinar Thursday, March 7th", [(3, 7, None, 3)]),
        ("27 de febrero", [(2, 27, None, None)]),
        ("miércoles 1º de mayo de 2026", [(5, 1, 2026, 2)]),
        ("1 May 2026 and Sept. 3, 2026", [(5, 1, 2026, None), (9, 3, 2026, None)]),
        ("2026-05-01 or 25/10/2026", [(5, 1, 2026, None), (10, 25, 2026, None)]),
        ("we march 5 miles; a mass March 2024 strike; you may 3", []),
        ("February 30, January 45, 31 de abril", []),
    ],
)
def test_days_are_read(words: str, expected: list[tuple[int, int, int | None, int | None]]) -> None:
    assert [(day.month, day.day, day.year, day.weekday) for day in find_days(words)] == expected


def test_a_deadline_is_not_the_day() -> None:
    assert [day.is_announced for day in find_days("Register by May 1 for May 5, antes del 3 de mayo")] == [
        False,
        True,
        False,
    ]


def test_zones_are_read_apart_from_hours() -> None:
    assert find_zone("Todas las horas son de la hora del Pacífico") == ("America/Los_Angeles", "hora del Pacífico")
    assert find_zone("all hours in ET") == (EASTERN, "ET")
    assert find_zone("l’heure est venue et tout") is None


def test_roles_come_apart_only_between_roles() -> None:
    assert read_roles("Executive Director, CIWO", "en") == (Role("Executive Director", "CIWO", "en"),)
    assert read_roles("Director of Training and Curriculum Design", "en") == (
        Role("Director of Training and Curriculum Design", "", "en"),
    )


def test_languages_are_told_apart_by_small_words() -> None:
    assert detect("The power of stories", ("en", "es")) == "en"
    assert detect("El poder de las historias", ("en", "es")) == "es"
    assert detect("Organizing", ("en", "es")) == "en"
    assert detect("CIWO 2024", ("en", "es")) == ""
    assert split_by_language("CIWO 2024. Then.", ("en", "es")) == [("", "CIWO 2024. Then.")]


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    assert [
        line.text for line in read_lines("Join the organizers of the program and other workers who will\ntalk.\nEnd")
    ] == [
        "Join the organizers of the program and other workers who will talk.",
        "End",
    ]


# Bad input ----------------------------------------------------------------------------------------------------------
def test_nothing_is_found_in_nothing() -> None:
    assert read_flyer("") == []
    assert read_flyer(" \n\u200b\x00\n") == []


def test_a_text_without_an_event_has_gaps_and_no_guesses_of_time() -> None:
    found = read_one("hello")

    assert hours(found) == (None, None, None)
    assert {("date", "date_missing"), ("year", "year_missing"), ("start", "start_missing")} <= codes(found)


def test_a_novel_is_refused_at_once() -> None:
    begin = clock.perf_counter()
    (found,) = read_flyer("It was the best of times. " * 40_000)

    assert clock.perf_counter() - begin < 2
    assert found.is_refused
    assert found.gaps == (Gap("text", "too_long", str(LIMIT)),)


@pytest.mark.parametrize(
    "unit",
    ["Aa ", "(", "(Aa Bb) ", "5-", "5PM CT/", "January 9th ", "January 9th, 5PM CT\nTitle of it\n", "a.b@c.", "Aa, Director of Bb, ",
     "Speakers:\n- Aa Bb\n", "Program (AB) ", "Co-hosted by Aa and ", "titled “", "in Aa Bb ", "interpretation in Spanish ", "\n"],
)  # fmt: skip
def test_no_text_within_the_limit_takes_long(unit: str) -> None:
    begin = clock.process_time()
    read_flyer((unit * (LIMIT // len(unit) + 1))[:LIMIT])

    assert clock.process_time() - begin < 5  # a slow machine's measure: a second is usual, backtracking takes minutes


def test_too_many_events_are_refused() -> None:
    (found,) = read_flyer(
        "\n".join(f"Call - {month} {day}" for month in ("May", "July") for day in range(1, MOST_PASSAGES))
    )

    assert [gap.code for gap in found.gaps] == ["too_many"]


PIECES = st.sampled_from(
    ["January 9th", "27 de febrero", "Thursday,", "5PM CT", "/6PM ET", "-", " ", "\n", "Dr. ", "Ana Paz", "(", ")", "Director of",
     "CIWO", ", ", " and ", " y ", "Speakers:", "Únase a ", "2024", "interpretation in Spanish", "ASL", "Register here.", "by ",
     "Co-hosted by ", " program", " Series", "“", "”", "in Syracuse, New York", "February 29", "5/6/2024", "12", ":", "https://x.y"]
)  # fmt: skip


@given(st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join), st.none() | st.integers())
def test_any_text_is_read_without_an_error_and_every_guess_shows_its_words(text: str, year: int | None) -> None:
    proposals = read_flyer(text, year=year)

    words = " ".join(line.text for line in read_lines(text))
    for proposal in proposals:
        for gap in proposal.gaps:
            assert gap_sentence(gap)
        for guess in (proposal.day, proposal.start, proposal.end, proposal.time_zone, *proposal.titles.values()):
            assert guess is None or (guess.evidence and guess.evidence in words)


# Words --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", SENTENCES)
def test_every_gap_has_its_sentence(code: str) -> None:
    with override("en"):
        sentence = gap_sentence(Gap("field", code, "50%"))

    assert sentence.endswith((".", "”"))
    assert "%(" not in sentence


def test_a_gap_of_one_language_names_it() -> None:
    with override("en"):
        assert gap_sentence(Gap("title_es", "title_missing", "es")) == "There is no title in Spanish."
