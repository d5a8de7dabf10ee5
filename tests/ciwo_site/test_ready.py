"""What pages are made of is kept for one version of the catalog, between two moments, and never in a transaction."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import translation

from ciwo_site import ready
from ciwo_site.ready import PIECES, Window, page_key, ready_pieces
from events.models import Event
from tests.factories import NOW, make_event

MINUTE = timedelta(minutes=1)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Who knows version and moments; every five minutes something changes by itself."""
    known = SimpleNamespace(name="1", asked=0)

    def version() -> str:
        known.asked += 1
        return known.name

    def ends(at: datetime) -> datetime:
        return at - timedelta(minutes=at.minute % 5, seconds=at.second) + 5 * MINUTE

    monkeypatch.setattr(ready, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(ready, "import_module", lambda name: SimpleNamespace(version=version, ends=ends))
    return known


def test_a_piece_is_made_once(source: SimpleNamespace) -> None:
    made: list[int] = []

    pieces = [ready_pieces(NOW).get("key", lambda: made.append(1) or "piece") for _request in range(3)]

    assert (pieces, made) == (["piece"] * 3, [1])
    assert source.asked == 3  # each request asks for itself


def test_another_version_is_another_window(source: SimpleNamespace) -> None:
    ready_pieces(NOW).get("key", lambda: "old")
    source.name = "2"

    assert ready_pieces(NOW).get("key", lambda: "new") == "new"


def test_so_is_the_next_moment(source: SimpleNamespace) -> None:
    first = ready_pieces(NOW)

    assert ready_pieces(NOW + 5 * MINUTE - timedelta(microseconds=1)) is first
    assert ready_pieces(NOW + 5 * MINUTE) is not first


def test_a_reader_who_began_a_little_earlier_shares_the_window(source: SimpleNamespace) -> None:
    window = ready_pieces(NOW + 2 * MINUTE)

    assert ready_pieces(NOW + MINUTE) is window
    assert ready_pieces(NOW - MINUTE) is not window  # another span


def test_what_was_asked_for_under_an_old_name_is_kept_under_that_name_alone(source: SimpleNamespace) -> None:
    slow = ready_pieces(NOW)
    source.name = "2"
    ready_pieces(NOW)

    slow.get("key", lambda: "old")

    assert ready_pieces(NOW).get("key", lambda: "new") == "new"


def test_what_cannot_be_made_is_not_kept(source: SimpleNamespace) -> None:
    def fail() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        ready_pieces(NOW).get("key", fail)

    assert ready_pieces(NOW).get("key", lambda: "piece") == "piece"


def test_the_number_of_pieces_is_bounded_and_the_least_used_go_first() -> None:
    window = Window("1", NOW, NOW + MINUTE)
    window.get("often", lambda: "kept")
    for number in range(PIECES):
        window.get("often", lambda: "made again")
        window.get(number, lambda: "piece")

    assert len(window) == PIECES
    assert window.get("often", lambda: "made again") == "kept"
    assert window.get(0, lambda: "made again") == "made again"


def test_a_page_of_another_host_or_language_is_another_piece(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    keys = set()
    for host in ("localhost", "127.0.0.1", "evil.example"):
        for language in ("en", "es"):
            with translation.override(language):
                keys.add(page_key(RequestFactory(SERVER_NAME=host).get("/"), "home"))

    assert len(keys) == 6


@pytest.mark.database
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_kept_or_ready_in_a_transaction() -> None:
    event = make_event()
    at = event.created_at

    def titles() -> list[str]:
        return ready_pieces(at).get("titles", lambda: list(Event.objects.values_list("title_en", flat=True)))

    with transaction.atomic():
        Event.objects.update(title_en="Taken back")
        assert titles() == ["Taken back"]
        transaction.set_rollback(True)
    assert titles() == ["Webinar"]

    with transaction.atomic():
        Event.objects.update(title_en="Written")
        assert titles() == ["Written"]
    assert titles() == ["Written"]
