"""One question to the database for all who ask at the same time."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Found = TypeVar("Found")


class SharedQuestion(Generic[Found]):
    """Asks one at a time. Who comes while it is being asked takes the answer to the next question, never to that one.

    So every answer was true at some moment after its reader came, and a hundred readers cost a handful of questions.
    """

    def __init__(self, ask: Callable[[], Found]) -> None:
        self._ask = ask
        self._turn = Lock()
        self._begun = 0  # questions so far
        self._answered: tuple[int, Found] | None = None  # the last question that was answered, and its answer

    def __call__(self) -> Found:
        """Whatever the question raises is raised for the one whose turn it was; the next one asks again."""
        arrived = self._arrive()
        with self._turn:
            if self._answered is not None and self._answered[0] > arrived:
                return self._answered[1]
            self._begun += 1
            number = self._begun
            found = self._ask()
            self._answered = number, found
            return found

    def _arrive(self) -> int:
        """How many questions were begun before: none of their answers will do."""
        return self._begun
