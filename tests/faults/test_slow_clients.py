"""Two hundred people who take all the time in the world, of each kind, and everybody else is served."""

from types import SimpleNamespace

import pytest

from ciwo_site.bench.slow_visitors import Kind, kinds, slow_visitors, visit
from tests.faults.processes import Serving


def addresses(catalog: SimpleNamespace) -> dict[str, tuple[str, str]]:
    """Of a form, and of answers that are longer than what a network keeps: a file, and one that is written for its reader."""
    form = f"{catalog.event_address}access/"
    return {"file": (form, catalog.large_address), "calendar": (form, "/en/events/calendar.ics")}


@pytest.mark.parametrize(("long_answer", "number"), [("file", 0), ("file", 1), ("file", 2), ("calendar", 2)])
def test_slow_clients_keep_nobody_else_from_the_site(
    small: Serving, catalog: SimpleNamespace, long_answer: str, number: int
) -> None:
    kind: Kind = kinds(*addresses(catalog)[long_answer])[number]

    with slow_visitors(small.port, kind):
        others = visit(small.port, ["/en/events/", "/en/search/"])

    assert others.share >= 0.99
    assert others.p95 < 1
