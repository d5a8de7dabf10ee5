"""The shipped server's processes make a page once between them, keep what others changed from nobody, and hold it packed."""

import gzip
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.utils import timezone

from ciwo_site.bench import serving_load
from ciwo_site.bench.serving import address_of_database, all_at_once, ask
from ciwo_site.bench.serving_counted import FILE
from ciwo_site.bench.serving_processes import Served, serve
from ciwo_site.page_cache.moments import next_quarter
from events.models import Event
from tests.factories import MONTH, make_event, make_guide_edition, make_past_event

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.database]

READERS = 50
LIST, PAST = "/en/events/", "/en/events/past/"


class Shipped:
    """Its server, and what Django had to make."""

    def __init__(self, served: Served, made: Path) -> None:
        self.served, self._made = served, made

    def made(self, path: str) -> int:
        return self._made.read_text().splitlines().count(path)

    def headings_of_many(self, path: str) -> set[str]:
        """As often as it takes to meet both processes."""
        with ThreadPoolExecutor(8) as readers:
            answers = readers.map(lambda _reader: ask(self.served.port, path)[2].decode(), range(24))
        return {answer.partition("<h1")[2].partition("</h1>")[0].rpartition(">")[2].strip() for answer in answers}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Generator[Shipped]:
    """Two processes, on the tests' database, with the default cache and collected files."""
    folder = tmp_path_factory.mktemp("shipped")
    made = folder / "made"
    made.touch()
    surroundings = {
        "ALLOWED_HOSTS": "127.0.0.1",
        "CACHE_URL": f"sqlite:///{folder / 'cache.sqlite3'}",
        "DATABASE_URL": address_of_database(),
        "PAGE_CACHE": "on",
        "PYTHONWARNINGS": "ignore",
        "SECRET_KEY": "x" * 60,
        "STATIC_HASHED": "on",
        "STATIC_ROOT": str(folder / "static"),
        FILE: str(made),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=os.environ | surroundings, check=True, capture_output=True)
    with serve(folder, surroundings, "ciwo_site.bench.serving_counted") as served:
        yield Shipped(served, made)


def test_fifty_readers_at_once_have_a_page_made_once_or_little_more(shipped: Shipped) -> None:
    make_past_event(starts_at=timezone.now() - MONTH)
    before = shipped.made(PAST)

    seconds = all_at_once(shipped.served.port, PAST, READERS)

    assert len(seconds) == READERS
    assert 1 <= shipped.made(PAST) - before <= 3


def test_what_one_process_changes_every_other_one_shows_on_its_next_request(shipped: Shipped) -> None:
    event = make_event(starts_at=timezone.now() + MONTH)

    for title in ("Once", "Twice", "Three times"):
        Event.objects.filter(pk=event.pk).update(title_en=title)

        address = Event.objects.get(pk=event.pk).address("en")
        assert shipped.headings_of_many(address) == {title}


def wait_where_a_quarter_of_an_hour_ends(seconds: int = 20) -> None:
    """Every kept page ends with it, and is made anew."""
    left = (next_quarter(now := timezone.now()) - now).total_seconds()
    if left < seconds:
        time.sleep(left)


def test_a_kept_page_reaches_nobody_in_django(shipped: Shipped) -> None:
    make_event(starts_at=timezone.now() + MONTH)
    wait_where_a_quarter_of_an_hour_ends()
    shipped.headings_of_many(LIST)
    before = shipped.made(LIST)

    etag = ask(shipped.served.port, LIST)[1]["etag"]
    status, headers, body = ask(shipped.served.port, LIST, **{"If-None-Match": etag})
    shipped.headings_of_many(LIST)

    assert (status, body, headers["etag"]) == (304, b"", etag)
    assert "x-request-id" not in headers  # it would be another reader's
    assert shipped.made(LIST) == before


def test_the_head_of_a_kept_page_has_its_length_and_no_body(shipped: Shipped) -> None:
    make_event(starts_at=timezone.now() + MONTH)
    page = ask(shipped.served.port, LIST)
    shipped.headings_of_many(LIST)

    connection = HTTPConnection("127.0.0.1", shipped.served.port, timeout=60)
    connection.request("HEAD", LIST, headers={"Connection": "close"})
    head = connection.getresponse()
    body = head.read()
    connection.close()

    assert (head.status, body, head.headers["ETag"]) == (200, b"", page[1]["etag"])
    assert int(head.headers["Content-Length"]) == len(page[2])


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_pages_and_their_files_come_packed(shipped: Shipped, coding: str, unpack: Callable[[bytes], bytes]) -> None:
    make_event(starts_at=timezone.now() + MONTH)
    port, wish = shipped.served.port, {"Accept-Encoding": coding}

    _status, plain_headers, plain = ask(port, LIST)
    _status, headers, packed = ask(port, LIST, **wish)
    sheet = re.search(r'href="(/static/[^"]+\.css)"', plain.decode())[1]
    _status, sheet_headers, packed_sheet = ask(port, sheet, **wish)

    assert "content-encoding" not in plain_headers
    assert (headers["content-encoding"], unpack(packed)) == (coding, plain)
    assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
    assert sheet_headers["content-encoding"] == coding
    assert unpack(packed_sheet) == ask(port, sheet)[2]
    assert sheet_headers["cache-control"] == "max-age=315360000, public, immutable"
    assert {headers["vary"], sheet_headers["vary"]} == {"Accept-Encoding"}


def test_a_file_of_a_guide_is_given_in_parts_and_not_twice(shipped: Shipped) -> None:
    """Its address looks like a page's."""
    edition = make_guide_edition()
    address, port = edition.address("en"), shipped.served.port

    whole = ask(port, address)
    part = ask(port, address, Range="bytes=5-9")
    again = ask(port, address, **{"If-None-Match": whole[1]["etag"]})

    assert (whole[0], part[0], part[2]) == (200, 206, whole[2][5:10])
    assert (again[0], again[2]) == (304, b"")


def test_load_is_made_without_wrk_too(shipped: Shipped, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_load.shutil, "which", lambda _name: None)
    port = shipped.served.port

    assert serving_load.requests_per_second(port, "/healthz", {}, 1) > 1
    with pytest.raises(RuntimeError, match="answered 404"):
        serving_load.requests_per_second(port, "/en/nothing/", {}, 1)
