"""Which terms of the glossary a text uses. Pure, so terms are plain objects here."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.glossary_terms import fold, forms_to_avoid, says, terms_in


def term(*, is_name: bool = False, **texts: str | None) -> SimpleNamespace:
    return SimpleNamespace(is_name=is_name, **texts)


@pytest.mark.parametrize(
    ("text", "form", "is_said"),
    [
        ("We talk of collective bargaining.", "collective bargaining", True),
        ("Collective\nBargaining!", "collective bargaining", True),
        ("collective  action and bargaining", "collective bargaining", False),
        ("Two facilitators came", "facilitator", True),
        ("las negociaciones colectivas", "negociación colectiva", True),
        ("LA NEGOCIACION COLECTIVA", "negociación colectiva", True),
        ("una organización", "organizacion", True),
        ("reorganización", "organización", False),
        ("organizadora", "organiza", False),
        ("hace un año", "ano", False),
        ("hace un an\u0303o", "año", True),
        ("FITH-CUT", "FITH", True),
        ("Fith", "FITH", False),
        ("They will march", "WILL", False),
        ("WILL Empower", "WILL", True),
        ("worker’s center", "worker's center", True),
        ("co‑op", "co-op", True),
        ("C++ (sic)", "C++", True),
        ("", "term", False),
        ("term", "", False),
        ("term", "  ", False),
    ],
)
def test_whole_words_count_whatever_their_case_and_accents(text: str, form: str, is_said: bool) -> None:
    assert says(text, form) is is_said


def test_an_official_name_has_no_plural() -> None:
    assert not says("the Federations", "Federation", may_be_plural=False)
    assert says("the Federation", "Federation", may_be_plural=False)


def test_a_term_is_found_by_its_form_in_that_language_or_by_one_to_avoid() -> None:
    federation = term(is_name=True, term_en="IDWF", term_es="FITH", avoid_en="", avoid_es="IDWF\nFederación del Hogar")
    facilitator = term(term_en="facilitator", term_es=None, avoid_en=None, avoid_es=None)
    terms = [facilitator, federation]

    assert terms_in("The IDWF sends a facilitator", "en", terms) == [facilitator, federation]
    assert terms_in("La FITH envía un facilitator", "es", terms) == [federation]
    assert terms_in("la federación del hogar", "es", terms) == [federation]
    assert terms_in("FITH", "en", terms) == []
    assert forms_to_avoid(federation, "es") == ["IDWF", "Federación del Hogar"]
    assert forms_to_avoid(facilitator, "es") == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_any_text_can_be_searched_for_any_form(text: str, form: str) -> None:
    assert says(text, form) in (True, False)
    assert fold(fold(text)) == fold(text)


def test_a_pasted_novel_is_searched_quickly_for_many_terms() -> None:
    novel = "the workers organize their workplace and bargain " * 20_000
    terms = [term(term_en=f"unknown term {number}", avoid_en="") for number in range(200)]

    assert terms_in(novel, "en", terms) == []
