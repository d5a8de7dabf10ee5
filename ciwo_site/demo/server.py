"""The production server, on this machine's own address alone."""

import errno
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from time import sleep
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ciwo_site.demo.stopped import Stopped

HOST = "127.0.0.1"
WORKERS = 2
BLOCKING_THREADS = 4  # in each worker: pages rendered at once
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_FINISH = 5  # for requests under way when the server stops


def ensure_port_is_free(port: int) -> None:
    """Raises `Stopped`, with a sentence, for a port on which nothing can be served."""
    if not 1 <= port <= 65535:
        raise Stopped(f"{port} is not a port: choose a number from 1 to 65535.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there, this option would take the port away from whoever has it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 1 if port < 65535 else 8000
                message = f"Port {port} is taken by another program; choose another, for example demo --port {other}."
            else:
                message = (
                    f"Port {port} cannot be used ({error.strerror}); choose another, for example demo --port 8000."
                )
            raise Stopped(message) from error


def serve(port: int, announce: Callable[[], None]) -> None:
    """Answers requests until Ctrl-C. `announce` is called once the first of them can be answered."""
    # A fresh process for each worker: a forked one would share this one's database connection and translations.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "ciwo_site.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=BLOCKING_THREADS,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    # Workers take connections only when they have loaded the site, which may take seconds on a slow machine.
    Thread(target=_when_answered, args=(port, announce), daemon=True).start()
    server.serve(target_loader=load_application, wrap_loader=False)


def _when_answered(port: int, announce: Callable[[], None]) -> None:
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            sleep(SECONDS_BETWEEN_LOOKS)
        else:
            announce()
            return


def load_application() -> Callable[..., Any]:
    """Called in each worker. Ctrl-C is for the server, which stops its workers itself.

    A terminal interrupts a whole group of processes. A worker that was told to stop twice was seen to wait for ever.
    """
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    else:
        os.setpgid(0, 0)
    return import_module("ciwo_site.wsgi").application
