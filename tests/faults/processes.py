"""Processes of the tests' own: started on free ports, and gone at the end whatever happened."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 300  # on a machine that does much else; only what hangs takes so long
SECONDS_TO_STOP = 90
SECRET_KEY = "for the tests of faults alone, and long enough to be taken for a real one"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def is_alive(port: int) -> bool:
    """Does a process of ours answer there?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def wait_until(condition: Callable[[], Any], *, seconds: float = 120, what: str = "", every: float = 0.02) -> Any:
    """What the condition answers, once that is something. Looks often, and fails with what was waited for."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds} s in vain for {what or condition}.")
        time.sleep(every)
    return found


def children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


class Program:
    """A command that runs until it is told to stop; whatever it started goes with it."""

    def __init__(self, *command: str | Path, log: Path, **options: Any) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def wait(self, seconds: float = SECONDS_TO_STOP) -> int:
        return self.process.wait(seconds)

    def kill(self) -> None:
        """At once, with everything that it started (which may have gone into groups of their own)."""
        if self.is_running:
            os.kill(self.process.pid, signal.SIGSTOP)  # so that it starts nothing meanwhile
            started = children(self.process.pid)
            for one in (self.process.pid, *started):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            self.process.wait()

    def words(self) -> str:
        return self.log.read_text(errors="replace")


class Site:
    """One deployment: its settings and its folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "static").mkdir(exist_ok=True)
        given = {
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "CACHE_URL": f"sqlite:///{folder / 'cache.sqlite3'}",
            "DATABASE_URL": f"sqlite:///{folder / 'catalog.sqlite3'}",
            "DEBUG": "off",
            "HTTPS": "off",
            "LOG_FORMAT": "json",
            "MEDIA_ROOT": str(folder / "media"),
            "SECRET_KEY": SECRET_KEY,
            "STAFF_SECOND_FACTOR": "optional",
            "STATIC_HASHED": "off",
            "STATIC_ROOT": str(folder / "static"),
        }
        kept = {
            name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
        }
        self.environment = {**kept, **given, **settings}
        self.serving: list[Serving] = []

    def run(self, *arguments: str | Path, expect: int | None = 0, **settings: str) -> subprocess.CompletedProcess[str]:
        """`manage.py …`, or another script of the project where its name is given."""
        script = "manage.py" if not str(arguments[0]).endswith(".py") else ""
        command = [sys.executable, *([script] if script else []), *map(str, arguments)]
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env={**self.environment, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_START,
        )
        assert expect is None or done.returncode == expect, f"{done.stdout}\n{done.stderr}"
        return done

    def begin(self, *arguments: str) -> Program:
        """`manage.py …`, which goes on while something else is done."""
        log = self.folder / f"{arguments[0]}.log"
        return Program(sys.executable, "manage.py", *arguments, log=log, cwd=PROJECT, env=self.environment)

    def serve(self, *, workers: int = 1, before: tuple[str, ...] = (), **settings: str) -> "Serving":
        """As shipped: `manage.py serve`. Does not wait until it answers."""
        self.serving.append(Serving(self, workers, before, settings))
        return self.serving[-1]

    def close(self) -> None:
        for server in self.serving:
            server.kill()


class Serving(Program):
    def __init__(self, site: Site, workers: int, before: tuple[str, ...], settings: dict[str, str]) -> None:
        self.port, self._number = free_port(), workers
        command = [*before, sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", str(workers)]
        self.site = site
        log = site.folder / f"serve-{self.port}.log"
        super().__init__(*command, log=log, cwd=PROJECT, env={**site.environment, **settings})

    def wait_until_it_answers(self) -> "Serving":
        """A request, and not only a connection: that is taken in at the door of a worker that is dying, too.

        All its workers are there then: one that was killed has one in its place.
        """

        def is_there() -> bool:
            assert self.is_running, self.words()
            return len(self.workers()) == self._number and is_alive(self.port)

        wait_until(is_there, seconds=SECONDS_TO_START, what=f"a server, whose log says: {self.words()}")
        return self

    def has_taken_in(self, client_port: int) -> bool:
        """Is this connection one of a worker's own by now, all that came through it read, and not only waiting at the door?"""
        inode = read_connection(self.port, client_port)
        return bool(inode) and any(f"socket:[{inode}]" in open_files(worker) for worker in self.workers())

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        named = [one for one in children(self.process.pid) if b"spawn_main" in _command(one)]
        return sorted(named)


def read_connection(server_port: int, client_port: int) -> str:
    """The inode of the server's end, as the kernel lists it (proc(5), /proc/net/tcp), once no byte waits to be read."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, remote, queues, inode = (line.split()[column] for column in (1, 2, 4, 9))
        if int(local.split(":")[1], 16) == server_port and int(remote.split(":")[1], 16) == client_port:
            return inode if inode != "0" and int(queues.split(":")[1], 16) == 0 else ""
    return ""


def open_files(process: int) -> set[str]:
    found = set()
    with contextlib.suppress(OSError):
        for entry in os.scandir(f"/proc/{process}/fd"):
            with contextlib.suppress(OSError):
                found.add(os.readlink(entry.path))
    return found


def _command(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def are_new(workers: list[int], before: list[int]) -> bool:
    """Two processes, both begun since."""
    return len(workers) == 2 and not set(workers) & set(before)


class Redis(Program):
    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        program = shutil.which("redis-server")
        assert program, "redis-server is not installed; .ci/run installs it."
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        super().__init__(program, *options, log=folder / "redis.log")
        self.address = f"redis://127.0.0.1:{self.port}/0"


class ObjectStore(Program):
    """moto's server, which stands in for S3. What it keeps is gone with it, so tests cut its line instead."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        program = Path(sys.executable).with_name("moto_server")
        super().__init__(program, "-H", "127.0.0.1", "-p", str(self.port), log=folder / "objects.log")


@contextlib.contextmanager
def frozen(*processes: int) -> Iterator[None]:
    """They hold their connections and answer nothing."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
