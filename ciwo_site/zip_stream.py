"""A zip archive (APPNOTE 6.3.3) written as it is sent: one member at a time, in pieces, never as a whole.

The same members make the same bytes: dates are those that are given, and nothing of the machine is noted.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

CHUNK_BYTES = 64 * 1024
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the format knows no earlier moment
READABLE_BY_ALL = 0o644 << 16
UNIX = 3
LONGEST_NAME = 80
# What one system or another gives a meaning to, and the names of Windows' devices.
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One file. `chunks` is called when its turn comes; where it raises `FileNotFoundError`, the member is left out."""

    name: str
    at: datetime
    chunks: Callable[[], Iterator[bytes]]
    is_packed: bool = True  # False for what is packed already, as a PDF is


class _Pipe:
    """What zipfile writes into and the answer is taken from."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken = b"".join(self.written)
        self.written.clear()
        return taken


def zip_stream(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive in pieces. At most one piece of one member is held at a time.

    What a member reads from is closed when it was read, and when the reader leaves in the middle. What else goes wrong
    there goes on to the caller: an archive that breaks off before its table of contents is seen to be broken.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:  # type: ignore[call-overload]  # it only writes
        for member in members:
            with ExitStack() as stack:
                try:
                    chunks = member.chunks()
                    stack.callback(getattr(chunks, "close", lambda: None))
                    first = next(chunks, b"")
                except FileNotFoundError:
                    continue
                with archive.open(_info(member), "w") as entry:
                    entry.write(first)
                    yield pipe.take()
                    for chunk in chunks:
                        entry.write(chunk)
                        yield pipe.take()
            yield pipe.take()
    yield pipe.take()


def _info(member: Member) -> zipfile.ZipInfo:
    moment = member.at.astimezone(UTC).timetuple()[:6]
    info = zipfile.ZipInfo(member.name, max(moment, EARLIEST))
    info.compress_type = zipfile.ZIP_DEFLATED if member.is_packed else zipfile.ZIP_STORED
    info.create_system, info.external_attr = UNIX, READABLE_BY_ALL
    return info


def safe_name(text: str, ending: str = "") -> str:
    """A name for a file or a folder on any system, as near to the text as that goes. `ending` has its dot."""
    visible = "".join(letter for letter in unicodedata.normalize("NFC", text) if _is_seen(letter))
    name = " ".join(FORBIDDEN.sub(" ", visible).split()).strip(" .")
    name = name[:LONGEST_NAME].strip(" .") or "file"
    if DEVICES.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    return f"{name}{ending}"


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or letter in "\t\n\r"


class Names:
    """Names that are given once in an archive; upper and lower case are one name, as on most computers."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, name: str) -> str:
        """The name, or with a number where another member has it."""
        path = PurePosixPath(name)
        number, found = 1, name
        while found.casefold() in self._given:
            number += 1
            found = str(path.with_name(f"{path.stem} {number}{path.suffix}"))
        self._given.add(found.casefold())
        return found
