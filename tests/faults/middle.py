"""A request that is under way while something happens."""

from collections.abc import Callable
from threading import Thread

from tests.faults.visitor import Answer


class InTheMiddle:
    def __init__(self, ask: Callable[[], Answer]) -> None:
        self._found: list[Answer | Exception] = []
        self._thread = Thread(target=self._run, args=(ask,))
        self._thread.start()

    def _run(self, ask: Callable[[], Answer]) -> None:
        try:
            self._found.append(ask())
        except Exception as error:
            self._found.append(error)

    @property
    def is_over(self) -> bool:
        return bool(self._found)

    def end(self) -> Answer | Exception:
        self._thread.join(120)
        assert self.is_over, "Nobody answers."
        return self._found[0]

    def answer(self) -> Answer:
        found = self.end()
        if isinstance(found, Exception):
            raise found
        return found
