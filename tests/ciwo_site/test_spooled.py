"""A long answer is on the disk before anybody reads it, and written once for many."""

from collections.abc import Iterator

import pytest

from ciwo_site.spooled import CHUNK_BYTES, Shelf, Spooled


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1])
def test_what_was_written_is_read_by_each_reader_at_a_pace_of_its_own(size: int) -> None:
    written = Spooled(bytes([number % 256]) for number in range(size))
    content = bytes(number % 256 for number in range(size))

    slow = iter(written)
    beginning = next(slow, b"")

    assert written.size == size
    assert b"".join(written) == content
    assert beginning + b"".join(slow) == content


def test_everything_is_written_before_anything_is_read() -> None:
    pieces = iter([b"a", b"b"])

    Spooled(pieces)

    assert list(pieces) == []


def test_what_breaks_off_is_nothing() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        Spooled(broken())


def test_who_asks_for_the_same_gets_what_was_written() -> None:
    shelf, written = Shelf(room=2), []

    def write() -> Iterator[bytes]:
        written.append(1)
        yield b"answer"

    first = shelf.get("a", write)
    assert shelf.get("a", write) is first
    for key in ("b", "c", "a"):
        shelf.get(key, write)

    assert len(written) == 4  # a was forgotten for c
    assert b"".join(first) == b"answer"  # and whoever reads it goes on


def test_what_could_not_be_written_is_written_by_the_next_one() -> None:
    shelf = Shelf(room=2)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: [bytes(1 // 0)])

    assert b"".join(shelf.get("a", lambda: [b"answer"])) == b"answer"
