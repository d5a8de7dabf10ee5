"""The date of a flyer: its picture."""

from ciwo_site.printing.faces import CAPITAL_HEIGHT, Face, width
from ciwo_site.printing.figures import figure_outlines
from ciwo_site.printing.lines import on_one_line
from ciwo_site.printing.setting import label
from ciwo_site.printing.sheet import Sheet, Text, Tone, cut
from events.enums import Occurrence
from events.flyer import FlyerPage

Place = tuple[float, float, float, float]  # left, top, width, height in millimetres


def draw_date(sheet: Sheet, page: FlyerPage, place: Place) -> None:
    """The date is the picture: a block of ink, the day as large as it goes, a cut-paper figure, the month on a label.

    In colour the day is printed in black on the ink; in black it is cut out of the block, as in a linocut.
    """
    edge, top, wide, high = place
    ground, type_ = (Tone.BLACK, Tone.WHITE) if sheet.in_colour else (Tone.WHITE, Tone.BLACK)
    pad = min(6.0, high * 0.08)
    sheet.fill(cut(edge, top, wide, high, 1.2), tone=Tone.INK)
    months = " · ".join(dict.fromkeys(text.month.upper() for text in page.texts)) + f" {page.texts[0].year}"
    month = on_one_line(months, Face.HEAVY, wide * 0.58, min(high * 0.2, 19))
    border = 0.24 * month.size
    label_high = CAPITAL_HEIGHT * month.size + 2 * border
    day_high = high - 2 * pad - label_high - pad * 0.7
    size = min(day_high / CAPITAL_HEIGHT, wide * 0.6 / width(page.day, Face.HEAVY))
    left, base = edge + pad, top + pad + CAPITAL_HEIGHT * size
    label_wide = width(month.lines[0], Face.HEAVY) * month.size + 2 * border
    covered = max(width(page.day, Face.HEAVY) * size, label_wide)
    side = min(high - 4, wide - covered - 2 * pad)
    x, y = edge + wide - side - 2, top + high - side - 2
    sheet.fill(*figure_outlines(page.figure, x, y, side), tone=Tone.WHITE)
    sheet.write(Text(left - 0.02 * size, base, page.day, Face.HEAVY, size, ground))
    label(sheet, month, left, top + high - pad - label_high, ground=ground, type_=type_)
    if page.state in (Occurrence.CANCELLED, Occurrence.POSTPONED):
        _strike(
            sheet,
            page.state,
            (left - 2, left + width(page.day, Face.HEAVY) * size + 6),
            base - CAPITAL_HEIGHT * size / 2,
            size,
        )


def _strike(sheet: Sheet, state: str, ends: tuple[float, float], middle: float, size: float) -> None:
    """A bar across a date that no longer holds."""
    thick = (0.12 if state == Occurrence.CANCELLED else 0.06) * size
    left, right = ends
    rise = (right - left) * 0.12
    bar = ((left, middle + rise), (right, middle - rise), (right, middle - rise + thick), (left, middle + rise + thick))
    halo = 1.2
    sheet.fill(
        (
            (left, middle + rise - halo),
            (right, middle - rise - halo),
            (right, middle - rise + thick + halo),
            (left, middle + rise + thick + halo),
        ),
        tone=Tone.WHITE if sheet.in_colour else Tone.BLACK,
    )
    sheet.fill(bar, tone=Tone.BLACK if sheet.in_colour else Tone.WHITE)
