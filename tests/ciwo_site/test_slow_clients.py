"""Bodies that are taken in before a page is made, and answers that are handed out after it."""

import errno
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.utils import translation

from ciwo_site import server
from ciwo_site.patience import READERS, seconds_to_wait
from ciwo_site.slow_clients import MEMORY_BYTES, TOO_LARGE, Interrupted, Unhurried, receive

LONGEST = 1_000_000


class Arriving(io.BytesIO):
    """A body as a connection gives it: a few bytes at once."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 70_001))


def request(content: bytes, length: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "wsgi.input": Arriving(content),
        "CONTENT_LENGTH": str(len(content) if length is None else length),
        "PATH_INFO": "/",
        **more,
    }


@pytest.mark.parametrize("size", [0, 1, MEMORY_BYTES, MEMORY_BYTES + 1, 900_000])
def test_a_body_is_complete_before_anything_else_happens(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    environ = request(content[:size])

    with receive(environ, LONGEST) as body:
        assert environ["wsgi.input"].tell() == size
        assert body.read() == content[:size]


def test_a_request_without_a_body_reads_nothing() -> None:
    environ = {"wsgi.input": Arriving(b"of the next request")}

    with receive(environ, LONGEST) as body:
        assert body.read() == b""

    assert environ["wsgi.input"].tell() == 0


def test_a_body_of_unknown_length_gets_one() -> None:
    environ = request(b"a" * 300_000, HTTP_TRANSFER_ENCODING="chunked") | {"CONTENT_LENGTH": ""}

    with receive(environ, LONGEST) as body:
        assert (len(body.read()), environ["CONTENT_LENGTH"]) == (300_000, "300000")


def test_a_body_that_breaks_off_is_no_body() -> None:
    with pytest.raises(Interrupted):
        receive(request(b"half", length=8), LONGEST)


@pytest.mark.parametrize("length", [LONGEST + 1, None])
def test_a_body_that_is_too_long_is_marked_and_not_kept(length: int | None) -> None:
    environ = request(b"a" * (LONGEST + 100_000), length)
    if length is None:
        environ |= {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}

    with receive(environ, LONGEST) as body:
        assert (body.read(), environ[TOO_LARGE], environ["CONTENT_LENGTH"]) == (b"", True, "0")


@pytest.mark.parametrize("room", [0, 100_000])
def test_on_a_full_disk_the_rest_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    class Full(io.BytesIO):
        def write(self, chunk: Any) -> int:
            if (left := room - self.tell()) <= 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(bytes(chunk)[:left])

    monkeypatch.setattr("ciwo_site.slow_clients.TemporaryFile", lambda **_names: Full())
    content = bytes(range(256)) * 3000

    with receive(request(content), LONGEST) as body:
        assert body.read() == content


def answered(response: HttpResponse | StreamingHttpResponse, **environ: Any) -> tuple[str, bytes]:
    statuses: list[str] = []

    def application(_environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [])
        return response

    unhurried = Unhurried(application, threads=1, longest_body=lambda _environ: LONGEST)
    body = unhurried(request(b"", **environ), lambda status, _headers: statuses.append(status))
    content = b"".join(body)
    if close := getattr(body, "close", None):
        close()
    unhurried.makers.shutdown()
    return statuses[0], content


@pytest.mark.django_db
def test_a_page_is_handed_out_whole() -> None:
    assert answered(HttpResponse("page")) == ("200 OK", b"page")


@pytest.mark.django_db
def test_a_stream_is_handed_out_in_the_language_that_it_was_begun_in() -> None:
    def chunks() -> Iterator[bytes]:
        yield translation.get_language().encode()

    with translation.override("es"):
        assert answered(StreamingHttpResponse(chunks())) == ("200 OK", b"es")


@pytest.mark.django_db
def test_a_stream_waits_for_the_database_no_longer_than_a_page() -> None:
    def chunks() -> Iterator[bytes]:
        yield str(seconds_to_wait()).encode()

    assert answered(StreamingHttpResponse(chunks())) == ("200 OK", str(READERS).encode())


def test_a_page_that_was_kept_is_handed_out_as_it_is() -> None:
    unhurried = Unhurried(lambda _environ, start: start("200 OK", []) or [b"kept"], threads=1, longest_body=lambda _: 0)

    assert unhurried(request(b""), lambda _status, _headers: None) == [b"kept"]


def test_a_request_that_breaks_off_reaches_nobody() -> None:
    assert answered(HttpResponse("never"), CONTENT_LENGTH="8")[0] == "400 Bad Request"


@pytest.mark.django_db
def test_large_files_are_taken_from_whoever_has_signed_in() -> None:
    """A made-up cookie would let anybody fill the disk."""
    User.objects.create_superuser("ana", password="a good pass phrase")
    client = Client()
    client.post("/admin/login/", {"login": "ana", "password": "a good pass phrase"})
    hers = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())

    def longest(path: str, cookies: str | None) -> int:
        return server.longest_body({"PATH_INFO": path} | ({} if cookies is None else {"HTTP_COOKIE": cookies}))

    made_up = [None, "", "sessionid=x", "sessionid=x; staff_device=x", "staff_device=WyJ4Il0:1:x; sessionid=\xff; =;"]
    assert longest("/admin/events/webinar/add/", hers) > 2 * 1024**3
    assert {longest("/admin/events/webinar/add/", cookies) for cookies in made_up} == {server.READERS_BODY_BYTES}
    assert longest("/en/events/", hers) == server.READERS_BODY_BYTES
