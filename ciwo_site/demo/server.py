"""The production server, on this machine's own address alone."""

import errno
import socket
import sys
from collections.abc import Callable
from threading import Thread
from time import sleep

from ciwo_site.demo.stopped import Stopped
from ciwo_site.server import make_server, run

HOST = "127.0.0.1"
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_FINISH = 5  # for requests under way when the demo stops


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
    server = make_server(HOST, port, seconds_to_finish=SECONDS_TO_FINISH)
    # Workers take connections only when they have loaded the site, which may take seconds on a slow machine.
    Thread(target=_when_answered, args=(port, announce), daemon=True).start()
    run(server)


def _when_answered(port: int, announce: Callable[[], None]) -> None:
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            sleep(SECONDS_BETWEEN_LOOKS)
        else:
            announce()
            return
