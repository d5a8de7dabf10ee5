"""A file over HTTP: whole, in part, unchanged, or gone."""

from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.downloads import CHUNK_BYTES, UnsatisfiableRange, counts_as_download, file_response, parse_range

CONTENT = b"0123456789"
MODIFIED = datetime(2024, 2, 29, 13, 0, 0, 500_000, tzinfo=UTC)
MODIFIED_HEADER = "Thu, 29 Feb 2024 13:00:00 GMT"
LATER, EARLIER = "Fri, 01 Mar 2024 00:00:00 GMT", "Wed, 28 Feb 2024 00:00:00 GMT"
ETAG = '"abc123"'
ANSWERS: list[HttpResponseBase] = []


@pytest.fixture(autouse=True)
def closed_as_a_server_does(db: None) -> Generator[None]:
    """An answer holds its file open until the server closes it; closing makes Django look after its connections."""
    yield
    while ANSWERS:
        ANSWERS.pop().close()


@pytest.fixture
def stored(tmp_path: Path) -> FieldFile:
    return store(tmp_path, CONTENT)


def store(folder: Path, content: bytes) -> FieldFile:
    field = FileField(storage=FileSystemStorage(folder))
    return FieldFile(None, field, field.storage.save("stored.pdf", ContentFile(content)))


def answer(stored: FieldFile, method: str = "GET", *, options: dict | None = None, **headers: str) -> HttpResponseBase:
    """`headers` by their names with underscores: If_Range="…"."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory().generic(method, "/", headers=sent)
    facts = {"filename": "guide.pdf", "media_type": "application/pdf", "checksum": "abc123", "last_modified": MODIFIED}
    response = file_response(request, stored, **{**facts, **(options or {})})
    response.counted = counts_as_download(request, response)
    ANSWERS.append(response)
    return response


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content


def test_a_reader_receives_the_whole_file(stored: FieldFile) -> None:
    response = answer(stored)

    assert (response.status_code, body(response)) == (200, CONTENT)
    assert dict(response.headers) == {
        "Accept-Ranges": "bytes",
        "Content-Disposition": 'attachment; filename="guide.pdf"',
        "Content-Length": "10",
        "Content-Type": "application/pdf",
        "ETag": ETAG,
        "Last-Modified": MODIFIED_HEADER,
        "X-Content-Type-Options": "nosniff",
    }
    assert response.counted


def test_head_tells_the_same_without_the_file(stored: FieldFile) -> None:
    response = answer(stored, "HEAD", Range="bytes=2-4")

    assert (response.status_code, body(response)) == (200, b"")
    assert response.headers == answer(stored).headers
    assert not response.counted


@pytest.mark.parametrize(
    ("asked", "received", "content_range"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", CONTENT, "bytes 0-9/10"),
        ("Bytes= 9-9 ,", b"9", "bytes 9-9/10"),
    ],
)
def test_one_range_is_answered_with_that_part(
    stored: FieldFile, asked: str, received: bytes, content_range: str
) -> None:
    response = answer(stored, Range=asked)

    assert (response.status_code, body(response)) == (206, received)
    assert response["Content-Range"] == content_range
    assert response["Content-Length"] == str(len(received))
    assert response["ETag"] == ETAG


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,4-5",
        "bytes=5-2",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes 0-3",
        "lines=0-3",
        "bytes=²-3",
        "bytes=" + "9" * 30,
    ],
)
def test_several_ranges_and_nonsense_are_answered_with_the_whole(stored: FieldFile, asked: str) -> None:
    response = answer(stored, Range=asked)

    assert (response.status_code, body(response)) == (200, CONTENT)
    assert "Content-Range" not in response


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"])
def test_a_range_beyond_the_file_is_refused_with_its_size(stored: FieldFile, asked: str) -> None:
    response = answer(stored, Range=asked)

    assert (response.status_code, body(response)) == (416, b"")
    assert response["Content-Range"] == "bytes */10"
    assert not response.counted


@pytest.mark.parametrize("condition", [ETAG, MODIFIED_HEADER])
def test_a_broken_download_goes_on_where_the_file_is_the_same(stored: FieldFile, condition: str) -> None:
    assert body(answer(stored, Range="bytes=4-", If_Range=condition)) == b"456789"


@pytest.mark.parametrize("condition", ['"other"', f"W/{ETAG}", LATER, EARLIER, "yesterday", ""])
def test_a_broken_download_begins_again_where_it_may_not_be(stored: FieldFile, condition: str) -> None:
    assert body(answer(stored, Range="bytes=4-", If_Range=condition)) == CONTENT


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": ETAG},
        {"If_None_Match": f'"other", W/{ETAG}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": MODIFIED_HEADER},
        {"If_Modified_Since": LATER},
        {"If_None_Match": ETAG, "If_Modified_Since": EARLIER, "Range": "bytes=0-3"},
    ],
)
def test_an_unchanged_file_is_not_sent_again(stored: FieldFile, headers: dict[str, str]) -> None:
    response = answer(stored, **headers)

    assert (response.status_code, body(response)) == (304, b"")
    assert (response["ETag"], response["Last-Modified"]) == (ETAG, MODIFIED_HEADER)
    assert not response.counted


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": '"other"', "If_Modified_Since": LATER},
        {"If_Modified_Since": EARLIER},
        {"If_Modified_Since": "?"},
    ],
)
def test_a_changed_file_is_sent(stored: FieldFile, headers: dict[str, str]) -> None:
    assert body(answer(stored, **headers)) == CONTENT


@pytest.mark.parametrize("headers", [{"If_Match": '"other"'}, {"If_Unmodified_Since": EARLIER}])
def test_a_condition_that_fails_stops_the_answer(stored: FieldFile, headers: dict[str, str]) -> None:
    assert answer(stored, **headers).status_code == 412


@pytest.mark.parametrize(
    ("filename", "header"),
    [
        ("Guía de codirección.pdf", "attachment; filename*=utf-8''Gu%C3%ADa%20de%20codirecci%C3%B3n.pdf"),
        ('a "b"\r\nSet-Cookie: x.pdf', 'attachment; filename="a -b-Set-Cookie- x.pdf"'),
        ("../../guide.pdf", 'attachment; filename="-..-guide.pdf"'),
        ("guide\u202efdp.exe", 'attachment; filename="guidefdp.exe"'),
        ("", 'attachment; filename="file"'),
    ],
)
def test_the_name_is_readable_and_harmless(stored: FieldFile, filename: str, header: str) -> None:
    assert answer(stored, options={"filename": filename})["Content-Disposition"] == header


@pytest.mark.parametrize(
    ("media_type", "disposition"),
    [
        ("video/mp4", "inline"),
        ("audio/mpeg", "inline"),
        ("application/pdf", "attachment"),
        ("text/plain", "attachment"),
    ],
)
def test_only_sound_and_video_are_ever_shown_in_place(stored: FieldFile, media_type: str, disposition: str) -> None:
    response = answer(stored, options={"media_type": media_type, "inline": True})

    assert response["Content-Disposition"].split(";")[0] == disposition


def test_text_names_its_letters(stored: FieldFile) -> None:
    assert answer(stored, options={"media_type": "text/vtt"})["Content-Type"] == "text/vtt; charset=utf-8"


def test_a_long_file_comes_in_chunks(tmp_path: Path) -> None:
    content = bytes(CHUNK_BYTES * 2 + 1)

    chunks = [len(chunk) for chunk in answer(store(tmp_path, content))]

    assert chunks == [CHUNK_BYTES, CHUNK_BYTES, 1]


def test_the_stored_file_is_closed_at_the_end_and_when_a_reader_leaves(
    stored: FieldFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    really_open = stored.storage.open
    monkeypatch.setattr(stored.storage, "open", lambda *a: opened.append(really_open(*a)) or opened[-1])
    read, left, unread = answer(stored), answer(stored), answer(stored)

    body(read)
    iterator = iter(left)
    next(iterator)
    for response in (left, unread):
        response.close()

    assert [file.closed for file in opened] == [True, True, True]


def test_a_file_that_the_storage_lost_is_not_found(stored: FieldFile) -> None:
    stored.storage.delete(stored.name)

    with pytest.raises(Http404):
        answer(stored)


def test_an_empty_file_can_be_sent(tmp_path: Path) -> None:
    response = answer(store(tmp_path, b""))

    assert (response.status_code, body(response), response["Content-Length"]) == (200, b"", "0")


@pytest.mark.parametrize(
    ("asked", "counted"), [("bytes=0-", True), ("bytes=0-4", True), ("bytes=0-1", False), ("bytes=5-", False)]
)
def test_a_part_counts_when_it_begins_the_file(stored: FieldFile, asked: str, counted: bool) -> None:
    assert answer(stored, Range=asked).counted is counted


def test_an_error_does_not_count() -> None:
    assert not counts_as_download(RequestFactory().get("/"), HttpResponse(status=404))


@given(size=st.integers(0, 50), first=st.integers(0, 60), last=st.integers(0, 60))
def test_a_range_holds_the_bytes_asked_for_that_exist(size: int, first: int, last: int) -> None:
    asked = set(range(first, last + 1)) & set(range(size))

    try:
        received = parse_range(f"bytes={first}-{last}", size)
    except UnsatisfiableRange:
        received = range(0)

    assert received is None if last < first else set(received or ()) == asked


def headers() -> st.SearchStrategy[str]:
    return st.one_of(st.text(max_size=30), st.from_regex(r"bytes=[0-9 ,\-]{0,20}", fullmatch=True))


@given(header=headers(), size=st.integers(0, 10**12))
def test_any_header_is_a_part_of_the_file_or_nothing(header: str, size: int) -> None:
    try:
        received = parse_range(header, size)
    except UnsatisfiableRange:
        return

    assert received is None or 0 <= received.start < received.stop <= size
