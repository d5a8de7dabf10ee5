"""A zip that is written as it is sent: read back by zipfile, the same for the same members, never held as a whole."""

import io
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.storages.problems import StorageUnreachable
from ciwo_site.zip_stream import Member, Names, safe_name, zip_stream

AT = datetime(2026, 3, 10, 15, 4, 8, tzinfo=UTC)


def member(name: str, *chunks: bytes, at: datetime = AT, is_packed: bool = True) -> Member:
    return Member(name, at, lambda: iter(chunks), is_packed)


def opened(members: list[Member]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zip_stream(members))))


def test_what_was_put_in_comes_out() -> None:
    archive = opened(
        [member("año/índice.html", b"<p>", "ñ</p>".encode()), member("a.pdf", b"%PDF", is_packed=False), member("none")]
    )

    assert archive.testzip() is None
    assert archive.namelist() == ["año/índice.html", "a.pdf", "none"]
    assert archive.read("año/índice.html").decode() == "<p>ñ</p>"
    assert [info.compress_type for info in archive.infolist()] == [
        zipfile.ZIP_DEFLATED,
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ]
    assert {info.date_time for info in archive.infolist()} == {(2026, 3, 10, 15, 4, 8)}


def test_the_same_members_make_the_same_bytes_wherever_the_clock_stands() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))

    assert b"".join(zip_stream([member("a", b"x")])) == b"".join(zip_stream([member("a", b"x", at=elsewhere)]))


def test_a_moment_before_the_format_knows_any_is_its_first() -> None:
    assert opened([member("a", at=datetime(1969, 1, 1, tzinfo=UTC))]).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_file_that_is_gone_when_its_turn_comes_is_left_out() -> None:
    def gone() -> Iterator[bytes]:
        raise FileNotFoundError

    def gone_at_once() -> Iterator[bytes]:
        yield from gone()

    archive = opened([Member("a", AT, gone), member("b", b"x"), Member("c", AT, gone_at_once)])

    assert archive.namelist() == ["b"]


def test_a_large_archive_is_never_held_as_a_whole() -> None:
    megabyte = bytes(range(256)) * 4096
    members = [Member(f"{number}.bin", AT, lambda: iter([megabyte] * 8), False) for number in range(8)]

    tracemalloc.start()
    try:
        size = sum(len(chunk) for chunk in zip_stream(members))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert size > 64 * 2**20
    assert peak < 6 * 2**20


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Compartiendo historias", "Compartiendo historias"),
        ("../../etc/passwd", "etc passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a b c d e f g h i"),
        ("  .hidden.  ", "hidden"),
        ("line\r\nbreak\tand\x00more", "line break andmore"),
        ("\u202egnp.exe", "gnp.exe"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300, "x" * 80),
        ("ñ 😀 한국어", "ñ 😀 한국어"),
    ],
)
def test_a_name_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name
    assert safe_name(text, ".pdf") == f"{name}.pdf"


@given(st.text(max_size=100))
def test_any_text_makes_a_name(text: str) -> None:
    name = safe_name(text)

    assert name.strip(" .") == name
    assert 1 <= len(name) <= 81
    assert not set(name) & set('/\\:*?"<>|\r\n\t\0')
    assert not [letter for letter in name if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}]


def test_no_name_is_given_twice_whatever_its_capitals() -> None:
    names = Names()

    assert [names.give(name) for name in ("files/A.pdf", "files/a.pdf", "a.pdf", "files/A.pdf", "ä")] == [
        "files/A.pdf",
        "files/a 2.pdf",
        "a.pdf",
        "files/A 3.pdf",
        "ä",
    ]


class Stored:
    """What `downloads.open_part` gives: pieces, and something to close."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self._pieces = iter(pieces)
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = next(self._pieces)
        if isinstance(piece, Exception):
            raise piece
        return piece

    def close(self) -> None:
        self.is_closed = True


def test_what_a_member_is_read_from_is_closed_when_its_turn_is_over_and_when_the_reader_leaves() -> None:
    first, second, third = Stored(b"a"), Stored(b"b", b"c"), Stored(b"d")
    stream = zip_stream(
        [Member(name, AT, lambda part=part: part) for name, part in zip("abc", (first, second, third), strict=True)]
    )

    while not first.is_closed:
        next(stream)
    next(stream)
    assert (second.is_closed, third.is_closed) == (False, False)
    stream.close()

    assert (second.is_closed, third.is_closed) == (True, False)


def test_an_archive_whose_storage_goes_away_in_the_middle_breaks_off_and_is_no_archive() -> None:
    part, sent = Stored(b"a" * 100, StorageUnreachable("gone")), []
    stream = zip_stream([Member("a.pdf", AT, lambda: part, is_packed=False), member("b")])

    with pytest.raises(StorageUnreachable):
        sent += stream

    assert part.is_closed
    assert not zipfile.is_zipfile(io.BytesIO(b"".join(sent)))
