"""A sheet as PDF, without a browser: to be sent on, or taken to a copy shop.

Letters are text (they can be searched and copied), everything else is lines; nothing is a picture. The same sheet makes
the same bytes.
"""

from datetime import datetime

from fpdf import FPDF
from fpdf.drawing import PaintedPath
from fpdf.drawing_primitives import color_from_hex_string
from fpdf.enums import IntersectionRule

from ciwo_site.printing.faces import Face, drawable
from ciwo_site.printing.sheet import Line, Shape, Sheet, Text, Tone
from ciwo_site.printing.svg import palette

POINT = 25.4 / 72  # millimetres
LIFT = 0.3  # of its size, by which FPDF sets a line below the middle of its cell


def pdf(sheet: Sheet, *, made: datetime) -> bytes:
    """The sheet as a document of one page. `made` is what its properties say; no clock is read."""
    document = FPDF(unit="mm", format=sheet.paper.size)
    document.set_title(drawable(sheet.title))
    document.set_lang(sheet.language)
    document.set_creator("CIWO")
    document.set_creation_date(made)
    document.set_auto_page_break(False)
    document.set_margin(0)
    document.c_margin = 0
    for face in Face:
        document.add_font(face.value, fname=face.path)
    document.set_text_shaping(use_shaping_engine=True, features={"kern": True, "liga": False})
    document.add_page()
    colours = palette(sheet)
    for mark in sheet.marks:
        match mark:
            case Text():
                _write(document, mark, colours)
            case Shape():
                _fill(document, mark, colours)
            case Line():
                _rule(document, mark)
    return bytes(document.output())


def _write(document: FPDF, mark: Text, colours: dict[Tone, str]) -> None:
    text = drawable(mark.text)
    if not text:
        return
    document.set_font(mark.face.value, size=mark.size / POINT)
    document.set_text_color(_rgb(colours[mark.tone]))
    if mark.is_turned:
        with document.rotation(90, mark.x, mark.y):
            _set(document, mark, text)
    else:
        _set(document, mark, text)


def _set(document: FPDF, mark: Text, text: str) -> None:
    document.set_xy(mark.x, mark.y - LIFT * mark.size)
    document.cell(w=document.get_string_width(text), h=0, text=text)


def _fill(document: FPDF, mark: Shape, colours: dict[Tone, str]) -> None:
    path = PaintedPath()
    path.style.fill_color = color_from_hex_string(colours[mark.tone])
    path.style.stroke_color = None
    path.style.intersection_rule = IntersectionRule.EVENODD
    path.style.auto_close = True
    for (x, y), *others in mark.outlines:
        path.move_to(x, y)
        for other_x, other_y in others:
            path.line_to(other_x, other_y)
        path.close()
    with document.drawing_context() as context:
        context.add_item(path, clone=False)


def _rule(document: FPDF, mark: Line) -> None:
    document.set_draw_color(0)
    document.set_line_width(mark.thickness)
    document.set_dash_pattern(dash=mark.dash, gap=mark.dash)
    document.line(*mark.start, *mark.end)
    document.set_dash_pattern()


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
