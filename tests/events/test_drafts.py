"""What a proposal becomes: the values of a draft."""

from datetime import UTC, date, datetime, time

import pytest

from events.drafts import (
    Settled,
    closing_day,
    event_values,
    group_texts,
    open_gaps,
    rich_text,
    role_texts,
    shortened,
    slot_values,
)
from events.enums import EventKind, LanguageService, SpeakerPart
from events.intake import Gap, Guess, Proposal
from events.intake.guesses import LocalName
from events.intake.interpretation import Interpretation
from events.intake.people import Person
from events.intake.roles import Role
from events.known_names import KnownNames, folded
from tests.factories import make_organization, make_person, make_program

DAY = date(2026, 1, 9)
STARTS_AT = datetime(2026, 1, 9, 23, tzinfo=UTC)
SETTLED = Settled(EventKind.WEBINAR, DAY, time(17), None, "America/Chicago")


def test_values_are_those_of_the_columns() -> None:
    proposal = Proposal(
        titles={"es": Guess("Historias", "Historias")},
        bodies={"en": Guess("One.\n\nTwo.", "One.")},
        places={"en": Guess("Chicago", "Chicago")},
        also_shown_in=(Guess("America/Chicago", "CT"), Guess("America/New_York", "ET")),
    )

    values = event_values(proposal, SETTLED, STARTS_AT, None)

    assert values == {
        "kind": "webinar",
        "attendance_mode": "online",
        "starts_at": STARTS_AT,
        "ends_at": None,
        "all_day": False,
        "time_zone": "America/Chicago",
        "also_shown_in": ["America/New_York"],
        "title_es": "Historias",
        "body_en": "<p>One.</p><p>Two.</p>",
        "place_en": "Chicago",
    }


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One <b>& two", "<p>One &lt;b&gt;&amp; two</p>"),
        ("Con:\n\n- Ana\n\n• Luz\n\nFin", "<p>Con:</p><ul><li><p>Ana</p></li><li><p>Luz</p></li></ul><p>Fin</p>"),
    ],
)
def test_text_becomes_paragraphs_and_lists(text: str, html: str) -> None:
    assert rich_text(text) == html


def test_a_long_text_ends_with_a_whole_word() -> None:
    assert shortened("uno dos tres", 9) == "uno dos…"
    assert len(shortened("x" * 400, 300)) == 300


def test_an_event_may_end_after_midnight() -> None:
    assert closing_day(DAY, time(23), time(1)) == date(2026, 1, 10)
    assert closing_day(DAY, time(17), time(18)) == DAY


def test_a_service_is_needed_and_none_joins_a_language_to_itself() -> None:
    both = Interpretation(LanguageService.SIMULTANEOUS, ("en", "es"), both_ways=True, live=True)
    same = Interpretation(LanguageService.SIMULTANEOUS, ("es", "es"), both_ways=False, live=True)
    captions = Interpretation(LanguageService.CAPTIONS, ("es",), both_ways=False, live=True)

    assert slot_values(both) == {
        "service": "simultaneous", "from_language": "en", "to_language": "es", "both_ways": True, "status": "needed",
    }  # fmt: skip
    assert slot_values(same) is None
    assert slot_values(captions)["to_language"] == "es"


def test_roles_are_told_by_language() -> None:
    roles = (Role("Director", "CIWO", "en"), Role("Directora", "CIWO", "es"), Role("", "Rutgers", "en"))

    assert role_texts(Person("Ana", "", roles, SpeakerPart.SPEAKER)) == {
        "en": "Director, CIWO; Rutgers",
        "es": "Directora, CIWO",
    }


def test_groups_are_paired_only_where_both_texts_name_equally_many() -> None:
    fellows, becarias = Guess(LocalName("fellows", "en"), ""), Guess(LocalName("becarias", "es"), "")
    leaders = Guess(LocalName("leaders", "en"), "")

    assert group_texts((fellows, becarias), ("en", "es")) == [{"en": "fellows", "es": "becarias"}]
    assert group_texts((fellows, leaders, becarias), ("en", "es")) == [
        {"en": "fellows"},
        {"en": "leaders"},
        {"es": "becarias"},
    ]


def test_what_a_person_settled_is_open_no_more() -> None:
    gaps = tuple(
        Gap(*parts)
        for parts in (
            ("year", "year_missing"),
            ("start", "half_missing"),
            ("end", "end_missing"),
            ("place", "place_missing"),
        )
    )

    assert [gap.code for gap in open_gaps(Proposal(gaps=gaps), SETTLED)] == ["end_missing", "place_missing"]


@pytest.mark.django_db
def test_names_are_known_whatever_their_accents_and_in_short() -> None:
    person = make_person(name="Valeria Treviño")
    organization = make_organization(name_en="The Worker Institute", name_es="", acronym_en="WI", acronym_es="")
    program = make_program(title_en="Leadership, Unity (LUNA): leaders", title_es="")
    known = KnownNames()

    assert known.person("valeria trevino").number == person.pk
    assert known.organization("Worker Institute").number == organization.pk
    assert known.organization("wi").number == organization.pk
    assert known.program("Nobody’s", "LUNA").number == program.pk
    assert known.program("", "Other").numbers == ()
    assert folded("  The Único’s ") == "unico's"
