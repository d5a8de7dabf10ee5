"""How wide a text is in the site's typeface, measured before it is set, so that what is printed fits its sheet."""

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import category

import uharfbuzz as hb
from django.conf import settings

CAPITAL_HEIGHT = 0.686  # of Archivo, in parts of its size
DESCENT = 0.2
UNKNOWN_WIDTH = 1.0  # of a character that another face stands in for


class Face(StrEnum):
    HEAVY = "heavy"  # condensed, for dates and titles
    NARROW = "narrow"  # for facts
    TEXT = "text"  # for reading

    @property
    def path(self) -> Path:
        return settings.BASE_DIR / "static" / "fonts" / f"archivo-{self.value}.ttf"


@lru_cache(maxsize=4096)
def width(text: str, face: Face) -> float:
    """The width of a line of text, kerned, in parts of the size it is set in."""
    if not text:
        return 0.0
    font = _font(face)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"kern": True, "liga": False})
    return sum(
        place.x_advance / 1000 if glyph.codepoint else UNKNOWN_WIDTH
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


def drawable(text: str) -> str:
    """The text without what the faces have no shape for, such as emoji, and without the space that this leaves."""
    kept = "".join(character for character in text if ord(character) in _characters())
    return text if kept == text else " ".join(kept.split())


def has_every_letter(text: str) -> bool:
    """Can the faces draw every letter and figure of the text? A picture among the words may be left out, a letter not."""
    return all(ord(character) in _characters() for character in text if category(character)[0] in "LN")


@cache
def _font(face: Face) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))


@cache
def _characters() -> frozenset[int]:
    return frozenset(_font(Face.TEXT).face.unicodes)
