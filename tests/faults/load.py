"""Readers who come all the time, and what became of each of their requests."""

import http.client
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Self

from tests.faults.visitor import Answer, Visitor

# What a proxy may ask another process again: not one byte of an answer came. (nginx: proxy_next_upstream error timeout)
RETRIED = (ConnectionRefusedError, ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected)

# By name, a connection that came in the moment of the end and was closed before its request was read. Which of them the
# client sees depends on how much of the request had arrived by then.
TURNED_AWAY = {error.__name__ for error in RETRIED} - {ConnectionRefusedError.__name__}


class Load:
    """`with Load(ask, readers=4) as load`: calls `ask` again and again in each of so many threads."""

    def __init__(self, ask: Callable[[], Answer], readers: int) -> None:
        self.answered: Counter[int] = Counter()
        self.unanswered: list[str] = []  # never answered, and never begun to be
        self.cut_off = 0  # in the middle of an answer, which nobody may ask for again
        self.broken: list[str] = []
        self._ask, self._over = ask, Event()
        self._threads = [Thread(target=self._read) for _reader in range(readers)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    @property
    def asked(self) -> int:
        return self.answered.total() + len(self.unanswered) + self.cut_off + len(self.broken)

    def _read(self) -> None:
        while not self._over.is_set():
            try:
                self.answered[self._ask().status] += 1
            except RETRIED as error:
                self.unanswered.append(type(error).__name__)
            except http.client.IncompleteRead:
                self.cut_off += 1
            except (OSError, http.client.HTTPException) as error:
                self.broken.append(repr(error))


def through_a_proxy(paths: list[str], ports: list[int]) -> Callable[[], Answer]:
    """A GET that goes to the next process where one does not begin to answer."""
    turn = iter(range(10**9))

    def ask() -> Answer:
        first = next(turn)
        path = paths[first // len(ports) % len(paths)]
        for attempt in range(len(ports) - 1):
            with suppress(*RETRIED):
                return Visitor(ports[(first + attempt) % len(ports)]).get(path)
        return Visitor(ports[(first + len(ports) - 1) % len(ports)]).get(path)

    return ask
