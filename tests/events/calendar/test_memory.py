"""A long calendar is never in memory as a whole, whoever reads it, and no reader holds the database meanwhile."""

import tracemalloc

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciwo_site.bench.content import fill
from tests.factories import AT_NOW, NOW

pytestmark = [pytest.mark.django_db, AT_NOW]

ADDRESS = "/en/events/calendar.ics"
WARM, MANY = 50, 1500


def peak_and_size(client: Client) -> tuple[int, int]:
    """Bytes of Python's memory beyond what was there before, and of the calendar."""
    tracemalloc.start()
    size = sum(len(piece) for piece in client.get(ADDRESS))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak, size


def test_memory_does_not_grow_with_the_number_of_events(client: Client) -> None:
    fill(WARM, NOW)
    peak_and_size(client)  # what a process keeps of zones and words
    few, small = peak_and_size(client)
    fill(MANY, NOW)

    many, large = peak_and_size(client)

    assert large > 20 * small
    assert many < few + 1_200_000  # a chunk of rows of each table, and a piece of the calendar
    assert many < large


def test_whoever_reads_it_asks_the_database_for_nothing(client: Client) -> None:
    fill(WARM, NOW)
    response = client.get(ADDRESS)

    with CaptureQueriesContext(connection) as captured:
        content = b"".join(response)

    assert len(captured) == 0
    assert len(content) == int(response["Content-Length"])
