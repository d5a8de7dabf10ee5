"""The pages that a process was asked for last, as it holds them itself: no cache is asked, nothing is unpacked."""

from collections import OrderedDict
from threading import Lock

from ciwo_site.page_cache.entries import Entry

BYTES = 16 * 1024 * 1024
PAGES = 2000


class Memory:
    """Pages by key, the one that nobody wanted for longest forgotten first. Whether they are fresh is another's affair."""

    def __init__(self, limit: int = BYTES) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[str, tuple[Entry, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Entry | None:
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: str, entry: Entry) -> None:
        """Once more after it was packed, so that its size is known."""
        size = len(entry.body) + sum(map(len, entry.packed.values()))
        with self._lock:
            self._drop(key)
            self._entries[key] = entry, size
            self.size += size
            while self.size > self.limit or len(self._entries) > PAGES:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        _entry, size = self._entries.pop(key, (None, 0))
        self.size -= size
