"""A flyer on its sheet: everything on one page, nothing over anything else, whatever its texts; the code can be read."""

from dataclasses import replace
from itertools import combinations, product

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ciwo_site.i18n import LocalText
from ciwo_site.printing.sheet import Paper, Shape, Sheet, Text
from events.flyer import FlyerPage, FlyerText, Spoken
from events.flyer_options import FlyerOptions
from events.flyer_sheet import flyer_sheet
from events.flyer_strip import EDGE

LONG_TITLE = (
    "Compartiendo Historias con Trabajadores Esenciales: el poder de la narración de historias como herramienta "
    "movilizadora en los centros de trabajo, en los barrios y en las asambleas de las organizaciones de trabajadoras del "
    "hogar de América Latina, del Caribe y de los Estados Unidos, contado por quienes lo hicieron y por sus"
)
UNBROKEN = "Ñ" * 300
LINK = "https://wins.example.org/e/4"
VARIANTS = [
    FlyerOptions(language=language, paper=paper, has_strip=strip, in_colour=colour)
    for language, paper, strip, colour in product(("", "both"), Paper, (False, True), (False, True))
]


def text(language: str, **fields: object) -> FlyerText:
    words = {
        "language": language,
        "title": LocalText("Sharing stories", language, language),
        "series": LocalText("WINS", language, language),
        "kind": "Webinar",
        "state_label": "",
        "when": "Tuesday, February 24, 2026, 6:00–8:00 p.m. ET",
        "zones": ["5:00–7:00 p.m. CT"],
        "where": [LocalText("Online", language, language)],
        "people": "With Javier Morillo, Mara Ventura",
        "note": "",
        "remark": "",
        "services": ["Confirmed: live captions in English."],
        "call": "Register and read more",
        "month": "February",
        "year": "2026",
        "short_when": ["Feb 24, 2026", "6:00 p.m. ET"],
    }
    return FlyerText(**words | fields)


def flyer(**fields: object) -> FlyerPage:
    """A flyer in English, and in a second language where the test gives two texts."""
    values = {
        "link": LINK,
        "kind": "webinar",
        "state": "scheduled",
        "day": "24",
        "figure": "hands",
        "texts": [text("en")],
        "spoken": [
            Spoken("English", "Spoken from the stage.", "en", True),
            Spoken("Español", "Confirmada: interpretación en vivo de inglés a español y viceversa.", "es", True),
        ],
        "hosts": ["CIWO", "United for Respect"],
    }
    return FlyerPage(**values | fields)


def in_both(**fields: object) -> FlyerPage:
    title = LocalText("Compartiendo historias", "es", "es")
    return flyer(texts=[text("en", **fields), text("es", **{"title": title, "month": "febrero", **fields})])


def overlaps(sheet: Sheet) -> list[tuple[str, str]]:
    """Lines of type that lie over each other, by more than the air that their boxes hold."""
    air = 0.25
    found = []
    for one, other in combinations(sheet.texts, 2):
        left, top, right, bottom = one.box
        x, y, far, low = other.box
        slack = air * min(one.size, other.size)
        if min(right, far) - max(left, x) > slack and min(bottom, low) - max(top, y) > slack:
            found.append((one.text, other.text))
    return found


def off_the_page(sheet: Sheet) -> list[object]:
    """Marks of which a part would not be printed."""
    return [
        mark
        for mark in sheet.marks
        if isinstance(mark, Text | Shape)
        and not (
            mark.box[0] >= EDGE - 0.3
            and mark.box[1] >= EDGE
            and mark.box[2] <= sheet.width - EDGE + 0.3
            and mark.box[3] <= sheet.height - EDGE + 2
        )
    ]


def image_of(sheet: Sheet, dots: int = 6) -> Image.Image:
    """The shapes of a sheet as a grey copier sees them, at `dots` for a millimetre."""
    image = Image.new("L", (round(sheet.width * dots), round(sheet.height * dots)), 255)
    draw = ImageDraw.Draw(image)
    for mark in sheet.marks:
        if isinstance(mark, Shape):
            for outline in mark.outlines:
                draw.polygon([(x * dots, y * dots) for x, y in outline], fill=255 if mark.tone == "white" else 0)
    return image


@pytest.mark.parametrize("options", VARIANTS, ids=str)
@pytest.mark.parametrize("title", ["Yes", LONG_TITLE, UNBROKEN], ids=["short", "long", "unbroken"])
def test_nothing_lies_over_anything_or_leaves_the_page(options: FlyerOptions, title: str) -> None:
    named = LocalText(title, "en", "en")
    page = flyer(texts=[text("en", title=named)]) if options.language != "both" else in_both(title=named)

    sheet = flyer_sheet(page, options)

    assert overlaps(sheet) == []
    assert off_the_page(sheet) == []
    assert sheet.paper == options.paper


def test_two_long_titles_are_printed_in_the_same_size() -> None:
    spanish = text("es", title=LocalText(LONG_TITLE, "es", "es"))
    page = flyer(texts=[text("en"), spanish])

    sheet = flyer_sheet(page, FlyerOptions(language="both", has_strip=True))

    first = next(mark for mark in sheet.texts if mark.text == "Sharing stories")
    second = next(mark for mark in sheet.texts if mark.text.startswith("Compartiendo Historias"))
    assert first.size == second.size
    assert overlaps(sheet) == []


def test_a_title_that_both_languages_share_is_printed_once() -> None:
    borrowed = LocalText("Solo en español", "es", "en")
    page = flyer(texts=[text("en", title=borrowed), text("es", title=LocalText("Solo en español", "es", "es"))])

    sheet = flyer_sheet(page, FlyerOptions(language="both"))

    assert [mark.language for mark in sheet.texts if mark.text == "Solo en español"] == ["es"]


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_what_is_off_says_so_large_and_strikes_its_date(state: str) -> None:
    page = flyer(state=state, texts=[text("en", state_label=state.capitalize())], spoken=[])
    plain = flyer(spoken=[])

    sheet = flyer_sheet(page, FlyerOptions())

    assert [mark.size > 8 for mark in sheet.texts if mark.text == state.upper()] == [True]
    shapes = [
        sum(isinstance(mark, Shape) for mark in drawn.marks) for drawn in (sheet, flyer_sheet(plain, FlyerOptions()))
    ]
    assert shapes[0] == shapes[1] + 3  # the label, the bar, and the white around it
    assert overlaps(sheet) == []


def test_a_language_that_is_only_asked_for_is_not_printed_solid() -> None:
    sure, asked = Spoken("English", "Spoken.", "en", True), Spoken("Español", "Solicitada.", "es", False)

    tones = {mark.text: mark.tone for mark in flyer_sheet(flyer(spoken=[sure, asked]), FlyerOptions()).texts}

    assert (tones["English"], tones["Español"]) == ("white", "black")


@pytest.mark.parametrize("count", range(6))
def test_there_is_room_for_every_language(count: int) -> None:
    spoken = [Spoken(name, "Confirmed: live interpretation.", "en", True) for name in ("A", "B", "C", "D", "E")[:count]]

    sheet = flyer_sheet(flyer(spoken=spoken), FlyerOptions(has_strip=True))

    assert overlaps(sheet) == []
    assert off_the_page(sheet) == []


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("colour", [False, True])
def test_the_code_and_every_strip_lead_to_the_short_link(paper: Paper, colour: bool) -> None:
    sheet = flyer_sheet(in_both(), FlyerOptions(language="both", paper=paper, has_strip=True, in_colour=colour))

    codes = zxingcpp.read_barcodes(image_of(sheet), formats=zxingcpp.BarcodeFormat.QRCode)

    assert {code.text for code in codes} == {LINK}
    assert len(codes) == 11
    assert [mark.text for mark in sheet.texts].count("wins.example.org/e/4") == 11


def test_strips_are_in_both_languages_by_turns() -> None:
    sheet = flyer_sheet(in_both(), FlyerOptions(language="both", has_strip=True))

    turned = [mark.text for mark in sheet.texts if mark.is_turned]

    assert turned.count("Sharing stories") == turned.count("historias") == 5


def test_a_copier_needs_only_black() -> None:
    sheet = flyer_sheet(flyer(), FlyerOptions())

    assert {mark.tone for mark in sheet.marks if isinstance(mark, Shape | Text)} <= {"black", "white", "ink", "access"}
    assert not sheet.in_colour


anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300).map(
    lambda words: " ".join(words.split())
)


@settings(max_examples=15)
@given(title=anything.filter(bool), people=anything, host=anything, options=st.sampled_from(VARIANTS))
def test_any_text_finds_its_place(title: str, people: str, host: str, options: FlyerOptions) -> None:
    fields = {"title": LocalText(title, "en", "en"), "people": people}
    page = replace(
        flyer(texts=[text("en", **fields)]) if options.language != "both" else in_both(**fields), hosts=[host]
    )

    sheet = flyer_sheet(page, options)

    assert overlaps(sheet) == []
    assert off_the_page(sheet) == []


@pytest.mark.parametrize(
    "link", ["https://a.org/e/4", "https://catalog.worker-innovation.long-university.example.org/e/123456"]
)
def test_a_link_is_never_broken_where_somebody_could_misread_it(link: str) -> None:
    sheet = flyer_sheet(flyer(link=link), FlyerOptions(has_strip=True))

    shown = link.partition("://")[2]
    host, _slash, path = shown.partition("/")
    strips = [mark.text for mark in sheet.texts if mark.is_turned]
    assert [mark.text for mark in sheet.texts if not mark.is_turned].count(shown) == 1
    assert strips.count(shown) == 10 or (strips.count(host), strips.count(f"/{path}")) == (10, 10)
    assert overlaps(sheet) == []
    assert off_the_page(sheet) == []


def test_two_long_months_stand_on_one_label() -> None:
    texts = [text("en", month="September"), text("es", month="septiembre")]

    sheet = flyer_sheet(flyer(texts=texts, spoken=[], hosts=[]), FlyerOptions(language="both", paper=Paper.A4))

    assert [mark.text for mark in sheet.texts if "SEPT" in mark.text] == ["SEPTEMBER · SEPTIEMBRE 2026"]
    assert overlaps(sheet) == []
