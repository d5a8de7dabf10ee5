"""Setting type without a browser: lines that fit, codes that can be read, SVG and PDF that say the same."""

from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from ciwo_site.plates import FIGURES
from ciwo_site.printing.faces import Face, drawable, has_every_letter, width
from ciwo_site.printing.figures import figure_outlines
from ciwo_site.printing.lines import balanced, fit, fit_all, shortened, wrap
from ciwo_site.printing.pdf import pdf
from ciwo_site.printing.qr import modules, qr_outlines
from ciwo_site.printing.sheet import Paper, Sheet, Text, Tone, rectangle
from ciwo_site.printing.svg import svg

MADE = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
WORDS = "¿Qué pasó en Ñuñoa? Żółć, Nguyễn & “pingüinos” (50 %) 6:00–8:00 p. m."


def sheet(*texts: str, paper: Paper = Paper.LETTER, in_colour: bool = False) -> Sheet:
    found = Sheet(paper, title="A title; with \\ and (brackets)", language="es", in_colour=in_colour)
    for number, text in enumerate(texts):
        found.write(Text(20, 30 + 20 * number, text, Face.NARROW, 8))
    return found


def parsed(found: Sheet) -> ET.Element:
    """The picture, read as XML: stricter than a browser, which knows its namespace by itself."""
    drawing = svg(found).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)
    return ET.fromstring(drawing)  # noqa: S314 -- our own


def printed(found: Sheet) -> PdfReader:
    return PdfReader(BytesIO(pdf(found, made=MADE)))


# Measuring --------------------------------------------------------------------------------------------------------------


def test_letters_that_lean_towards_each_other_are_set_closer() -> None:
    assert width("AV", Face.HEAVY) < width("A", Face.HEAVY) + width("V", Face.HEAVY)


def test_a_letter_that_no_face_has_still_takes_room() -> None:
    assert width("講", Face.TEXT) == 1.0
    assert width("", Face.TEXT) == 0.0


@pytest.mark.parametrize(
    ("text", "kept"), [("🎉 Fiesta 🎉 hoy", "Fiesta hoy"), (WORDS, WORDS), ("a\u00a0b", "a\u00a0b"), ("講座", "")]
)
def test_what_has_no_shape_is_left_out(text: str, kept: str) -> None:
    assert drawable(text) == kept


@pytest.mark.parametrize(("text", "has"), [("🎉 Fiesta", True), (WORDS, True), ("講座", False), ("Пять", False)])
def test_a_letter_may_not_be_left_out(text: str, has: bool) -> None:
    assert has_every_letter(text) is has


@given(st.text("abcñ é—", max_size=80), st.floats(2, 20))
def test_no_line_is_wider_than_its_measure(text: str, measure: float) -> None:
    text = " ".join(text.split())

    for broken in (wrap(text, Face.TEXT, measure), balanced(text, Face.TEXT, measure)):
        assert [line for line in broken if width(line, Face.TEXT) > measure] == []
        assert "".join("".join(broken).split()) == "".join(text.split())


def test_lines_are_of_similar_length() -> None:
    text = "A title that is a little longer than one line of it"

    widths = [width(line, Face.HEAVY) for line in balanced(text, Face.HEAVY, 15)]
    unbalanced = [width(line, Face.HEAVY) for line in wrap(text, Face.HEAVY, 15)]

    assert len(widths) == len(unbalanced) == 2
    assert min(unbalanced) < 0.8 * max(widths) < min(widths)


def test_a_text_is_as_large_as_its_place_allows() -> None:
    small = fit("A title of some words", Face.HEAVY, room=(40, 20), largest=30)
    large = fit("A title of some words", Face.HEAVY, room=(80, 40), largest=30)

    assert small.height <= 20
    assert small.size < large.size <= 30
    assert max(width(line, Face.HEAVY) * large.size for line in large.lines) <= 80


def test_texts_that_belong_together_have_one_size() -> None:
    short, long = fit_all(["Yes", "A much longer title than that"], Face.HEAVY, room=(60, 30), largest=30, gap=0.3)

    assert short.size == long.size
    assert short.height + long.height + 0.3 * short.size <= 30


def test_a_text_without_an_end_gets_an_ellipsis() -> None:
    assert shortened("One two three four", Face.TEXT, 4, 2) == ["One two", "three…"]
    assert shortened("One two", Face.TEXT, 4, 2) == ["One two"]


# Drawing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_lies_in_its_square(name: str) -> None:
    points = [point for outline in figure_outlines(name, 10, 20, 50) for point in outline]

    assert all(5 <= x <= 65 and 15 <= y <= 75 for x, y in points)
    assert len(points) > 20


def test_a_code_is_read_from_the_paper_whatever_its_address_holds() -> None:
    address = "https://wins.example.org/e/4?a=ñ&b=%20"
    found = Sheet(Paper.A4, title="", language="en")
    found.fill(*qr_outlines(address, 20, 20, 20))

    page = pypdfium2.PdfDocument(pdf(found, made=MADE))[0].render(scale=3, grayscale=True).to_pil()

    assert [code.text for code in zxingcpp.read_barcodes(page)] == [address]
    assert (modules(address) - 17) % 4 == 0


def test_the_picture_for_the_browser_holds_every_text_as_text() -> None:
    drawing = parsed(sheet(WORDS, "<script>&amp;", "]]>"))

    assert [text.text for text in drawing.iter(f"{SVG}text")] == [WORDS, "<script>&amp;", "]]>"]
    assert drawing.attrib["viewBox"] == "0 0 215.9 279.4"


def test_it_has_no_style_and_no_script() -> None:
    drawing = parsed(sheet("A", in_colour=True))

    assert {
        name for node in drawing.iter() for name in node.attrib if name == "style" or name.startswith("on")
    } == set()


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (612, 792)), (Paper.A4, (595.28, 841.89))])
def test_the_document_is_one_page_of_its_paper(paper: Paper, size: tuple[float, float]) -> None:
    document = printed(sheet(WORDS, paper=paper))

    assert len(document.pages) == 1
    assert tuple(document.pages[0].mediabox[2:]) == pytest.approx(size, abs=0.1)


def test_its_text_can_be_searched_and_copied() -> None:
    assert printed(sheet(WORDS, "🎉 AVATAR")).pages[0].extract_text().split("\n") == [WORDS, "AVATAR"]


def test_text_that_runs_upwards_and_white_text_are_text_too() -> None:
    found = Sheet(Paper.LETTER, title="", language="en")
    found.write(Text(50, 100, "Upwards", Face.HEAVY, 5, is_turned=True))
    found.write(Text(80, 100, "27", Face.HEAVY, 50, Tone.WHITE))

    assert set(printed(found).pages[0].extract_text().split()) == {"Upwards", "27"}


def test_it_says_what_it_is_and_in_which_language() -> None:
    document = printed(sheet("A"))

    assert document.metadata.title == "A title; with \\ and (brackets)"
    assert document.root_object["/Lang"] == "es"
    assert document.metadata.creation_date == MADE


def test_its_faces_travel_with_it() -> None:
    fonts = printed(sheet("A")).pages[0]["/Resources"]["/Font"].values()

    descendants = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
    assert ["/FontFile2" in font["/FontDescriptor"].get_object() for font in descendants] == [True] * len(descendants)


def test_the_same_sheet_makes_the_same_bytes() -> None:
    assert pdf(sheet(WORDS), made=MADE) == pdf(sheet(WORDS), made=MADE)


def test_a_sheet_for_a_copier_is_black_and_white_and_one_in_colour_is_not() -> None:
    def colours(in_colour: bool) -> int:
        found = sheet(in_colour=in_colour)
        found.fill(rectangle(20, 20, 50, 50), tone=Tone.INK)
        page = pypdfium2.PdfDocument(pdf(found, made=MADE))[0].render(scale=1).to_pil()
        return sum(
            1
            for _count, (red, green, blue) in page.getcolors(10_000)
            if max(red, green, blue) - min(red, green, blue) > 8
        )

    assert colours(in_colour=False) == 0
    assert colours(in_colour=True) > 0


def test_the_faces_for_paper_measure_as_those_of_the_browser_do() -> None:
    """The woff2 files are cut from the same source; a line that fits on paper fits in the browser's print."""
    assert {face.path.exists() for face in Face} == {True}
    assert (settings.BASE_DIR / "static/fonts/archivo-heavy.woff2").exists()
