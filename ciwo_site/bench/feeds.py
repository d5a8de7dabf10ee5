"""What a long calendar costs on a running server: the whole of it, the memory that it takes, and being told “nothing new”."""

import http.client
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from ciwo_site.bench.serving_processes import Served

REPEATS = 3
ASKED_AGAIN = 100


@dataclass(frozen=True, slots=True)
class FeedCost:
    size: int  # bytes
    first: float  # seconds to the last byte, in a process that was never asked before: it makes all of it
    median: float  # seconds to the last byte, afterwards
    unchanged: float  # milliseconds until a 304, the median
    growth: int  # kilobytes of memory beyond what the processes held before, at the worst


def feed_cost(server: Served, path: str) -> FeedCost:
    """Raises RuntimeError where the answers are not a calendar and a 304."""
    _timed(server.port, "/healthz")
    before = server.peak_kilobytes()
    first, size, etag = _timed(server.port, path)
    times = [_timed(server.port, path)[0] for _repeat in range(REPEATS)]
    growth = server.peak_kilobytes() - before
    return FeedCost(size, first, median(times), _unchanged(server.port, path, etag), growth)


def _timed(port: int, path: str) -> tuple[float, int, str]:
    """Seconds, bytes and the ETag."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began = perf_counter()
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        size = 0
        while chunk := answer.read(1 << 16):
            size += len(chunk)
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}.")
    return perf_counter() - began, size, answer.headers["ETag"] or ""


def _unchanged(port: int, path: str, etag: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    try:
        for _repeat in range(ASKED_AGAIN):
            began = perf_counter()
            connection.request("GET", path, headers={"If-None-Match": etag})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 304:
                raise RuntimeError(f"{path} answered {answer.status} to one who has it.")
            times.append((perf_counter() - began) * 1000)
    finally:
        connection.close()
    return median(times)
