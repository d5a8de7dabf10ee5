"""What something costs, measured on a machine that does much else: others only ever add to it."""

from collections.abc import Callable


def least(measure: Callable[[], float], enough: float, tries: int = 5) -> float:
    """The least of several tries, of which the first below `enough` is the last. What costs too much does so each time."""
    found = measure()
    while found >= enough and (tries := tries - 1):
        found = min(found, measure())
    return found
