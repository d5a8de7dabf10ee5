"""Pages are made by a few threads; waiting for slow people is done by others, of which there are many.

The server gives a request to a thread, which then reads the body at the client's pace and hands out the answer at the
client's pace. With four threads, four people on a bad line (or one who means harm) would be the whole site. So the
server has hundreds of threads, which cost nothing while they wait, and a page is made by one of a few others, which
receive bodies that are complete and never touch the network. Only they keep connections to the database.
"""

import io
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from tempfile import TemporaryFile
from typing import Any

from django.db import connections

from ciwo_site.patience import READERS, patience
from ciwo_site.storages.problems import StorageProblem

logger = logging.getLogger(__name__)

MEMORY_BYTES = 256 * 1024  # of a body; what is longer waits on the disk
CHUNK_BYTES = 64 * 1024
TOO_LARGE = "catalog.too_large"  # in the request's environment, for ciwo_site.middleware.Unavailable

Environment = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
LongestBody = Callable[[Environment], int]
AtOnce = Callable[[Environment], tuple[str, list[tuple[str, str]], bytes] | None]


class Interrupted(Exception):
    """The client left before its request was complete."""


class Unhurried:
    """A WSGI application around Django's: takes the whole body in, has the page made, and hands it out.

    `longest_body` says of a request how many bytes it may bring; `at_once` answers one without a body in the thread that
    came with it, or says None.
    """

    def __init__(
        self,
        application: Callable[..., Any],
        *,
        threads: int,
        longest_body: LongestBody,
        at_once: AtOnce = lambda _environ: None,
    ) -> None:
        self.application = application
        self.longest_body = longest_body
        self.at_once = at_once
        self.makers = ThreadPoolExecutor(threads, thread_name_prefix="page")

    def __call__(self, environ: Environment, start_response: StartResponse) -> Any:
        if not has_body(environ) and (answer := self.at_once(environ)) is not None:
            start_response(*answer[:2])
            return [answer[2]]
        try:
            body = receive(environ, self.longest_body(environ))
        except Interrupted:
            start_response("400 Bad Request", [("Content-Length", "0"), ("Connection", "close")])
            return []
        with body:
            environ["wsgi.input"] = body
            context = copy_context()
            status, headers, answer = self.makers.submit(context.run, self._make, environ).result()
        start_response(status, headers)
        return answer if isinstance(answer, list) else HandedOut(answer, context)

    def _make(self, environ: Environment) -> tuple[str, list[tuple[str, str]], Any]:
        """In a page's thread: the whole answer, or one that is still open and streams."""
        begun: list[Any] = []
        response = self.application(environ, lambda status, headers, _info=None: begun.extend((status, headers)))
        if isinstance(response, list):  # as the page cache answers
            return begun[0], begun[1], response
        if response.streaming:
            return begun[0], begun[1], response
        try:
            return begun[0], begun[1], list(response)
        finally:
            response.close()


class CutOff(Exception):
    """An answer that cannot be finished. The server ends it; why, the log says, and not in the error's own words."""


class HandedOut:
    """A streamed answer, read at the client's pace, in the language that it was begun in.

    Raises `CutOff` in the middle: where a length was told, the client sees that something is missing.
    """

    def __init__(self, response: Any, context: Context) -> None:
        self._response, self._context = response, context

    def __iter__(self) -> Iterator[bytes]:
        chunks = iter(self._response)
        while (chunk := self._context.run(self._next, chunks)) is not None:
            yield chunk

    def _next(self, chunks: Iterator[bytes]) -> bytes | None:
        """Made after the last middleware: who reads a stream waits for the database no longer than for a page."""
        try:
            with patience(READERS):
                return next(chunks, None)
        except StorageProblem as problem:
            logger.error("A download was cut off: %s", problem)
        except Exception:
            logger.exception("A download was cut off.")
        raise CutOff

    def close(self) -> None:
        self._context.run(self._response.close)
        connections.close_all()  # this thread's own, should the stream have asked the database


def has_body(environ: Environment) -> bool:
    return bool(environ.get("CONTENT_LENGTH")) or "HTTP_TRANSFER_ENCODING" in environ


def receive(environ: Environment, longest: int) -> io.BufferedReader:
    """The body of a request, complete.

    One that is too long is not read, and marked. Where the disk is full, the rest is read when it is asked for, so that
    the form which it belongs to can say what happened beside the field of the file.
    """
    if not has_body(environ):
        return io.BufferedReader(Received([]))
    length = environ.get("CONTENT_LENGTH") or ""
    expected = int(length) if length.isdecimal() else None
    found = Received([]) if (expected or 0) > longest else _read(environ["wsgi.input"], expected, longest)
    if found is None or (expected or 0) > longest:
        environ[TOO_LARGE], environ["CONTENT_LENGTH"] = True, "0"
        return io.BufferedReader(Received([]))
    if expected is None:
        environ["CONTENT_LENGTH"] = str(found.size)  # Django reads no body without it
    return io.BufferedReader(found)


def _read(source: Any, expected: int | None, longest: int) -> "Received | None":
    """None where it turns out to be longer than `longest`. Raises `Interrupted` where it ends too early."""
    kept = Kept()
    try:
        while expected is None or kept.size < expected:
            chunk = source.read(CHUNK_BYTES if expected is None else min(CHUNK_BYTES, expected - kept.size))
            if not chunk:
                break
            if kept.size + len(chunk) > longest:
                kept.close()
                return None
            if left_over := kept.add(chunk):
                return Received([*kept.rewound(), io.BytesIO(left_over), source], kept.size)
    except OSError as error:
        kept.close()
        raise Interrupted from error
    if expected is not None and kept.size < expected:
        kept.close()
        raise Interrupted
    return Received(kept.rewound(), kept.size)


class Kept:
    """The beginning of a body: in memory, and from there on the disk."""

    def __init__(self) -> None:
        self.size = 0
        self._memory = io.BytesIO()
        self._disk: Any = None

    def add(self, chunk: bytes) -> bytes:
        """What there was no room for; usually nothing."""
        self.size += len(chunk)
        if self._disk is None and self._memory.tell() + len(chunk) <= MEMORY_BYTES:
            self._memory.write(chunk)
            return b""
        written = 0
        try:
            self._disk = self._disk or TemporaryFile(buffering=0)  # noqa: SIM115 -- closed with the body
            while written < len(chunk):
                written += self._disk.write(chunk[written:])
        except OSError:
            return chunk[written:]
        return b""

    def rewound(self) -> list[Any]:
        parts = [part for part in (self._memory, self._disk) if part is not None]
        for part in parts:
            part.seek(0)
        return parts

    def close(self) -> None:
        if self._disk is not None:
            self._disk.close()


class Received(io.RawIOBase):
    """Several files, one after the other; each is closed when it was read."""

    def __init__(self, parts: list[Any], size: int = 0) -> None:
        self._parts = parts
        self.size = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._parts:
            if chunk := self._parts[0].read(len(buffer)):
                buffer[: len(chunk)] = chunk
                return len(chunk)
            self._drop_first()
        return 0

    def close(self) -> None:
        while self._parts:
            self._drop_first()
        super().close()

    def _drop_first(self) -> None:
        part = self._parts.pop(0)
        if isinstance(part, io.IOBase):  # the connection itself is the server's
            part.close()
