"""Two hundred people who take all the time in the world, of each kind, and everybody else is served."""

from math import inf
from types import SimpleNamespace

import pytest

from ciwo_site.bench.slow_visitors import Kind, kinds, slow_visitors, visit
from tests.faults.processes import Serving
from tests.least import least


def addresses(catalog: SimpleNamespace) -> dict[str, tuple[str, str]]:
    """Of a form, and of answers that are longer than what a network keeps: a file, and one that is written for its reader."""
    form = f"{catalog.event_address}access/"
    return {"file": (form, catalog.large_address), "calendar": (form, "/en/events/calendar.ics")}


@pytest.mark.parametrize(("long_answer", "number"), [("file", 0), ("file", 1), ("file", 2), ("calendar", 2)])
def test_slow_clients_keep_nobody_else_from_the_site(
    small: Serving, catalog: SimpleNamespace, long_answer: str, number: int
) -> None:
    kind: Kind = kinds(*addresses(catalog)[long_answer])[number]

    def p95_of_others() -> float:
        with slow_visitors(small.port, kind):
            others = visit(small.port, ["/en/events/", "/en/search/"])
        return others.p95 if others.share >= 0.99 else inf

    assert least(p95_of_others, enough=1) < 1
