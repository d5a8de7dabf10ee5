"""A page that is made of ready pieces costs one question and little work, however large the catalog is."""

import sys
from contextlib import ExitStack

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciwo_site.addresses import localized_reverse
from ciwo_site.bench.content import fill
from ciwo_site.bench.ratios import Ratios, page_ratios
from events.models import Event
from programs.models import ResourceGuide
from tests.factories import NOW
from tests.showcase import Showcase

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.time_machine(NOW, tick=False),
]


@pytest.mark.parametrize(
    "name", ["home", "event-list", "event-archive", "an upcoming event", "a past event", "a guide"]
)
def test_a_page_whose_pieces_are_ready_asks_once_whether_they_still_hold(
    client: Client, showcase: Showcase, name: str
) -> None:
    address = showcase.addresses("en")[name]
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    assert len(captured) == 1
    assert "programs_catalogchange" in captured.captured_queries[0]["sql"]


class Calls:
    """Counts calls of functions as a clock counts seconds: the same on a busy machine."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> float:
        return self.number

    def __enter__(self) -> "Calls":
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_problem: object) -> None:
        sys.setprofile(None)

    def _note(self, _frame: object, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            self.number += 1


def work(path: str) -> Ratios:
    """The command's own measure, with calls for milliseconds."""
    with ExitStack() as stack:
        return page_ratios(path, 3, stack.enter_context(Calls()))


def test_a_page_works_little_more_than_its_template_and_no_more_in_a_larger_catalog() -> None:
    found: list[dict[str, Ratios]] = []
    for count in (60, 240):
        fill(count, NOW)
        event, guide = Event.objects.public().upcoming().first(), ResourceGuide.objects.public().first()
        assert event is not None
        assert guide is not None
        addresses = {"list": localized_reverse("event-list", "en"), "event": event.address("en")}
        found.append({name: work(address) for name, address in addresses.items()})

    small, large = found
    for name in small:
        for cost in (small[name], large[name]):
            assert cost.to_ready_data < 1.5, name
            assert cost.queries == 1, name
        assert large[name].page / small[name].page < 1.2, name
        assert large[name].queries_nothing_ready == small[name].queries_nothing_ready, name
