"""A compact copy of a text, as the translation record keeps it: JSON text, short, the same for the same text."""

from base64 import b85decode, b85encode
from zlib import compress, decompress, error

LONGEST = 20_000  # characters; what is longer is not kept, so that a record stays a small part of its entry
AS_IT_IS, PACKED = "=", "~"


def keep(text: str | None) -> str:
    """The copy; empty for a text that is too long to keep."""
    text = text or ""
    if len(text) > LONGEST:
        return ""
    packed = b85encode(compress(text.encode(), 9)).decode("ascii")
    return f"{PACKED}{packed}" if len(packed) < len(text) else f"{AS_IT_IS}{text}"


def unpack(kept: str) -> str | None:
    """The text of a copy; None where there is none, or none that can be read."""
    if kept.startswith(AS_IT_IS):
        return kept[1:]
    if not kept.startswith(PACKED):
        return None
    try:
        return decompress(b85decode(kept[1:])).decode()
    except (ValueError, error):
        return None
