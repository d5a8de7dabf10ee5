"""The shipped server on a free port, on a scratch database and in a scratch folder, and gone when it was measured."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ciwo_site.server import WORKERS

SECONDS_TO_START = 90
SECONDS_TO_STOP = 40


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@dataclass(frozen=True, slots=True)
class Served:
    port: int
    process: int

    def workers(self) -> list[int]:
        """The processes that answer requests. Linux."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def peak_kilobytes(self) -> int:
        """The most memory that one of them ever had (proc(5), VmHWM), in all."""
        return sum(_status(worker, "VmHWM") for worker in self.workers())

    def forget_peak(self) -> None:
        for worker in self.workers():
            Path(f"/proc/{worker}/clear_refs").write_text("5")


def _status(process: int, name: str) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)


@contextmanager
def program(*command: str, port: int, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A program that listens on the port by the time the block begins. Raises RuntimeError with its words if it does not."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 -- words of our own
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} does not answer:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve(
    folder: Path, environment: Mapping[str, str], settings_module: str = "ciwo_site.settings", workers: int = WORKERS
) -> AbstractContextManager[Served]:
    """`manage.py serve`, as shipped but for its settings; to be used in a `with`."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", str(workers)]
    surroundings = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": settings_module}
    return program(*command, port=port, log=folder / f"serve-{port}.log", environment=surroundings)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
