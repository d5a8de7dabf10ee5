"""A long calendar is never in memory as a whole, whoever reads it, and no reader holds the database meanwhile."""

import tracemalloc
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciwo_site.bench.content import fill
from events import calendar_views
from tests.factories import AT_NOW, NOW, make_event

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


def content(client: Client) -> bytes:
    return b"".join(client.get(ADDRESS))


@pytest.mark.parametrize("seconds", [1, 60])
def test_what_was_written_is_handed_to_the_next_reader_until_anything_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """Soon after a change too, and by whatever door the next one comes."""
    make_event(title_en="As it was")
    written, pieces = [], calendar_views.calendar_pieces
    monkeypatch.setattr(calendar_views, "calendar_pieces", lambda *given: written.append(1) or pieces(*given))

    with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
        first, second = content(client), content(client)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE events_event SET title_en = 'As it is'")
        changed = content(client)

    assert first == second
    assert b"As it was" in first
    assert b"As it is" in changed
    assert len(written) == 2
