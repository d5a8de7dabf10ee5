from types import SimpleNamespace as Row

import pytest

from programs.glossary_checks import Rule, broken, rules

IDWF = Row(acronym_en="IDWF", acronym_es="FITH")
TILDE = Row(acronym_en="TILDE", acronym_es="TILDE")
CENTER = Row(term_en="worker center", term_es="centro de trabajadores", avoid_en="center\nworker centre", avoid_es="")


def said(text: str, language: str, terms: tuple = (), organizations: tuple = ()) -> list[str]:
    return [rule.avoid for rule in broken(text, rules(language, terms, organizations))]


def test_an_acronym_of_another_language_is_pointed_at() -> None:
    assert rules("es", [], [IDWF, TILDE, Row(acronym_en="X", acronym_es="")]) == [Rule("IDWF", "FITH")]
    assert said("La IDWF convoca.", "es", organizations=(IDWF,)) == ["IDWF"]
    assert said("The FITH calls.", "en", organizations=(IDWF,)) == ["FITH"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Worker Centre opens.", ["worker centre"]),
        ("A worker\n centre opens.", ["worker centre"]),
        ("A worker center opens.", []),
        ("A worker center and a center open.", ["center"]),
        ("Workers centred on", []),
        ("", []),
    ],
)
def test_whole_words_count_and_nothing_within_the_approved_form(text: str, found: list[str]) -> None:
    assert said(text, "en", terms=(CENTER,)) == found


def term(approved: str, avoid: str) -> Row:
    return Row(term_es=approved, avoid_es=avoid)


def test_accents_do_not_matter_unless_they_are_the_difference() -> None:
    assert said("La traducción en VIVO", "es", terms=(term("interpretación", "traduccion en vivo"),)) != []
    assert said("Valeria Treviño", "es", terms=(term("Treviño", "Trevino"),)) == []
    assert said("Valeria Trevino", "es", terms=(term("Treviño", "Trevino"),)) == ["Trevino"]
    assert said("La organizacion", "es", terms=(term("organización", "organizacion"),)) == ["organizacion"]
    assert said("La organización", "es", terms=(term("organización", "organizacion"),)) == []


def test_short_forms_in_capitals_are_found_in_capitals_alone() -> None:
    assert said("we will", "en", terms=(Row(term_en="WILL Empower", avoid_en="WILL"),)) == []
    assert said("WILL and WILL Empower", "en", terms=(Row(term_en="WILL Empower", avoid_en="WILL"),)) == ["WILL"]


def test_signs_in_a_form_mean_themselves() -> None:
    assert said("C.I.W.O. (sic)", "es", terms=(term("CIWO", "C.I.W.O.\n.*"),)) == ["C.I.W.O."]


def test_a_form_with_nothing_in_its_place_is_pointed_at_too() -> None:
    assert rules("es", [term("", "sirvienta\n\n sirvienta ")], []) == [Rule("sirvienta", "")]
