"""The parts of a flyer, each by itself: hours, days, zones, roles, languages, lines."""

from datetime import time

import pytest

from events.intake.dates import find_days
from events.intake.languages import detect, split_by_language
from events.intake.passages import read_lines
from events.intake.roles import Role, read_roles
from events.intake.times import find_stretches
from events.intake.zones import find_zone
from tests.events.intake.reading import CENTRAL, EASTERN


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
