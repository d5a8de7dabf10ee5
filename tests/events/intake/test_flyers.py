"""Flyers as other people write them, and what in them disagrees."""

from datetime import date, time

import pytest

from events.enums import LanguageService, SpeakerPart
from events.intake import Gap, read_flyer
from events.intake.guesses import Guess
from events.intake.links import Link
from tests.events.intake.reading import BOTH_WAYS, CENTRAL, EASTERN, codes, hours, people, read_one, texts

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
