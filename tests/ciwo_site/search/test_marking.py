"""Which words of a text are marked, and which part of it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.search.marking import SNIPPET_LENGTH, Marked, beginning, marked, snippet
from ciwo_site.search.query import Term, parse
from ciwo_site.search.words import composed

FILLER = "Palabras que nada dicen aquí. " * 40


def terms(typed: str) -> tuple[Term, ...]:
    return parse(typed, ("en", "es")).terms


def hits(found: Marked) -> list[str]:
    return [piece.text for piece in found.pieces if piece.is_hit]


@pytest.mark.parametrize(
    ("typed", "text", "language", "words"),
    [
        ("organizacion", "La Organización, organizaciones y órganos.", "es", ["Organización", "organizaciones"]),
        ("historia", "Historias e historiadores", "es", ["Historias", "historiadores"]),
        ("organizing now", "We organize. Nowhere is now far.", "en", ["organize"]),
        ("nino", "Niños, un niñito y la niña", "es", ["Niños", "niña"]),
        ("trevino", "Valeria Trevin\u0303o habla", "es", ["Treviño"]),
        ("director", "Co-directors and directors", "en", ["directors", "directors"]),
        ("codirectors", "Co-directors", "en", ["Co-directors"]),
        ("kiche", "En K’iche’ y español", "es", ["K’iche"]),
        ("mark", "<mark>mark</mark> & mark;", "en", ["mark", "mark", "mark", "mark"]),
        ("luna", "lunar lunas", "es", ["lunar", "lunas"]),
    ],
)
def test_the_words_that_were_asked_for_are_marked(typed: str, text: str, language: str, words: list[str]) -> None:
    found = marked(text, terms(typed), language)

    assert hits(found) == words
    assert str(found) == composed(text)


def test_a_text_without_the_words_stays_whole() -> None:
    found = marked("Nada de eso", terms("luna"), "es")

    assert (hits(found), found.terms, str(found)) == ([], frozenset(), "Nada de eso")


def test_a_snippet_shows_the_place_with_most_of_the_words() -> None:
    text = f"Una luna sola. {FILLER}Aquí está el sol, y con él la luna llena. {FILLER}"

    found = snippet(text, terms("luna sol"), "es")

    assert found.terms == {0, 1}
    assert hits(found) == ["sol", "luna"]
    assert str(found).startswith("…") and str(found).endswith("…")  # noqa: PT018 -- one thing: it is cut on both sides
    assert len(str(found)) <= SNIPPET_LENGTH + 2


def test_a_snippet_is_cut_between_words() -> None:
    text = f"{FILLER}la luna llena {FILLER}"

    whole = str(snippet(text, terms("luna"), "es")).strip("…")

    assert f" {whole} " in text


def test_a_short_text_is_its_own_snippet() -> None:
    assert str(snippet("Bajo la luna.", terms("luna"), "es")) == "Bajo la luna."


def test_a_text_without_the_words_has_no_snippet_but_a_beginning() -> None:
    assert not snippet(FILLER, terms("luna"), "es")
    assert str(beginning(FILLER)).startswith("Palabras que nada dicen aquí.")
    assert len(str(beginning(FILLER))) <= SNIPPET_LENGTH + 1
    assert not beginning("")


def test_a_word_of_300_letters_is_shown_as_far_as_there_is_room() -> None:
    found = snippet(f"{'a' * 300} luna", terms("luna"), "es")

    assert hits(found) == ["luna"]


@given(st.text(), st.text(max_size=40))
def test_marking_changes_no_letter(text: str, typed: str) -> None:
    found = marked(text, terms(typed), "en")

    assert str(found) == composed(text)


@given(st.text(), st.text(max_size=40))
def test_a_snippet_is_a_part_of_the_text(text: str, typed: str) -> None:
    found = str(snippet(text, terms(typed), "es"))

    assert found.removeprefix("…").removesuffix("…") in composed(text)
