"""Long answers that are written whole before anybody reads them: on the disk, never in memory, and once for many readers.

Whoever reads slowly then holds a file open, and neither a connection to the database nor a transaction. Two hundred who
ask for the same calendar cost one.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from tempfile import TemporaryFile

from ciwo_site.turns import Turns

CHUNK_BYTES = 64 * 1024


class Spooled:
    """The pieces, written down when it is made; read by any number of readers at their own pace. `size` in bytes.

    The file has no name and goes with the last reader.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 -- closed when nobody holds it any more
        self._file.writelines(pieces)
        self._file.flush()
        self.size = self._file.tell()

    def __iter__(self) -> Iterator[bytes]:
        place = 0
        while chunk := os.pread(self._file.fileno(), CHUNK_BYTES, place):
            yield chunk
            place += len(chunk)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()


class Shelf:
    """What was written last, for whoever asks for the same thing: so many answers in each process."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._written: OrderedDict[Hashable, Spooled] = OrderedDict()
        self._turns = Turns()

    def get(self, key: str, write: Callable[[], Iterable[bytes]]) -> Spooled:
        """What stands under the key, written by the first who asks while the others wait."""
        with self._turns.of(key):
            if (found := self._written.get(key)) is None:
                found = self._written[key] = Spooled(write())
                if len(self._written) > self._room:
                    self._written.popitem(last=False)
            return found
