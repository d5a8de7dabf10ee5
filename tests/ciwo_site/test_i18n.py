"""Which text a reader gets, and in which language it is."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.i18n import LocalText, active_language, entry_address, language_columns, other_languages, text_in


def entry(pk: int = 4, **texts: str | None) -> SimpleNamespace:
    return SimpleNamespace(pk=pk, **texts)


@pytest.mark.parametrize(
    ("texts", "wanted", "found"),
    [
        ({"title_en": "Stories", "title_es": "Historias"}, "en", LocalText("Stories", "en", "en")),
        ({"title_en": "Stories", "title_es": "Historias"}, "es", LocalText("Historias", "es", "es")),
        ({"title_en": "Stories", "title_es": ""}, "es", LocalText("Stories", "en", "es")),
        ({"title_en": None, "title_es": "Historias"}, "en", LocalText("Historias", "es", "en")),
        ({"title_en": " \n", "title_es": "Historias"}, "en", LocalText("Historias", "es", "en")),
        ({"title_en": "", "title_es": None}, "es", LocalText("", "es", "es")),
        ({}, "en", LocalText("", "en", "en")),
    ],
)
def test_a_reader_gets_her_own_language_or_another_as_what_it_is(texts: dict, wanted: str, found: LocalText) -> None:
    assert text_in(entry(**texts), "title", wanted) == found


def test_the_active_language_is_asked_for_unless_another_is_named() -> None:
    stories = entry(title_en="Stories", title_es="Historias")

    with translation.override("es"):
        assert text_in(stories, "title").text == "Historias"
        assert text_in(stories, "title", "en").text == "Stories"


@pytest.mark.parametrize(
    ("text", "is_borrowed", "is_there"),
    [
        (LocalText("Stories", "en", "es"), True, True),
        (LocalText("Stories", "en", "en"), False, True),
        (LocalText("", "en", "es"), False, False),
    ],
)
def test_a_text_knows_whether_it_is_borrowed(text: LocalText, is_borrowed: bool, is_there: bool) -> None:
    assert (text.is_borrowed, bool(text), str(text)) == (is_borrowed, is_there, text.text)


@pytest.mark.parametrize(("active", "found"), [("es", "es"), ("en", "en"), ("fr", "en"), (None, "en"), ("es-mx", "en")])
def test_the_active_language_is_one_of_the_sites(active: str | None, found: str) -> None:
    with translation.override(active):
        assert active_language() == found


def test_columns_and_other_languages_follow_the_settings() -> None:
    assert language_columns("title") == ("title_en", "title_es")
    assert (other_languages("en"), other_languages("es")) == (("es",), ("en",))


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Sharing Stories", "4-sharing-stories"),
        ("¡Compartiendo Historias! El poder de la narración", "4-compartiendo-historias-el-poder-de-la-narracion"),
        ("Año nuevo: ¿qué sigue?", "4-ano-nuevo-que-sigue"),
        ("", "4"),
        ("…", "4"),
        ("工人", "4"),
        ("-- WINS --", "4-wins"),
        ("word " * 30, "4-word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 300, f"4-{'x' * 60}"),
    ],
)
def test_an_address_is_a_number_and_words_that_anybody_can_type(title: str, address: str) -> None:
    assert entry_address(entry(title_en=title, title_es=""), language="en") == address


@given(st.text(max_size=300))
def test_any_title_makes_an_address(title: str) -> None:
    address = entry_address(entry(title_en=title, title_es=""), language="en")

    assert address.isascii()
    assert len(address) <= 62
    assert address.partition("-")[0] == "4"
    assert not address.endswith("-")
