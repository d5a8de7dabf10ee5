"""While a cache is gone, pages are nowhere and counts are each process's own."""

import sqlite3
from pathlib import Path

import pytest
from django.core.cache.backends.base import BaseCache

from ciwo_site.breaker import Breaker
from ciwo_site.caches import quiet
from ciwo_site.caches.machine import MachineCache
from ciwo_site.caches.shared import SharedCache


@pytest.fixture(params=["a file that cannot be opened", "a Redis that nobody started"])
def gone(request: pytest.FixtureRequest, tmp_path: Path) -> BaseCache:
    quiet.counts.clear()
    if request.param.startswith("a Redis"):
        made: MachineCache | SharedCache = SharedCache("redis://127.0.0.1:1/0", {})
    else:
        (tmp_path / "file").touch()
        made = MachineCache(str(tmp_path / "file" / "cache.sqlite3"), {})
    made.breaker = Breaker(60)
    return made


def test_attempts_go_on_being_counted(gone: BaseCache) -> None:
    first = gone.add("attempts", 0, 300)

    assert (first, gone.add("attempts", 0, 300)) == (True, False)
    assert (gone.incr("attempts"), gone.incr("attempts"), gone.get("attempts")) == (1, 2, 2)
    gone.set("moments", [1.0, 2.0])
    assert gone.get("moments") == [1.0, 2.0]
    assert gone.get_or_set("key", lambda: b"drawn at random") == gone.get_or_set("key", lambda: b"another one")
    assert gone.delete("attempts")
    assert gone.get("attempts") is None


def test_a_cache_that_can_be_read_and_not_written_forgets_no_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: what it says of attempts is what it was before them."""

    def full(*_arguments: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    quiet.counts.clear()
    cache = MachineCache(str(tmp_path / "cache.sqlite3"), {})
    cache.breaker = Breaker(0)
    cache.set("attempts", [1.0])
    with monkeypatch.context() as patched:
        patched.setattr(cache, "_write", full)
        cache.set("attempts", [1.0, 2.0])
        counted = [cache.get("attempts"), cache.get("attempts")]
        cache.delete("another")
        counted.append(cache.get("attempts"))
    cache.set("page", "kept again")

    assert counted == [[1.0, 2.0]] * 3
    assert cache.get("page") == "kept again"


def test_what_is_no_count_is_kept_nowhere(gone: BaseCache) -> None:
    """A process must not fill its memory with pages because the place for them is gone."""
    gone.set("page", {"body": "x"})
    gone.set("picture", b"x" * 10_000)

    assert gone.add("text", "x")
    assert gone.add("text", "y")  # nobody can be known to have been first
    assert [gone.get(key, "none") for key in ("page", "picture", "text")] == ["none"] * 3
    with pytest.raises(ValueError, match="text"):
        gone.incr("text")
