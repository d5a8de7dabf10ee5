"""Pieces of paper to tear off a flyer, each with the code, the link and the date."""

from ciwo_site.printing.faces import Face, width
from ciwo_site.printing.lines import shortened, wrap
from ciwo_site.printing.qr import qr_outlines
from ciwo_site.printing.sheet import Sheet, Text
from events.flyer import FlyerPage, FlyerText

# Millimetres.
STRIP = 52.0
EDGE = 6.0  # of the paper, where no printer prints
TABS = 10
LINK, LINK_AT_LEAST = 4.6, 2.6  # sizes; a longer link stands on two lines


def draw_strip(sheet: Sheet, page: FlyerPage) -> None:
    """Along the lower edge, in the languages of the flyer by turns."""
    top = sheet.height - STRIP
    wide = (sheet.width - 2 * EDGE) / TABS
    sheet.rule((0, top), (sheet.width, top), 0.3, dash=2)
    for number in range(TABS + 1):
        x = EDGE + number * wide
        sheet.rule((x, top), (x, sheet.height), 0.3, dash=2)
    for number in range(TABS):
        _tab(sheet, page, page.texts[number % len(page.texts)], EDGE + number * wide, top, wide)


def _tab(sheet: Sheet, page: FlyerPage, text: FlyerText, x: float, top: float, wide: float) -> None:
    """The code upright, below it a few lines that run upwards."""
    side = wide - 1.5
    sheet.fill(*qr_outlines(page.link, x + 0.75, top + 0.75, side))
    start = sheet.height - EDGE
    long = start - top - side - 1.5
    links = [(line, Face.HEAVY, min(LINK, long / width(line, Face.HEAVY))) for line in _link_lines(page, long)]
    title = shortened(_state_and_title(text), Face.NARROW, long / 2.9, 2)
    whens = [(line, Face.TEXT, 2.4) for words in text.short_when for line in wrap(words, Face.TEXT, long / 2.4)]
    lines = [*((line, Face.NARROW, 2.9) for line in title), *whens, *links]
    free = wide - sum(size * 1.12 for _line, _face, size in lines)
    across = x + free / 2
    for line, face, size in lines:
        across += size * 1.12
        sheet.write(Text(across - size * 0.28, start, line, face, size, language=text.language, is_turned=True))


def _link_lines(page: FlyerPage, long: float) -> list[str]:
    """The link on one line, or the name of the site and the rest on two: it is never broken elsewhere."""
    link = page.shown_link
    if long / width(link, Face.HEAVY) >= LINK_AT_LEAST:
        return [link]
    host, _slash, path = link.partition("/")
    return [host, f"/{path}"]


def _state_and_title(text: FlyerText) -> str:
    return f"{text.state_label}: {text.title}" if text.state_label else str(text.title)
