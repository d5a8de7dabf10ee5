"""Words as they are compared: accents, case, word forms, and what each language needs besides."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.search.words import WORD_LENGTH, composed, fold, forms, rules_of, token_forms, tokens, words_in

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]))


def meet(asked: str, said: str, language: str) -> bool:
    return not token_forms(asked, language).isdisjoint(token_forms(said, language))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("organizacion", "Organización"),
        ("organización", "ORGANIZACIONES"),
        ("historia", "historias"),
        ("nino", "niños"),
        ("NIÑA", "niño"),
        ("voz", "voces"),
        ("luces", "luz"),
        ("comunitaria", "comunidades"),
        ("comunidad", "comunitario"),
        ("mujer", "mujeres"),
        ("lideresas", "liderazgo"),
        ("sindical", "sindicatos"),
        ("pinguino", "pingüinos"),
    ],
)
def test_words_meet_in_spanish(asked: str, said: str) -> None:
    assert meet(asked, said, "es")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("organizing", "organize"),
        ("organizations", "Organizers"),
        ("woman", "women"),
        ("women’s", "woman"),
        ("worker's", "workers"),
        ("stories", "story"),
        ("leadership", "leaders"),
        ("community", "communities"),
        ("naive", "naïve"),
        ("codirectors", "co-directors"),
        ("directors", "co-director"),
    ],
)
def test_words_meet_in_english(asked: str, said: str) -> None:
    assert meet(asked, said, "en")


@pytest.mark.parametrize(
    ("asked", "said", "language"),
    [("hora", "ahora", "es"), ("history", "historian’s", "es"), ("organ", "organizing", "en"), ("ala", "al", "es")],
)
def test_words_that_only_look_alike_do_not_meet(asked: str, said: str, language: str) -> None:
    assert not meet(asked, said, language)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ñandú", "nandu"),
        ("K’iche’", "kiche"),
        ("i̱tu̱n", "itun"),
        ("𝗪𝗲𝗯𝗶𝗻𝗮𝗿", "webinar"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("orga\u00adnización", "organizacion"),
        ("n\u0303", "n"),
        ("😀", ""),
    ],
)
def test_folding_leaves_what_anybody_can_type(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_word_is_the_same_in_every_unicode_form() -> None:
    decomposed = "organizacio\u0301n"

    assert words_in(decomposed, "es") == words_in("organización", "es") != set()


def test_stop_words_are_no_words_of_a_text() -> None:
    assert words_in("El taller de la comunidad", "es") == {*forms("taller", "es"), *forms("comunidad", "es")}
    assert words_in("The of and a", "en") == set()


def test_a_compound_is_known_as_a_whole_and_by_its_parts() -> None:
    assert {"codirectors", "co", "directors", "director"} <= token_forms("co-directors", "en")


def test_tokens_stand_where_they_are() -> None:
    text = composed("¡Sí! La co-dirección, de K’iche’.")

    found = list(tokens(text))

    assert [text[token.start : token.end] for token in found] == ["Sí", "La", "co-dirección", "de", "K’iche"]
    assert [text[part.start : part.end] for part in found[2].parts] == ["co", "dirección"]


def test_a_word_without_an_end_is_cut() -> None:
    assert {len(form) for form in forms("a" * 300, "en")} == {WORD_LENGTH}


def test_a_language_without_rules_of_its_own_does_with_its_stemmer_or_without() -> None:
    assert rules_of("pt").stemmer == "portuguese"
    assert rules_of("ht").stemmer == ""
    assert forms("Òganizasyon", "ht") == {"oganizasyon"}


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"organiz{ending}{number}ando" for number in range(200) for ending in ("ar", "ó")]
    alone = [forms.__wrapped__(word, "es") for word in words]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda word: forms.__wrapped__(word, "es"), words))

    assert together == alone


@given(ANYTHING)
def test_any_text_has_words_that_fit_the_index(text: str) -> None:
    found = words_in(text, "es") | words_in(text, "en")

    assert all(word and len(word) <= WORD_LENGTH and " " not in word and "\0" not in word for word in found)


@given(ANYTHING)
def test_a_word_of_a_text_is_found_by_itself(text: str) -> None:
    for token in tokens(composed(text)):
        assert token_forms(token.text, "es") <= words_in(text, "es")
