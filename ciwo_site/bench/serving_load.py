"""How many requests a second a server answers. By wrk where it is found: a generator in Python takes the server's cores."""

import re
import shutil
import socket
import subprocess
from collections.abc import Mapping
from threading import Event, Thread
from time import perf_counter

READERS = 32  # connections at once
SECONDS_TO_WAIT = 30  # for an answer, on a machine that does much else
_RATE = re.compile(r"Requests/sec:\s*([\d.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "threads of Python"


def requests_per_second(port: int, path: str, headers: Mapping[str, str], seconds: int) -> float:
    """Raises RuntimeError where anything but 200 and 304 is answered."""
    program = shutil.which("wrk")
    if program is None:
        return _by_threads(port, path, headers, seconds)
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    patient = f"--timeout={SECONDS_TO_WAIT}s"  # else wrk counts what takes two seconds as an error
    command = [program, "-t1", f"-c{READERS}", f"-d{seconds}s", patient, *given, f"http://127.0.0.1:{port}{path}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout  # noqa: S603 -- words of our own
    if (failed := _FAILED.search(told)) or not (rate := _RATE.search(told)):
        raise RuntimeError(f"{path}: {failed[0] if failed else told}")
    return float(rate[1])


def _by_threads(port: int, path: str, headers: Mapping[str, str], seconds: int) -> float:
    """A handful of threads with a request under way each: enough for a server of two processes."""
    over, counted, problems = Event(), [], []
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n".encode()

    def read() -> None:
        count = 0
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_WAIT) as connection:
                while not over.is_set():
                    connection.sendall(request)
                    _read_answer(connection)
                    count += 1
        except (OSError, RuntimeError) as problem:
            problems.append(f"{path}: {problem}")
        counted.append(count)

    threads = [Thread(target=read) for _reader in range(8)]
    began = perf_counter()
    for thread in threads:
        thread.start()
    over.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()
    if problems:
        raise RuntimeError(problems[0])
    return sum(counted) / (perf_counter() - began)


def _read_answer(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    head, _empty, body = received.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    if status not in (b"200", b"304"):
        raise RuntimeError(f"answered {status.decode()}")
    found = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    missing = int(found[1]) - len(body) if found and status == b"200" else 0
    while missing > 0:
        missing -= len(_some(connection))


def _some(connection: socket.socket) -> bytes:
    if chunk := connection.recv(1 << 18):
        return chunk
    raise RuntimeError("broke off")
