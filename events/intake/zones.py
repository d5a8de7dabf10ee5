"""Time zones as flyers name them: “ET”, “hora del este”, “Mexico City time”."""

from collections.abc import Mapping
from re import compile as pattern

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"

# Letters. “EST” in July means what people there use in July, so winter and summer letters are one zone.
SHORT: Mapping[str, str] = {
    **dict.fromkeys(("ET", "EST", "EDT"), EASTERN),
    **dict.fromkeys(("CT", "CST", "CDT"), CENTRAL),
    **dict.fromkeys(("MT", "MST", "MDT"), MOUNTAIN),
    **dict.fromkeys(("PT", "PST", "PDT"), PACIFIC),
    **dict.fromkeys(("AKT", "AKST", "AKDT"), "America/Anchorage"),
    **dict.fromkeys(("HT", "HST"), "Pacific/Honolulu"),
    **dict.fromkeys(("UTC", "GMT"), "UTC"),
    "AST": "America/Puerto_Rico",
    "SAST": "Africa/Johannesburg",
    "CDMX": "America/Mexico_City",
}
# What “… time” and “hora …” can name.
LONG: Mapping[str, str] = {
    **dict.fromkeys(("eastern", "del este", "este", "del este de ee. uu."), EASTERN),
    **dict.fromkeys(("central", "del centro", "centro"), CENTRAL),
    **dict.fromkeys(("mountain", "de la montaña", "montaña"), MOUNTAIN),
    **dict.fromkeys(("pacific", "del pacífico", "pacífico", "pacifico", "del pacifico"), PACIFIC),
    **dict.fromkeys(("new york", "de nueva york"), EASTERN),
    **dict.fromkeys(("arizona", "de arizona"), "America/Phoenix"),
    **dict.fromkeys(("puerto rico", "de puerto rico"), "America/Puerto_Rico"),
    **dict.fromkeys(
        ("mexico city", "mexico", "de méxico", "de la ciudad de méxico", "de ciudad de méxico", "de cdmx"),
        "America/Mexico_City",
    ),
    **dict.fromkeys(("guatemala", "de guatemala"), "America/Guatemala"),
    **dict.fromkeys(("colombia", "de colombia", "bogota", "bogotá", "de bogotá"), "America/Bogota"),
    **dict.fromkeys(("peru", "de perú", "lima", "de lima"), "America/Lima"),
    **dict.fromkeys(("chile", "de chile"), "America/Santiago"),
    **dict.fromkeys(("argentina", "de argentina"), "America/Argentina/Buenos_Aires"),
    **dict.fromkeys(("brasilia", "de brasilia", "brazil", "de brasil"), "America/Sao_Paulo"),
    **dict.fromkeys(("london", "uk", "de londres", "del reino unido"), "Europe/London"),
    **dict.fromkeys(("madrid", "spain", "de madrid", "de españa"), "Europe/Madrid"),
    **dict.fromkeys(("south africa", "de sudáfrica"), "Africa/Johannesburg"),
    **dict.fromkeys(("india", "de la india"), "Asia/Kolkata"),
    **dict.fromkeys(("manila", "philippine", "de filipinas"), "Asia/Manila"),
}
_NAMES = "|".join(sorted((name.replace(".", r"\.") for name in LONG), key=len, reverse=True))
_WHOLE = (
    rf"(?:{'|'.join(SHORT)})(?![\w’'])"
    rf"|(?:{_NAMES})(?: standard| daylight)? time(?!\w)"
    rf"|(?:hora|tiempo|horario)(?: estándar)? (?:{_NAMES})(?!\w)"
)
WORDS = rf"{_WHOLE}|(?:eastern|pacific)(?!\w)"  # after an hour, “eastern” is enough
_AROUND = pattern(r"(?i)^(?:hora|tiempo|horario)(?: estándar)? |(?: standard| daylight)? time$")
_ALONE = pattern(rf"(?i)(?<!\w)(?:{_WHOLE})")


def zone_named(words: str) -> str:
    """The IANA name of the zone that these words mean; empty for words that mean none."""
    return SHORT.get(words.upper()) or LONG.get(_AROUND.sub("", words).casefold(), "")


def find_zone(line: str) -> tuple[str, str] | None:
    """The first zone that a line names apart from any hour, and the words that do."""
    for match in _ALONE.finditer(line):
        # “est” and “et” are words of other languages; letters alone count as capitals only.
        if (zone := zone_named(match[0])) and (match[0].upper() not in SHORT or match[0].isupper()):
            return zone, match[0]
    return None
