"""Printing a plate: a poster of 1200 × 630 pixels, in flat inks, the date as large as on a flyer.

Takes less than a tenth of a second, whatever the words: every text is fitted into a box, and the boxes do not grow.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from ciwo_site.inks import Rgb, inks
from ciwo_site.printing.faces import CAPITAL_HEIGHT, Face
from ciwo_site.share_images.figures import stencil
from ciwo_site.share_images.lettering import Setting, fit, font, printable, text_width
from ciwo_site.share_images.plate import SIZE, Bar, Ground, Plate

WIDTH, HEIGHT = SIZE
MARGIN = 44
BAND_TOP = 532  # the strip along the lower edge
HEAD_TOP = 104  # below the kicker
TRACKING = -0.035  # of the size: numerals are set tighter, as on pages
FINER = 3  # edges that are cut by hand are drawn this many times finer
MOST_ROWS = 3  # of languages; what does not fit is on the page
SHIFTED = 6  # the sum of differences by which a palette may have moved an ink

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stock:
    """The colours of one printing."""

    ground: Rgb
    type: Rgb
    figure: Rgb
    band: Rgb
    band_type: Rgb
    accent: Rgb
    access: Rgb
    on_access: Rgb


def stock(plate: Plate) -> Stock:
    """Which inks a plate is printed in, always those of the day: a picture does not know its reader's night."""
    strong = "marigold" if plate.ground in (Ground.CONVENING, Ground.PERSON) else "vermilion"
    ground, letters, figure, band, band_letters = {
        Ground.GUIDE: ("reversed", "reversed-type", strong, strong, "press"),
        Ground.PROGRAM: ("paper-deep", "ink", "ink", "ink", "paper"),
        Ground.PERSON: ("paper", "ink", strong, "ink", "paper"),
    }.get(plate.ground, (strong, "press", "stock", "press", "stock"))
    if plate.bar:  # the sheet without its ink
        ground, letters, figure, band, band_letters = "paper-deep", "ink", "paper", "ink", "paper"
    roles = (ground, letters, figure, band, band_letters, strong, "access", "on-access")
    return Stock(*(inks()[role].light for role in roles))


def printed(plate: Plate) -> bytes:
    """The picture as a PNG. The same plate gives the same picture."""
    sheet = Sheet(plate, stock(plate))
    if plate.day:
        sheet.print_dated()
    else:
        sheet.print_undated()
    content = BytesIO()
    sheet.in_few_colours().save(content, "PNG")
    return content.getvalue()


class Sheet:
    """One picture while it is on the press."""

    def __init__(self, plate: Plate, colours: Stock) -> None:
        self.plate = plate
        self.colours = colours
        self.image = Image.new("RGB", SIZE, colours.ground)
        self.draw = ImageDraw.Draw(self.image)

    # Compositions -------------------------------------------------------------------------------------------------------

    def print_dated(self) -> None:
        """The day at the left with the figure behind it, the title at the right."""
        column, left = 560, MARGIN
        self.paste_figure(410, (column - 16 - 410, BAND_TOP + 6 - 410))
        self.print_numeral((left, HEAD_TOP), 318)
        month = fit(printable(self.plate.month.upper()), (column - left - 40, 78), largest=80, smallest=30)
        self.print_lines(month, (left, BAND_TOP - 34 - month.size * CAPITAL_HEIGHT), self.colours.type)
        if self.plate.bar:
            self.print_bar((left - 60, column - 60))
        self.print_band()
        self.print_head()
        self.print_words((column, HEAD_TOP, WIDTH - MARGIN, BAND_TOP - 28), largest=200)

    def print_undated(self) -> None:
        """The title at the left, the figure at the right as large as the sheet allows."""
        side = 500
        self.paste_figure(side, (WIDTH - side + 12, BAND_TOP + 6 - side))
        self.print_band()
        if self.plate.ground == Ground.GUIDE:
            self.fill([(0, 0), (26, 0), (23, HEIGHT), (0, HEIGHT)], self.colours.accent)
        self.print_head()
        self.print_words((MARGIN, HEAD_TOP, WIDTH - side - 24, BAND_TOP - 28), largest=300)

    # Parts --------------------------------------------------------------------------------------------------------------

    def print_head(self) -> None:
        """What kind it is and what it belongs to; at the right the name of the house."""
        width = self.house_mark()
        room = WIDTH - 2 * MARGIN - width - 30
        kicker = fit(printable(self.plate.kicker), (room, 40), largest=34, smallest=26, face=Face.NARROW)
        self.print_lines(kicker, (MARGIN, 64 - kicker.size * CAPITAL_HEIGHT), self.colours.type)

    def house_mark(self) -> int:
        """The house's name on a block of its own, cut a little off square. Says how wide it is."""
        size, text = 46, "CIWO"
        wide = round(text_width(text, size, Face.HEAVY)) + 28
        right, top, bottom = WIDTH - MARGIN, 30, 82
        left = right - wide
        keyline = 9  # of bare ground, where the figure reaches up to here
        self.draw.rectangle((left - keyline, top - keyline, right + keyline, bottom + keyline), self.colours.ground)
        self.fill([(left, top + 1), (right - 1, top), (right, bottom - 1), (left + 1, bottom)], self.colours.type)
        self.print_text(text, (left + 14, bottom - 10), size, Face.HEAVY, self.colours.ground)
        return wide

    def print_numeral(self, corner: Point, tall: int) -> None:
        """The day of the month, its numerals as tall as given."""
        size = round(tall / CAPITAL_HEIGHT)
        x, baseline = corner[0] - 0.03 * size, corner[1] + tall
        for numeral in self.plate.day:
            self.print_text(numeral, (x, baseline), size, Face.HEAVY, self.colours.type)
            x += text_width(numeral, size, Face.HEAVY) + TRACKING * size

    def print_bar(self, span: tuple[float, float]) -> None:
        """A stroke of ink across the date."""
        thick = 46 if self.plate.bar == Bar.HEAVY else 20
        left, right = span
        middle = HEAD_TOP + 200
        self.fill(
            [(left, middle + 44), (right, middle - 30), (right + 4, middle - 30 + thick), (left, middle + 44 + thick)],
            self.colours.accent,
        )

    def print_band(self) -> None:
        self.fill([(0, BAND_TOP + 8), (WIDTH, BAND_TOP), (WIDTH, HEIGHT), (0, HEIGHT)], self.colours.band)
        line = self.band_line()
        middle = (BAND_TOP + 4 + HEIGHT) / 2
        top = middle - (line.height - line.step + line.size * CAPITAL_HEIGHT) / 2
        self.print_lines(line, (MARGIN, top), self.colours.band_type)
        if self.plate.bar:
            self.strike(line, (MARGIN, top))

    def band_line(self) -> Setting:
        """One line as long as it can be read, in tighter type before smaller; else two."""
        words, room = printable(self.plate.line), WIDTH - 2 * MARGIN
        for face in (Face.NARROW, Face.HEAVY):
            size = min(42, int(42 * room / max(text_width(words, 42, face), 1)))
            if size >= 34:
                return Setting((words,), size, face)
        return fit(words, (room, 78), largest=42, smallest=24, face=Face.NARROW)

    def strike(self, line: Setting, corner: Point) -> None:
        for number, text in enumerate(line.lines):
            y = corner[1] + number * line.step + line.size * 0.4
            end = corner[0] + text_width(text, line.size, line.face)
            self.draw.rectangle((corner[0] - 6, y, end + 6, y + 3), self.colours.band_type)

    def print_words(self, box: tuple[int, int, int, int], *, largest: int) -> None:
        """The state and the title from the top of the box, the languages on its lower edge."""
        left, top, right, bottom = box
        bottom = self.print_languages((left, bottom), right - left)
        if self.plate.state:
            top = self.print_state((left, top), right - left)
        note = fit(printable(self.plate.note), (right - left, 34), largest=28, smallest=20, face=Face.NARROW)
        room = bottom - top - (round(note.height) + 14 if self.plate.note else 0)
        words = printable(str(self.plate.title)) or printable(self.plate.kicker)
        title = fit(words, (right - left, room), largest=largest, smallest=30)
        self.print_lines(title, (left - 0.02 * title.size, top), self.colours.type)
        if self.plate.note:
            self.print_lines(note, (left, top + title.height + 14), self.colours.type)

    def print_state(self, corner: tuple[int, int], room: int) -> int:
        """That it is cancelled or postponed, as large as a stamp. Says where it ends."""
        (left, top), tall = corner, 70
        word = fit(printable(self.plate.state.upper()), (room - 36, tall), largest=58, smallest=30)
        right = left + text_width(word.lines[0], word.size, word.face) + 36
        self.fill(
            [(left, top), (right - 2, top - 2), (right, top + tall), (left + 1, top + tall + 2)], self.colours.type
        )
        self.print_lines(word, (left + 18, top + (tall - word.size * CAPITAL_HEIGHT) / 2), self.colours.ground)
        return top + tall + 24

    def print_languages(self, corner: tuple[int, int], room: int) -> int:
        """Each on a block of the cool ink, in as many rows as they need, upwards from here. Says where they begin."""
        left, bottom = corner
        size, tall, gap = 29, 48, 10
        rows: list[list[tuple[str, float]]] = []
        for words in self.plate.languages:
            text = fit(printable(words), (room - 28, tall), largest=size, smallest=size, face=Face.NARROW).lines[0]
            wide = text_width(text, size, Face.NARROW) + 28
            if not rows or sum(block + gap for _text, block in rows[-1]) + wide > room:
                rows.append([])
            rows[-1].append((text, wide))
        rows = rows[:MOST_ROWS]
        top = bottom - len(rows) * (tall + gap)
        for number, row in enumerate(rows):
            x, y = float(left), top + gap + number * (tall + gap)
            for text, wide in row:
                self.fill([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)], self.colours.access)
                baseline = y + (tall + size * CAPITAL_HEIGHT) / 2
                self.print_text(text, (x + 14, baseline), size, Face.NARROW, self.colours.on_access)
                x += wide + gap
        return top - 12 if rows else bottom

    def in_few_colours(self) -> Image.Image:
        """The same with a palette: a quarter of the time and half of the bytes. The inks themselves stay as they are."""
        few = self.image.quantize(255, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        palette = few.getpalette() or []
        entries = [tuple(palette[at : at + 3]) for at in range(0, len(palette), 3)]
        for ink in astuple(self.colours):
            nearest = min(range(len(entries)), key=lambda at: _distance(entries[at], ink))
            if _distance(entries[nearest], ink) <= SHIFTED:
                palette[3 * nearest : 3 * nearest + 3] = ink
        few.putpalette(palette)
        return few

    # Strokes ------------------------------------------------------------------------------------------------------------

    def paste_figure(self, side: int, corner: tuple[int, int]) -> None:
        self.image.paste(self.colours.figure, corner, stencil(self.plate.figure, side))

    def fill(self, polygon: Sequence[Point], colour: Rgb) -> None:
        """A piece of paper with these corners, its edges smooth."""
        left, top = (int(min(values)) for values in zip(*polygon, strict=True))
        right, bottom = (int(max(values)) + 1 for values in zip(*polygon, strict=True))
        mask = Image.new("L", ((right - left) * FINER, (bottom - top) * FINER))
        corners = [((x - left) * FINER, (y - top) * FINER) for x, y in polygon]
        ImageDraw.Draw(mask).polygon(corners, fill=255)
        self.image.paste(colour, (left, top), mask.reduce(FINER))

    def print_lines(self, setting: Setting, corner: Point, colour: Rgb) -> None:
        """Lines from the upper left corner of the first one's capitals."""
        for number, line in enumerate(setting.lines):
            baseline = corner[1] + setting.size * CAPITAL_HEIGHT + number * setting.step
            self.print_text(line, (corner[0], baseline), setting.size, setting.face, colour)

    def print_text(self, text: str, start: Point, size: int, face: Face, colour: Rgb) -> None:
        self.draw.text(start, text, fill=colour, font=font(face, size), anchor="ls")


def _distance(colour: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(one - two) for one, two in zip(colour, other, strict=True))
