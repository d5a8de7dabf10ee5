"""People who take all the time in the world, by the hundred, and what becomes of everybody else meanwhile."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from statistics import quantiles
from threading import Event, Thread
from time import perf_counter

SLOW = 200
VISITS = 100
SECONDS_BETWEEN_BYTES = 1
SECONDS_TO_WAIT = 10  # for an answer, as somebody in a hurry does


@dataclass(frozen=True, slots=True)
class Kind:
    """What such a client sends first, and whether it then reads a byte now and then, or sends one."""

    name: str
    beginning: bytes
    is_reading: bool = False


def kinds(form: str, long_answer: str) -> list[Kind]:
    """`form` is the address of a form to send, `long_answer` of something longer than what a network keeps."""
    host = b" HTTP/1.1\r\nHost: localhost\r\n"
    return [
        Kind("unfinished headers", b"GET /en/" + host + b"X-Slow: "),
        Kind("one-byte bodies", b"POST " + form.encode() + host + b"Content-Length: 5000\r\n\r\n"),
        Kind("sipping readers", b"GET " + long_answer.encode() + host + b"\r\n", is_reading=True),
    ]


@contextmanager
def slow_visitors(port: int, kind: Kind, number: int = SLOW) -> Iterator[None]:
    """All connected, all begun; then a byte each, now and then, in the direction that their kind is slow in."""
    visitors: list[socket.socket] = []
    over = Event()
    dripping = Thread(target=_drip, args=(visitors, kind, over))
    try:
        for _visitor in range(number):
            visitor = socket.socket()
            visitors.append(visitor)
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            visitor.connect(("127.0.0.1", port))
            visitor.sendall(kind.beginning)
            visitor.setblocking(False)
        dripping.start()
        yield
    finally:
        over.set()
        if dripping.ident:
            dripping.join()
        for visitor in visitors:
            visitor.close()


def _drip(visitors: list[socket.socket], kind: Kind, over: Event) -> None:
    while not over.wait(SECONDS_BETWEEN_BYTES):
        for visitor in visitors:
            with suppress(OSError):
                visitor.recv(1) if kind.is_reading else visitor.send(b"x")


@dataclass(frozen=True, slots=True)
class Others:
    """What became of those who are in a hurry."""

    visits: int
    served: int
    p95: float  # seconds, of those who were served

    @property
    def share(self) -> float:
        return self.served / self.visits


def visit(port: int, paths: list[str], visits: int = VISITS) -> Others:
    """One after the other, each with a connection of its own, as behind a proxy that keeps none."""
    seconds = []
    for number in range(visits):
        began = perf_counter()
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_WAIT)
            try:
                connection.request("GET", paths[number % len(paths)], headers={"Connection": "close"})
                answer = connection.getresponse()
                answer.read()
            finally:
                connection.close()
            if answer.status == 200:
                seconds.append(perf_counter() - began)
    p95 = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else float("inf")
    return Others(visits, len(seconds), p95)
