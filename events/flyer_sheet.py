"""A flyer placed on its sheet: the date is the picture, everything else takes the room that is left.

What stands at the foot has fixed places; the title and the date share the rest, the title first. Every text is measured
before it is placed, so whatever its length the flyer is one page.
"""

from collections.abc import Sequence

from django.utils.text import capfirst

from ciwo_site.printing.faces import CAPITAL_HEIGHT, Face, width
from ciwo_site.printing.lines import Lines, fit, fit_all, on_one_line
from ciwo_site.printing.qr import QUIET, modules, qr_outlines
from ciwo_site.printing.setting import label, set_lines
from ciwo_site.printing.sheet import Sheet, Text, Tone, cut, rectangle
from events.enums import EventKind
from events.flyer import FlyerPage, FlyerText, Spoken
from events.flyer_date import draw_date
from events.flyer_options import FlyerOptions
from events.flyer_strip import STRIP, draw_strip

# Millimetres.
MARGIN = 13.0
GAP = 5.0
HEAD = 11.0
FOOT = 37.0
DATE_AT_LEAST, DATE_AT_MOST = 48.0, 122.0
RULE = 1.5
GUTTER = 8.0  # between two columns
FACT_GAP = 1.6
TITLE_SHARE, TITLES_SHARE = 0.44, 0.52  # of the room that date and title share, or date and titles


def flyer_sheet(page: FlyerPage, options: FlyerOptions) -> Sheet:
    """The flyer on the paper that was chosen."""
    first = page.texts[0]
    sheet = Sheet(
        options.paper,
        title=first.title.text,
        language=first.language,
        in_colour=options.in_colour,
        ink="marigold" if page.kind == EventKind.CONVENING else "vermilion",
    )
    inner = sheet.width - 2 * MARGIN
    bottom = sheet.height - (STRIP + GAP if options.has_strip else MARGIN)
    _head(sheet, page, inner)
    bottom = _foot(sheet, page, inner, bottom)
    bottom = _languages(sheet, page, inner, bottom)
    _middle(sheet, page, inner, MARGIN + HEAD, bottom)
    if options.has_strip:
        draw_strip(sheet, page)
    return sheet


def _head(sheet: Sheet, page: FlyerPage, inner: float) -> None:
    """Whose event it is, and of which kind."""
    kinds = " · ".join(dict.fromkeys(text.kind for text in page.texts))
    kind_width = width(kinds, Face.NARROW) * 5
    series = " · ".join(dict.fromkeys(str(text.series) for text in page.texts if text.series)) or "CIWO"
    name = on_one_line(series, Face.NARROW, inner - kind_width - GAP, 5)
    set_lines(sheet, name, MARGIN, MARGIN + 4 - CAPITAL_HEIGHT * name.size, Face.NARROW)
    sheet.write(Text(sheet.width - MARGIN - kind_width, MARGIN + 4, kinds, Face.NARROW, 5))
    sheet.fill(rectangle(MARGIN, MARGIN + 6.5, inner, RULE))


def _foot(sheet: Sheet, page: FlyerPage, inner: float, bottom: float) -> float:
    """The code, and the link for who has nothing to scan it with. Returns the upper edge."""
    top = bottom - FOOT
    sheet.fill(rectangle(MARGIN, top, inner, RULE))
    side = FOOT
    quiet = side * QUIET / (modules(page.link) + 2 * QUIET)
    sheet.fill(*qr_outlines(page.link, MARGIN - quiet, top + RULE + 2.5 - quiet / 2, side))
    left, wide = MARGIN + side - quiet + 3, inner - side + quiet - 3
    calls = on_one_line(" · ".join(text.call for text in page.texts), Face.NARROW, wide, 6)
    set_lines(sheet, calls, left, top + RULE + 3.5, Face.NARROW)
    hosts = fit(" · ".join(page.hosts), Face.TEXT, room=(wide, 8.5), largest=3.9, leading=1.15)
    base = bottom - 0.5 - (hosts.height + 3.5 if hosts.lines else 2)
    size = min(19.0, base - top - 12, wide / width(page.shown_link, Face.HEAVY))  # on one line, to be typed
    sheet.write(Text(left, base, page.shown_link, Face.HEAVY, size))
    set_lines(sheet, hosts, left, bottom - hosts.height, Face.TEXT)
    return top - GAP


def _languages(sheet: Sheet, page: FlyerPage, inner: float, bottom: float) -> float:
    """One label for each language that it can be followed in: solid where it is sure, an outline where it is not."""
    services = list(dict.fromkeys(line for text in page.texts for line in text.services))
    if services:
        lines = fit(" ".join(services), Face.TEXT, room=(inner, 9.5), largest=4, leading=1.2)
        set_lines(sheet, lines, MARGIN, bottom - lines.height, Face.TEXT)
        bottom -= lines.height + 3
    columns = 2 if len(page.spoken) in (2, 4) else 3
    rows = [page.spoken[at : at + columns] for at in range(0, len(page.spoken), columns)]
    for row in reversed(rows):
        bottom = _language_row(sheet, row, inner, bottom) - 2.5
    return bottom - (GAP - 2.5 if rows else 0)


def _language_row(sheet: Sheet, row: Sequence[Spoken], inner: float, bottom: float) -> float:
    gap = 3.0
    wide = (inner - gap * (len(row) - 1)) / len(row)
    names = fit_all([spoken.name for spoken in row], Face.HEAVY, room=(wide - 8, 100), largest=10)
    hows = [fit(spoken.how, Face.NARROW, room=(wide - 8, 10.5), largest=4.4, leading=1.12) for spoken in row]
    name_high = CAPITAL_HEIGHT * names[0].size + 4
    high = 4 + name_high + max(how.height for how in hows) + 2
    top = bottom - high
    for number, (spoken, name, how) in enumerate(zip(row, names, hows, strict=True)):
        x = MARGIN + number * (wide + gap)
        outline = cut(x, top, wide, high)
        if spoken.is_sure:
            sheet.fill(outline, tone=Tone.ACCESS)
        else:
            for start, end in zip(outline, (*outline[1:], outline[0]), strict=True):
                sheet.rule(start, end, 0.7, dash=1.8)
        tone = Tone.WHITE if spoken.is_sure else Tone.BLACK
        set_lines(sheet, name, x + 4, top + 4, Face.HEAVY, tone, spoken.language)
        set_lines(sheet, how, x + 4, top + 4 + name_high, Face.NARROW, tone, spoken.language)
    return top


def _middle(sheet: Sheet, page: FlyerPage, inner: float, top: float, bottom: float) -> None:
    """The date, the title, and when and where, in the room between head and foot."""
    columns = _facts(page, inner)
    facts_high = max(_facts_height(column) for column in columns)
    states = " · ".join(dict.fromkeys(text.state_label.upper() for text in page.texts))
    state = on_one_line(states, Face.HEAVY, inner - 6, 11)
    state_high = 2.2 * CAPITAL_HEIGHT * state.size if state.lines else 0
    high = bottom - top - facts_high - 2 * GAP - state_high
    titles = fit_all(
        [title.text for title in page.titles],
        Face.HEAVY,
        room=(inner, min(high * (TITLE_SHARE if len(page.titles) == 1 else TITLES_SHARE), high - DATE_AT_LEAST)),
        largest=25,
        leading=1.0,
        gap=0.35,
    )
    titles_high = sum(lines.height for lines in titles) + 0.35 * titles[0].size * (len(titles) - 1)
    date_high = min(high - titles_high, DATE_AT_MOST)
    draw_date(sheet, page, (MARGIN, top, inner, date_high))
    y = top + date_high + GAP
    if state.lines:
        label(sheet, state, MARGIN, y - 1.5)
    y += state_high + 1
    for number, (lines, title) in enumerate(zip(titles, page.titles, strict=True)):
        y += 0.35 * lines.size if number else 0
        y = set_lines(sheet, lines, MARGIN, y, Face.HEAVY, language=title.language)
    for number, (column, text) in enumerate(zip(columns, page.texts, strict=True)):
        down = y + GAP - 1.5
        for lines, face in column:
            x = MARGIN + number * (inner + GUTTER) / len(columns)
            down = set_lines(sheet, lines, x, down, face, language=text.language) + FACT_GAP


def _facts(page: FlyerPage, inner: float) -> list[list[tuple[Lines, Face]]]:
    """When, where and with whom: a column for each language, side by side in the same sizes."""
    count = len(page.texts)
    wide = (inner - GUTTER * (count - 1)) / count
    whens = _level([text.when for text in page.texts], Face.NARROW, (wide, 18), 8 if count == 1 else 6.2)
    columns: list[list[tuple[Lines, Face]]] = [[(when, Face.NARROW)] for when in whens]
    rest = [_further_facts(text) for text in page.texts]
    lines = iter(_level([fact for facts in rest for fact in facts], Face.TEXT, (wide, 11), 4.8 if count == 1 else 4.3))
    for column, facts in zip(columns, rest, strict=True):
        column += [(next(lines), Face.TEXT) for _fact in facts]
    return columns


def _further_facts(text: FlyerText) -> list[str]:
    found = [" · ".join(text.zones), ", ".join(map(str, text.where)), text.people, text.note, text.remark]
    return [capfirst(fact) for fact in found if fact]


def _level(texts: Sequence[str], face: Face, room: tuple[float, float], largest: float) -> list[Lines]:
    """Texts of one kind, all in the size that the longest of them allows."""
    size = min((fit(text, face, room=room, largest=largest, leading=1.16).size for text in texts), default=largest)
    return [fit(text, face, room=room, largest=size, leading=1.16) for text in texts]


def _facts_height(column: Sequence[tuple[Lines, Face]]) -> float:
    return sum(lines.height for lines, _face in column) + (len(column) - 1) * FACT_GAP
