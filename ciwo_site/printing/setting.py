"""Lines of type and labels, put on a sheet."""

from ciwo_site.printing.faces import CAPITAL_HEIGHT, Face, width
from ciwo_site.printing.lines import Lines
from ciwo_site.printing.sheet import Sheet, Text, Tone, cut


def set_lines(
    sheet: Sheet,
    lines: Lines,
    x: float,
    y: float,
    face: Face,
    tone: Tone = Tone.BLACK,
    language: str = "",
) -> float:
    """Write lines whose first has its capitals' upper edge at `y`; returns where the next text may begin."""
    base = y + CAPITAL_HEIGHT * lines.size
    for line in lines.lines:
        words = line.removesuffix(" ·")  # what the dot kept apart stands on two lines
        sheet.write(Text(x, base, words, face, lines.size, tone, "" if language == sheet.language else language))
        base += lines.size * lines.leading
    return y + lines.height


def label(
    sheet: Sheet, words: Lines, x: float, y: float, *, ground: Tone = Tone.BLACK, type_: Tone = Tone.WHITE
) -> None:
    """A few words in capitals on a label that was cut by hand."""
    border = 0.24 * words.size
    wide = width(words.lines[0], Face.HEAVY) * words.size + 2 * border
    sheet.fill(cut(x, y, wide, CAPITAL_HEIGHT * words.size + 2 * border, 0.8), tone=ground)
    set_lines(sheet, words, x + border, y + border, Face.HEAVY, type_)
