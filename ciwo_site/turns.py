"""Who makes something that many ask for: one of them, in all processes that share a cache.

Nobody waits for long for somebody who may have been killed: something is made twice rather than not at all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep
from typing import Any

from ciwo_site.caches.quiet import say

SECONDS_OF_A_CLAIM = 5  # after which one is over whose process was killed
SECONDS_TO_WAIT = 2.0  # for another process, whatever became of it
SECONDS_BETWEEN_LOOKS = 0.01


class Turns:
    """Of one process."""

    def __init__(self) -> None:
        self._turns: dict[str, tuple[Lock, int]] = {}
        self._lock = Lock()

    @contextmanager
    def of(self, key: str) -> Iterator[None]:
        with self._lock:
            turn, waiting = self._turns.get(key, (Lock(), 0))
            self._turns[key] = (turn, waiting + 1)
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, waiting = self._turns.pop(key)
                if waiting > 1:
                    self._turns[key] = (turn, waiting - 1)


@contextmanager
def claim(cache: Any, key: str, is_there: Callable[[], bool]) -> Iterator[None]:
    """Entered when this process is the only one with the key, or when what the other one was making is there.

    `cache` is any of Django's; where it fails, everybody is the only one.
    """
    deadline = monotonic() + SECONDS_TO_WAIT
    while not (is_mine := _is_first(cache, key)):
        sleep(SECONDS_BETWEEN_LOOKS)
        if is_there() or monotonic() > deadline:
            break
    try:
        yield
    finally:
        if is_mine:
            _give_back(cache, key)


def _is_first(cache: Any, key: str) -> bool:
    try:
        return cache.add(key, 1, SECONDS_OF_A_CLAIM)
    except Exception as problem:
        say(problem)
        return True


def _give_back(cache: Any, key: str) -> None:
    try:
        cache.delete(key)
    except Exception as problem:
        say(problem)
