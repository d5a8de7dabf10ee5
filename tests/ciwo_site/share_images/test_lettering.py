"""Type set without a browser: every accent, nothing as an empty box, and no text that does not fit."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciwo_site.printing.faces import Face, has_every_letter
from ciwo_site.share_images.lettering import Setting, fit, font, printable, text_width

LONG_TITLE = (
    "Compartiendo Historias con Trabajadores Esenciales: el poder de la narración de historias como herramienta "
    "movilizadora"
)
ROOM = (596, 330)


def fitted(text: str, room: tuple[int, int] = ROOM) -> Setting:
    return fit(printable(text), room, largest=200, smallest=30)


@pytest.mark.parametrize("face", [Face.HEAVY, Face.NARROW])
def test_a_line_is_printed_as_wide_as_it_was_measured(face: Face) -> None:
    line = "Tuesday, February 27, 2024, 6:00–8:00 p.m. ET"

    printed = font(face, 42).getlength(line)

    assert printed == pytest.approx(text_width(line, 42, face), rel=0.02)


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué? ¡Sí! “ñandú”, lingüística — ÁÉÍÓÚ ÜÑ áéíóú üñ ª º",
        "K’iche’, Kreyòl ayisyen, Português, Français, tlahtōlli",
        "Łódź, Şirin, Dvořák, Győr, Ðorđe, Æsa, Ørsted, Åsa",
        "Nguyễn Thị Đặng ở Hà Nội",
        "½ € £ § © 50 %",
        "6:00\u202fp.\u00a0m.",
    ],
)
def test_what_people_write_in_latin_letters_is_printed_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Organi\u0301zate", "Organízate"),  # one letter and its accent
        ("ñ\u0331andú", "ñandú"),  # an accent that the face lacks
        ("𝐒𝐢, 𝓼𝓲", "Si, si"),  # ornamental letters
        ("ﬁn ①", "fin 1"),
        ("Paro ✊🏽 general 🇲🇽", "Paro general"),
        ("大会 → 2026", "2026"),
        ("uno\n\tdos\u2028tres\u00addos", "uno dos tresdos"),
        ("\u202eabc\u200b", "abc"),
        ("✊🏽", ""),
        ("", ""),
    ],
)
def test_what_the_face_lacks_becomes_plain_or_is_dropped(text: str, printed: str) -> None:
    assert printable(text) == printed


@given(st.text(max_size=40))
def test_every_letter_that_is_printed_has_a_shape(text: str) -> None:
    kept = printable(text)

    assert printable(kept) == kept
    assert has_every_letter(kept)
    assert not [letter for letter in kept if unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Cs")]


@settings(max_examples=30)
@given(st.text(alphabet="aeñÁ -’.WMi", max_size=300))
def test_nothing_is_wider_or_taller_than_its_box(text: str) -> None:
    setting = fitted(text)

    assert max(text_width(line, setting.size, setting.face) for line in setting.lines) <= ROOM[0]
    assert setting.height <= ROOM[1] + 1
    assert 30 <= setting.size <= 200


def test_a_long_spanish_title_is_whole_and_readable() -> None:
    setting = fitted(LONG_TITLE)

    assert " ".join(setting.lines) == LONG_TITLE
    assert setting.size >= 56
    assert len(setting.lines) <= 5


def test_a_word_without_end_is_broken_and_loses_no_letter() -> None:
    setting = fitted("ñ" * 300)

    assert "".join(setting.lines) == "ñ" * 300
    assert len(setting.lines) > 5


def test_a_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    setting = fit("palabra " * 100, (300, 60), largest=40, smallest=24)

    assert setting.size == 24
    assert setting.lines[-1].endswith("…")
    assert setting.height <= 60


def test_a_short_title_is_as_large_as_it_may_be() -> None:
    assert (fitted("Hoy").size, fitted("Hoy").lines) == (200, ("Hoy",))


def test_a_hyphen_is_no_place_to_break_while_words_fit() -> None:
    assert fitted("Co-Directorships Resource Guide").lines == ("Co-Directorships", "Resource Guide")
    assert fitted("a-" * 150).lines[0].endswith("-")


def test_no_lone_word_is_left_where_a_little_less_size_saves_it() -> None:
    lines = fitted("Worker Center Innovation in Upstate New York").lines

    assert lines == ("Worker Center", "Innovation in", "Upstate New York")
