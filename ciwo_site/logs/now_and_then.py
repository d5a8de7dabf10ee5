"""Saying something that would otherwise be said at every request, so that an outage does not fill a disk."""

import logging
from time import monotonic

SECONDS_BETWEEN_WORDS = 60.0


class NowAndThen:
    """Once a minute in each process; what comes up meanwhile is not said."""

    def __init__(self, logger: logging.Logger, level: int = logging.WARNING) -> None:
        self._logger, self._level = logger, level
        self._said_at = -SECONDS_BETWEEN_WORDS

    def say(self, words: str, *values: object) -> None:
        if monotonic() - self._said_at >= SECONDS_BETWEEN_WORDS:
            self._said_at = monotonic()
            self._logger.log(self._level, words, *values)
