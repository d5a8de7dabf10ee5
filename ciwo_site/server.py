"""The one way in which this site is served: `manage.py serve`, the demo and the units in deploy/ all come here."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from ciwo_site.sign_in import devices

WORKERS = 2
PAGE_THREADS = 4  # in each worker: pages made at once
CLIENT_THREADS = 400  # in each worker: people waited for at once, see ciwo_site/slow_clients.py
SECONDS_TO_FINISH = 30  # for requests under way when the server stops; a download goes on where it was cut
HEADER_MILLISECONDS = 10_000  # for a client to say what it wants

READERS_BODY_BYTES = 1024 * 1024  # the longest form that somebody who has not signed in may send
FORM_BYTES = 64 * 1024 * 1024  # of a staff form, besides its files


STARTED = "CATALOG_STARTED"  # names a folder, in which each worker leaves its number when it has loaded the site
SECONDS_TO_START = 60


class Server(Granian):  # type: ignore[misc,valid-type]  # granian chooses between two classes when it is imported
    """Takes a worker away, when it is told to reload, after the one in its place can answer.

    One that does not start is not waited for: `serve --check` tells before.
    """

    is_serving = False

    def _serve_loop(self, *args: Any, **kwargs: Any) -> None:
        self.is_serving = True
        super()._serve_loop(*args, **kwargs)

    def _spawn_worker(self, *args: Any, **kwargs: Any) -> Any:
        worker = super()._spawn_worker(*args, **kwargs)
        if self.is_serving:
            worker.start = partial(_start_and_wait, worker, worker.start)
        return worker

    def _respawn_workers(self, workers: list[int], *args: Any, **kwargs: Any) -> None:
        """Granian gives up where a worker dies within seconds of its start, as one that cannot load the site does. One
        that has loaded it and is killed then gets a successor, and the others serve on."""
        super()._respawn_workers(workers, *args, **kwargs)
        for index in workers:
            if _has_started(self.wrks[index]):
                self.respawned_wrks.pop(index, None)
            else:
                self.respawned_wrks[index] = monotonic()


def _has_started(worker: Any) -> bool:
    return Path(os.environ[STARTED], str(worker.inner.pid)).exists()


def _start_and_wait(worker: Any, start: Callable[[], None]) -> None:
    start()
    deadline = monotonic() + SECONDS_TO_START
    while worker.is_alive() and monotonic() < deadline and not _has_started(worker):
        sleep(0.05)


def make_server(
    address: str, port: int, *, workers: int = WORKERS, seconds_to_finish: int = SECONDS_TO_FINISH
) -> Server:
    # A fresh process for each worker: a forked one would share this one's database connection and translations.
    multiprocessing.set_start_method("spawn", force=True)
    return Server(
        "ciwo_site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        workers=workers,
        blocking_threads=CLIENT_THREADS,
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING,
        log_access=False,  # nobody's address
        respawn_failed_workers=True,
        respawn_interval=1.0,  # after the new worker has loaded the site, for it to open its door
        workers_kill_timeout=seconds_to_finish,
    )


def run(server: Server) -> None:
    """Answers requests until it is told to stop (SIGTERM, Ctrl-C), and then finishes those that are under way."""
    with TemporaryDirectory(prefix="catalog-started-") as folder:
        os.environ[STARTED] = folder
        server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Callable[..., Any]:
    """Called in each worker. Ctrl-C is for the server, which stops its workers itself.

    A terminal interrupts a whole group of processes. A worker that was told to stop twice was seen to wait for ever.
    """
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    else:
        os.setpgid(0, 0)
    application = import_module("ciwo_site.wsgi").application
    slow_clients = import_module("ciwo_site.slow_clients")  # needs Django, which has just been set up
    kept = {"at_once": application.at_once} if hasattr(application, "at_once") else {}
    unhurried = slow_clients.Unhurried(application, threads=PAGE_THREADS, longest_body=longest_body, **kept)
    import_module("ciwo_site.release").release_print()  # of the code that was loaded, before another one lies here
    Path(os.environ[STARTED], str(os.getpid())).touch()
    return unhurried


def longest_body(environ: dict[str, Any]) -> int:
    """In bytes. Somebody who has signed in may send two recordings with one form.

    The number of a session can be made up, and only the database knows it; the mark of a browser is signed.
    """
    cookies = parse_cookie(environ.get("HTTP_COOKIE", "")) if environ["PATH_INFO"].startswith("/admin/") else {}
    if settings.SESSION_COOKIE_NAME in cookies and devices.is_somebodys(cookies):
        return 2 * settings.UPLOAD_MAX_RECORDING_BYTES + FORM_BYTES
    return READERS_BODY_BYTES
