"""The cache that all processes of one machine share."""

import stat
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from ciwo_site.breaker import Breaker
from ciwo_site.caches import machine, quiet
from ciwo_site.caches.machine import MachineCache


@pytest.fixture(autouse=True)
def nothing_beside_it() -> Generator[None]:
    """What a process counts for itself while the file fails must not pass for what is in the file."""
    quiet.counts.clear()
    yield
    assert quiet.counts._cache == {}


@pytest.fixture
def cache(tmp_path: Path) -> MachineCache:
    return open_cache(tmp_path)


def open_cache(folder: Path, **options: int) -> MachineCache:
    made = MachineCache(str(folder / "cache.sqlite3"), {"OPTIONS": options})
    made.breaker = Breaker(0)
    return made


def test_what_is_put_in_comes_out(cache: MachineCache) -> None:
    cache.set("a", {"b": [1, "ñ"]})
    cache.set("empty", None)

    assert cache.get("a") == {"b": [1, "ñ"]}
    assert cache.get("empty", "default") is None
    assert cache.get("nothing", "default") == "default"
    assert cache.has_key("a")


def test_two_openings_of_one_file_are_one_cache(cache: MachineCache, tmp_path: Path) -> None:
    other = open_cache(tmp_path)

    cache.set("a", 1)

    assert (other.get("a"), other.add("a", 2), other.incr("a"), cache.get("a")) == (1, False, 2, 2)


@pytest.mark.time_machine("2026-03-10", tick=False)
def test_what_is_over_is_gone_and_may_be_added_anew(cache: MachineCache, time_machine: object) -> None:
    cache.set("a", 1, 60)

    time_machine.shift(61)

    assert (cache.get("a"), cache.has_key("a"), cache.touch("a"), cache.delete("a")) == (None, False, False, False)
    assert (cache.add("a", 2), cache.get("a")) == (True, 2)


@pytest.mark.time_machine("2026-03-10", tick=False)
def test_a_count_ends_when_it_began_to_end(cache: MachineCache, time_machine: object) -> None:
    cache.add("count", 0, 3600)
    for _minute in range(50):
        time_machine.shift(60)
        cache.incr("count")

    before = cache.get("count")
    time_machine.shift(601)

    assert before == 50
    with pytest.raises(ValueError, match="not found"):
        cache.incr("count")


COUNTING = """
import sys
from django.conf import settings
settings.configure(CACHES={"default": {"BACKEND": "ciwo_site.caches.machine.MachineCache", "LOCATION": sys.argv[1]}})
from django.core.cache import cache
from ciwo_site.caches import machine
machine.SECONDS_TO_WAIT = 60  # a cache of the site gives up sooner, and loses the count
for _time in range(300):
    cache.incr("count")
"""


def test_processes_that_count_at_once_lose_nothing(cache: MachineCache) -> None:
    cache.set("count", 0)

    counting = [subprocess.Popen([sys.executable, "-c", COUNTING, str(cache.path)]) for _process in range(2)]

    assert [process.wait(300) for process in counting] == [0, 0]
    assert cache.get("count") == 600


@pytest.mark.time_machine("2026-03-10", tick=False)
def test_what_is_over_and_what_is_cleared_leaves_the_file(cache: MachineCache, time_machine: object) -> None:
    for key, seconds in (("short", 60), ("long", 600)):
        cache.set(key, "page", seconds)
    left = []

    time_machine.shift(61)
    for empty in (cache.clean, cache.clear):
        empty()
        left.append([key for (key,) in cache._execute("SELECT key FROM entry", [])])

    assert left == [[":1:long"], []]


def test_of_too_many_entries_those_stay_that_end_last(tmp_path: Path) -> None:
    cache = open_cache(tmp_path, MAX_ENTRIES=2)
    for number, seconds in enumerate((30, 300, None)):
        cache.set(f"entry-{number}", number, seconds)

    cache.clean()

    assert [cache.get(f"entry-{number}") for number in range(3)] == [None, 1, 2]


def test_what_is_large_goes_before_the_counts_that_hold_a_stranger_back(tmp_path: Path) -> None:
    cache = MachineCache(str(tmp_path / "cache.sqlite3"), {"OPTIONS": {"MAX_ENTRIES": 10}})
    cache.set("attempts", [1.5, 2.5], 300)

    for number in range(30):
        cache.set(f"page-{number}", "x" * 5000, 86400)
    cache.clean()

    assert cache.get("attempts") == [1.5, 2.5]
    assert cache.get("page-29") is not None
    assert cache.get("page-0") is None


def test_it_never_grows_larger_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MAX_BYTES", 100_000)
    cache = MachineCache(str(tmp_path / "cache.sqlite3"), {})

    for number in range(60):
        cache.set(f"page-{number}", "x" * 5000, 86400)
    cache.clean()

    kept = [number for number in range(60) if cache.get(f"page-{number}")]
    assert kept == list(range(60 - len(kept), 60))
    assert 10 < len(kept) <= 20


def test_writing_cleans_up_by_itself_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "WRITES_BETWEEN_CLEANINGS", 1)
    cache = open_cache(tmp_path, MAX_ENTRIES=2)

    for number in range(5):
        cache.set(f"entry-{number}", number, 300 + number)

    assert [cache.has_key(f"entry-{number}") for number in range(5)] == [False, False, False, True, True]


def test_nobody_else_may_read_the_file(cache: MachineCache) -> None:
    cache.set("a", 1)

    assert stat.S_IMODE(cache.path.stat().st_mode) == 0o600


def test_a_damaged_file_is_begun_anew_and_fails_no_page(cache: MachineCache, tmp_path: Path) -> None:
    cache.path.write_bytes(b"no database at all" * 1000)

    first = cache.get("a", "default")
    cache.set("a", "page")

    assert (first, open_cache(tmp_path).get("a")) == ("default", "page")


def test_a_file_that_was_taken_away_while_it_is_open_is_begun_anew_by_all(cache: MachineCache, tmp_path: Path) -> None:
    other = open_cache(tmp_path)
    cache.set("a", 1)
    other.set("a", 1)

    for ending in ("", "-wal", "-shm"):
        cache.path.with_name(f"{cache.path.name}{ending}").unlink(missing_ok=True)
    first = cache.get("a", "gone")
    cache.set("count", 1)

    assert (first, other.incr("count"), cache.get("count")) == ("gone", 2, 2)


def test_a_folder_that_cannot_be_written_to_is_a_cache_that_holds_no_page(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = open_cache(tmp_path / "file")

    assert (cache.get("a", "default"), cache.set("a", "page"), cache.add("a", "page")) == ("default", None, True)
    assert cache.get_or_set("a", lambda: "made") == "made"


def test_an_object_of_another_version_is_as_good_as_nothing(cache: MachineCache) -> None:
    cache.set("a", 1)
    cache._execute("UPDATE entry SET value = ?", [b"\x80\x04\x8c\x07nowhere\x94\x8c\x05Thing\x94\x93\x94."])

    assert cache.get("a", "default") == "default"
