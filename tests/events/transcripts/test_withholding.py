"""Whom a page may not name, a transcript does not name either."""

import pytest

from events.transcripts.parts import Paragraph
from events.transcripts.withholding import Withheld, withhold, withhold_text

XIOMARA = Withheld(names=("Xiomara Quiñones",))


def texts(*said: str, withheld: Withheld, speaker: str = "") -> list[str]:
    return [row.text for row in withhold([Paragraph(0, speaker, words) for words in said], withheld)]


def test_where_nothing_is_withheld_nothing_changes() -> None:
    rows = [Paragraph(0, "Ana", "Remember: Xiomara Quiñones.")]

    assert withhold(rows, Withheld()) == rows


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Thank you, Xiomara.", "Thank you, […]."),
        ("Thank you, Xiomara Quiñones!", "Thank you, […]!"),
        ("thank you, xiomara quinones", "thank you, […]"),
        ("XIOMARA QUIÑONES", "[…]"),
        ("Xiomara  Quinones’s idea", "[…]’s idea"),
        ("Doctora Quiñones", "Doctora […]"),
        ("the Xiomaras and Quiñonesa", "the Xiomaras and Quiñonesa"),
    ],
)
def test_a_name_is_left_out_whole_or_in_parts(said: str, expected: str) -> None:
    assert texts("We were four, and All of it began in May with Ana.", said, withheld=XIOMARA)[1] == expected


@pytest.mark.parametrize("name", ["Sue O'Neil-Paz", "Sue O’Neil‐Paz"])
@pytest.mark.parametrize("said", ["Sue O’Neil-Paz", "Sue O'Neil‑Paz", "Sue OʼNeil–Paz", "O’Neil", "O'NEIL", "Paz"])
def test_a_name_is_known_by_whatever_apostrophe_and_hyphen_it_is_written(name: str, said: str) -> None:
    assert texts(f"Thank you, {said}.", withheld=Withheld(names=(name,))) == ["Thank you, […]."]


def test_a_part_of_a_name_that_is_a_word_stays_a_word() -> None:
    withheld = Withheld(names=("Rosa de la Luz Paz",))

    assert texts("A rosa and la luz. Rosa said: PAZ and de nada.", "Words In Capitals", withheld=withheld) == [
        "A rosa and la luz. […] said: […] and de nada.",
        "Words In Capitals",
    ]


def test_where_a_machine_wrote_everything_small_a_small_name_is_a_name() -> None:
    assert texts("and then xiomara said that we were four", withheld=XIOMARA) == ["and then […] said that we were four"]


def test_who_speaks_is_not_said_where_she_is_not_named() -> None:
    rows = [Paragraph(0, "Xiomara Q.", "Hello"), Paragraph(1, "Ana", "Hello")]

    assert [row.speaker for row in withhold(rows, XIOMARA)] == ["", "Ana"]


def test_where_nobody_is_named_no_label_stands() -> None:
    rows = [Paragraph(0, "Ana Torres", "Hello. Xiomara: hola."), Paragraph(9, "Voice", "The rule is this: ask.")]

    assert withhold(rows, Withheld(labels=True)) == [
        Paragraph(0, "", "Hello. — hola."),
        Paragraph(9, "", "The rule is this: ask."),
    ]


def test_a_name_with_marks_of_a_pattern_is_a_name() -> None:
    withheld = Withheld(names=("O’Neil (Pat) [x] A+", "  "))

    assert withhold_text("Here is O’Neil (Pat) [x] A+ today", withheld) == "Here is […] today"
