"""A sheet of paper and the marks on it, in millimetres from its upper left corner. Knows no file format."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ciwo_site.printing.faces import CAPITAL_HEIGHT, DESCENT, Face, has_every_letter, width

Point = tuple[float, float]


class Paper(StrEnum):
    LETTER = "letter"
    A4 = "a4"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres (ANSI Y14.1, ISO 216)."""
        return {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}[self.value]


class Tone(StrEnum):
    """What a mark is printed with."""

    BLACK = "black"
    WHITE = "white"  # the paper itself, where it shows through
    INK = "ink"  # the one strong ink of a sheet in colour; black on any other
    ACCESS = "access"  # the cool ink that means language access; black on any other


@dataclass(frozen=True, slots=True)
class Text:
    """A line of type. `x` and `y` are where its baseline begins; `turned` it runs upwards from there."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    tone: Tone = Tone.BLACK
    language: str = ""  # where it is not the sheet's own
    is_turned: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the letters cover."""
        long, high = width(self.text, self.face) * self.size, CAPITAL_HEIGHT * self.size
        low = 0.0 if self.text.isdigit() else DESCENT * self.size
        if self.is_turned:
            return self.x - high, self.y - long, self.x + low, self.y
        return self.x, self.y - high, self.x + long, self.y + low


@dataclass(frozen=True, slots=True)
class Shape:
    """Closed outlines, filled where an odd number of them lies around a point."""

    outlines: tuple[tuple[Point, ...], ...]
    tone: Tone = Tone.BLACK

    @property
    def box(self) -> tuple[float, float, float, float]:
        points = [point for outline in self.outlines for point in outline]
        return (
            min(x for x, _y in points),
            min(y for _x, y in points),
            max(x for x, _y in points),
            max(y for _x, y in points),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A cut or a rule, straight from one point to another."""

    start: Point
    end: Point
    thickness: float
    dash: float = 0.0  # length of the dashes; 0 for a line without gaps

    @property
    def box(self) -> tuple[float, float, float, float]:
        (x, y), (other_x, other_y) = self.start, self.end
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


Mark = Text | Shape | Line


@dataclass(slots=True)
class Sheet:
    """What is printed on one side of one sheet. Its title and language are told to whoever cannot see it."""

    paper: Paper
    title: str
    language: str
    in_colour: bool = False
    ink: str = "vermilion"  # the role in tokens.css of the one strong ink
    marks: list[Mark] = field(default_factory=list)

    @property
    def width(self) -> float:
        return self.paper.size[0]

    @property
    def height(self) -> float:
        return self.paper.size[1]

    @property
    def texts(self) -> Iterable[Text]:
        return (mark for mark in self.marks if isinstance(mark, Text))

    @property
    def can_be_set(self) -> bool:
        """Have the site's own faces every letter of it? A browser has other faces to help out."""
        return all(has_every_letter(text.text) for text in self.texts)

    def write(self, text: Text) -> None:
        if text.text:
            self.marks.append(text)

    def fill(self, *outlines: Iterable[Point], tone: Tone = Tone.BLACK) -> None:
        self.marks.append(Shape(tuple(tuple(outline) for outline in outlines), tone))

    def rule(self, start: Point, end: Point, thickness: float, dash: float = 0.0) -> None:
        self.marks.append(Line(start, end, thickness, dash))


def rectangle(x: float, y: float, wide: float, high: float) -> tuple[Point, ...]:
    return (x, y), (x + wide, y), (x + wide, y + high), (x, y + high)


def cut(x: float, y: float, wide: float, high: float, off: float = 0.6) -> tuple[Point, ...]:
    """A rectangle as scissors cut it: a little off square, by `off` millimetres."""
    return (x, y + off), (x + wide - off / 2, y), (x + wide, y + high - off), (x + off, y + high)
