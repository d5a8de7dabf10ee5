"""The lines of a calendar (RFC 5545 §3.1). Pure.

Written here and not by the library, which takes a millisecond for an event; the tests read everything back with it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LENGTH = 75  # octets of a line without its end
END = b"\r\n"

_BREAKS = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # whatever some program takes for the end of a line
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")  # CONTROL, and what is no text
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # either of the two


def line(name: str, value: str, **parameters: str) -> bytes:
    """A content line from a value that is written as it is: a moment, a number, a word of the standard, an address."""
    for key, parameter in parameters.items():
        name = f"{name};{key}={parameter}"
    return folded(f"{name}:{value}".encode())


def text_line(name: str, text: str, **parameters: str) -> bytes:
    """A content line from words (§3.3.11)."""
    return line(name, escaped(text), **parameters)


def texts_line(name: str, texts: Iterable[str], **parameters: str) -> bytes:
    """A content line from several texts, as in CATEGORIES."""
    return line(name, ",".join(map(escaped, texts)), **parameters)


def escaped(text: str) -> str:
    text = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def clean(text: str) -> str:
    """The text with one kind of line break and without characters that a calendar may not hold."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text)) if _UNUSUAL.search(text) else text


def one_line(text: str) -> str:
    """The text for where programs show a single line."""
    return " ".join(clean(text).split())


def folded(content: bytes) -> bytes:
    """The line with its end, cut into pieces of at most 75 octets, and never within a character of UTF-8."""
    if len(content) <= LENGTH:
        return content + END
    return b"\r\n ".join(_pieces(content)) + END


def _pieces(content: bytes) -> Iterator[bytes]:
    start, room = 0, LENGTH
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:  # a further octet of a character
            end -= 1
        yield content[start:end]
        start, room = end, LENGTH - 1  # the following lines begin with a space
    yield content[start:]


def utc(moment: datetime) -> str:
    """A moment in UTC (§3.3.5, form 2), cut down to the second."""
    return f"{_local(moment.astimezone(UTC))}Z"


def moment_line(name: str, moment: datetime, zone: ZoneInfo) -> bytes:
    """A moment on the clocks of a zone, where these say it without doubt.

    An hour that a zone has twice means the first of the two (§3.3.5); the second is written in UTC.
    """
    there = moment.astimezone(zone)
    if zone.key == "UTC" or there.fold:
        return line(name, utc(moment))
    return line(name, _local(there), TZID=zone.key)


def day_line(name: str, day: date) -> bytes:
    return line(name, day.isoformat().replace("-", ""), VALUE="DATE")


def _local(moment: datetime) -> str:
    return "{:04}{:02}{:02}T{:02}{:02}{:02}".format(*moment.timetuple())
