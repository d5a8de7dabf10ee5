"""What somebody typed, however absurd, as words to look for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.search.query import LONGEST, MOST_WORDS, parse

LANGUAGES = ("en", "es")


def asked(typed: str) -> list[str]:
    return [term.typed for term in parse(typed, LANGUAGES).terms]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "😀 👩‍🌾", "\0", "%%__", "()'\";--", "the of and", "la de los", "¿?", "\u200b\u00ad", "* OR *", '""'],
)
def test_nothing_to_look_for(typed: str) -> None:
    assert not parse(typed, LANGUAGES)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("trabajadoras  del\thogar", ["trabajadoras", "hogar"]),
        ('"compartiendo historias"', ["compartiendo", "historias"]),
        ("+amazon -walmart", ["amazon", "walmart"]),
        ("title:luna AND body:sol*", ["title", "luna", "body", "sol"]),
        ("Luna luna LUNA", ["LUNA"]),
        ("co-op", ["co", "op"]),
        ("comunidad y", ["comunidad"]),
        ("a%b_c", ["b", "c"]),
        ("orga\u00adnización", ["organización"]),
        ("nin\u0303os", ["niños"]),
        ("fifty\0four", ["fifty", "four"]),
    ],
)
def test_signs_are_no_words(typed: str, words: list[str]) -> None:
    assert asked(typed) == words


def test_stop_words_of_either_language_are_left_out_and_named() -> None:
    query = parse("the history de la organización", LANGUAGES)

    assert asked(query.typed) == ["history", "organización"]
    assert query.left_out == ("the", "de", "la")


def test_only_the_last_word_may_be_a_beginning_and_no_short_one() -> None:
    assert [term.beginning for term in parse("trabaja organi", LANGUAGES).terms] == ["", "organi"]
    assert [term.beginning for term in parse("organi tr", LANGUAGES).terms] == ["", ""]
    assert parse("Niñ", LANGUAGES).terms[0].beginning == "nin"


def test_a_word_is_asked_for_in_the_forms_of_each_language() -> None:
    (term,) = parse("organizing", LANGUAGES).terms

    assert term.forms == {"en": {"organizing", "organiz"}, "es": {"organizing"}}


def test_parts_of_a_compound_may_stand_for_the_whole() -> None:
    first, last = parse("co-op", LANGUAGES).terms

    assert first.accepts(frozenset({"coop"}), "en")
    assert last.accepts(frozenset({"coop"}), "en")
    assert not first.accepts(frozenset({"op"}), "en")


def test_a_long_question_is_cut_and_says_so() -> None:
    many = parse(" ".join(f"word{number}" for number in range(20)), LANGUAGES)
    long = parse("x" * 10_000, LANGUAGES)

    assert (len(many.terms), many.is_cut) == (MOST_WORDS, True)
    assert many.terms[-1].beginning == ""
    assert (len(long.typed), len(long.terms), long.is_cut) == (LONGEST, 1, True)
    assert not parse("short", LANGUAGES).is_cut


@given(st.text(max_size=400))
def test_whatever_is_typed_can_be_shown_again_and_asked_again(typed: str) -> None:
    query = parse(typed, LANGUAGES)

    assert len(query.typed) <= LONGEST
    assert query.typed.isprintable()
    assert parse(query.typed, LANGUAGES).typed == query.typed
    assert all("\0" not in form for term in query.terms for some in term.forms.values() for form in some)
