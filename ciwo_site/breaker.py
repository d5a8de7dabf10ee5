"""Not waiting again and again for what has just kept us waiting."""

from threading import Lock
from time import monotonic


class Breaker:
    """Opens when something fails; until it works again, one caller in every `seconds` may try, and nobody else waits.

    One for each process: what two processes find out separately costs no more than two attempts.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.is_for_writing = False  # a read that works proves nothing of what failed
        self._open_until: float | None = None
        self._lock = Lock()

    def lets_through(self) -> bool:
        """May this caller try? Who is told so while the breaker is open is the only one for the next `seconds`."""
        if self._open_until is None:
            return True
        with self._lock:
            now = monotonic()
            if self._open_until is None:
                return True
            if now < self._open_until:
                return False
            self._open_until = now + self.seconds
            return True

    def failed(self, *, writing: bool = False) -> None:
        self.is_for_writing = self.is_for_writing or writing
        self._open_until = monotonic() + self.seconds

    def worked(self) -> None:
        self._open_until, self.is_for_writing = None, False
