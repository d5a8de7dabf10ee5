"""What pages are made of, kept in this process while neither the catalog nor the time has changed any of it.

A *window* is the span in which everything stays as it is: one version of the catalog, between two moments at which time
alone changes something. Whoever makes a page asks for the window first and reads afterwards, so what is kept under its
name is never older than the name; another version or a passed moment is another window, and the old one is forgotten
whole. Every process asks for itself, which costs one small query for a page. `settings.READY_WINDOW` names who knows
the catalog's version and the next moment: this module knows no app.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from importlib import import_module
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from ciwo_site.addresses import origin_or_nothing
from ciwo_site.i18n import active_language

PIECES = 500  # in a window, each some 10 to 60 kB

Piece = TypeVar("Piece")


class Window:
    """Pieces by key, the least used given up first. Safe for several threads, which may make the same piece twice."""

    def __init__(self, version: Hashable, begins: datetime, ends: datetime) -> None:
        self.version, self.begins, self.ends = version, begins, ends
        self._pieces: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pieces)

    def holds(self, version: Hashable, at: datetime) -> bool:
        return self.version == version and self.begins <= at < self.ends

    def get(self, key: Hashable, make: Callable[[], Piece]) -> Piece:
        """The piece with this key, made where it is not ready. What `make` raises is raised, and kept nowhere."""
        with self._lock:
            if key in self._pieces:
                self._pieces.move_to_end(key)
                return self._pieces[key]  # type: ignore[return-value]  # made by a `make` for the same key
        piece = make()
        with self._lock:
            self._pieces[key] = piece
            while len(self._pieces) > PIECES:
                self._pieces.popitem(last=False)
        return piece


_present: list[Window] = []  # none or one
_present_lock = Lock()


def ready_pieces(at: datetime) -> Window:
    """What is ready for pages of this moment: ask before reading anything for them. One query, two in a new window.

    Inside a transaction nothing is ready and nothing is kept: what it has written may be taken back, and SQLite would
    give the next change the same name.
    """
    if connection.in_atomic_block:
        return Window(None, at, at)
    source = import_module(settings.READY_WINDOW)
    version = source.version()
    with _present_lock:
        if _present and _present[0].holds(version, at):
            return _present[0]
    window = Window(version, at, source.ends(at))
    with _present_lock:
        if _present and _present[0].version == version and _present[0].ends == window.ends:
            _present[0].begins = min(_present[0].begins, at)  # somebody who began to read a little earlier
            return _present[0]
        _present[:] = [window]
    return window


def forget_ready_pieces() -> None:
    with _present_lock:
        _present.clear()


def page_key(request: HttpRequest, *what: Hashable) -> Hashable:
    """The key of a page's own piece: what it shows, in which language, and the host that stands in its addresses."""
    return (origin_or_nothing(request), active_language(), *what)
