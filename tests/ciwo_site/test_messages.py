"""Messages to pass on: what a link holds is what somebody else reads."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.i18n import LocalText
from ciwo_site.messages import (
    MAIL_LINK_LENGTH,
    SHORT_LENGTH,
    Line,
    Message,
    in_lines,
    line_of,
    marked,
    marked_title,
    one_line,
    short_message,
    shortened,
)

LINK = "https://wins.example.org/e/4"
AWKWARD = "50 % & más: #1 ¿sí? + “a”; b=c\\ 🎉 </script> ]]>"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def message(text: str = "Text", **fields: str) -> Message:
    lines = tuple(Line(line) for line in text.split("\n"))
    values = {"language": "en", "name": "English", "subject": text, "lines": lines, "short": text, "letter": text}
    return Message(**values | fields)


def body_of(link: str) -> str:
    return unquote(link.partition("body=")[2])


@pytest.mark.parametrize("text", [AWKWARD, f"{AWKWARD}\n{LINK}", "a+b c%20d"])
def test_each_link_holds_the_text_as_it_is(text: str) -> None:
    found = message(text)

    assert parse_qs(urlsplit(found.whatsapp).query, strict_parsing=True) == {"text": [text]}
    assert body_of(found.sms) == text
    assert body_of(found.mail) == text.replace("\n", "\r\n")


@given(TEXTS)
def test_no_text_breaks_out_of_its_link(text: str) -> None:
    found = message(text)

    assert parse_qs(urlsplit(found.whatsapp).query, keep_blank_values=True) == {"text": [text]}
    fields = parse_qs(urlsplit(found.mail).query, keep_blank_values=True)
    assert set(fields) == {"subject", "body"}
    assert fields["subject"] == [text]
    assert not urlsplit(found.whatsapp).fragment


def test_the_links_go_where_they_say() -> None:
    found = message()

    assert urlsplit(found.whatsapp)[:3] == ("https", "wa.me", "/")
    assert found.sms.startswith("sms:?&body=")  # iPhones read what follows the ampersand, others what follows the mark
    assert found.mail.startswith("mailto:?subject=")


def test_a_letter_that_is_too_long_for_a_link_becomes_the_message() -> None:
    found = message("Short", letter="ñ" * 700)

    assert body_of(found.mail) == "Short"
    assert len(found.mail) < MAIL_LINK_LENGTH


def test_lines_are_lines_and_empty_ones_are_left_out() -> None:
    texts = ["One\r\n two\t", "", "  ", "6:00\u00a0p.m."]

    assert [line.text for line in in_lines(map(line_of, texts))] == ["One two", "6:00 p.m."]
    assert one_line("\u2028a\u2029b\x0bc") == "a b c"


def test_a_short_message_gives_up_its_title_first() -> None:
    text = short_message("word " * 60, ["Feb 24, 2026, 6:00–8:00\u00a0p.m. ET", "In English and Spanish."], LINK)

    assert len(text) <= SHORT_LENGTH
    assert text.endswith(f". Feb 24, 2026, 6:00-8:00 p.m. ET. In English and Spanish. {LINK}")
    assert text.startswith("word word")
    assert "word... " not in text.partition(". ")[2]


def test_a_short_message_is_whole_where_there_is_room() -> None:
    assert short_message("A title.", ["", "Feb 24"], LINK, "Cancelled: ") == f"Cancelled: A title. Feb 24. {LINK}"


def test_a_short_message_has_a_title_whatever_else_it_says() -> None:
    text = short_message("A title of some words and more", ["x" * 200], LINK)

    assert text.startswith("A title of some")
    assert text.endswith(LINK)


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [("One two three", 13, "One two three"), ("One two three", 12, "One two..."), ("x" * 30, 10, "xxxxxxx...")],
)
def test_a_text_is_cut_between_words_where_it_has_any(text: str, length: int, kept: str) -> None:
    assert shortened(text, length) == kept


def test_a_borrowed_text_says_so() -> None:
    own, borrowed = LocalText("Hola", "es", "es"), LocalText("Hola", "es", "en")

    assert (marked(own), marked(borrowed)) == ("Hola", "Hola (in Spanish)")
    assert (marked_title(own), marked_title(borrowed)) == ("Hola", "Hola (title in Spanish)")


def test_a_page_can_tell_the_borrowed_words_of_a_line() -> None:
    borrowed = LocalText("Solo en\nespañol", "es", "en")

    line = line_of("Cancelled: Solo en\nespañol (title in Spanish)", borrowed)

    assert [(piece.text, piece.is_borrowed) for piece in line.pieces] == [
        ("Cancelled: ", False),
        ("Solo en español", True),
        (" (title in Spanish)", False),
    ]
    assert line_of("Hola", LocalText("Hola", "es", "es")).borrowed is None
