"""What was found, and what breaks so that there is something to find."""

from collections.abc import Callable
from typing import Any

from ciwo_site.doctor.finding import Finding, Findings


def only(found: Findings) -> Finding:
    """The one finding; its cure is a sentence too."""
    (finding,) = found
    assert finding.words[-1] == finding.cure[-1] == "."
    return finding


def words(found: Findings) -> str:
    return only(found).words


def failing(problem: Exception) -> Callable[..., Any]:
    def fail(*_arguments: Any, **_names: Any) -> None:
        raise problem

    return fail
