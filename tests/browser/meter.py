"""A line between browser and server that counts: the browser's own tools leave out icons and what comes before a page."""

import contextlib
import re
import socket
from threading import Thread
from time import monotonic

SECONDS_OF_QUIET = 0.5
REQUEST = re.compile(rb"(?:^|\r\n\r\n)((?:GET|HEAD|POST|OPTIONS) \S+) HTTP/1\.1\r\n")


class Meter:
    """Listens on a port of its own. `requests` are lines such as “GET /en/”; `size` is what was sent to the browser, in bytes."""

    def __init__(self, target: int) -> None:
        self.requests: list[str] = []
        self.size = 0
        self._heard = 0.0  # the last byte of an answer, when
        self._waiting: set[socket.socket] = set()  # ends at the browser, whose last question has no answer yet
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def start_anew(self) -> None:
        self.requests, self.size = [], 0

    @property
    def is_quiet(self) -> bool:
        """Was all that was asked for answered?"""
        return not self._waiting and monotonic() - self._heard > SECONDS_OF_QUIET

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                Thread(target=self._ask, args=(near, far), daemon=True).start()
                Thread(target=self._answer, args=(far, near), daemon=True).start()

    def _ask(self, browser: socket.socket, server: socket.socket) -> None:
        """Requests without a body: each begins where the one before it ended."""
        end = b"\r\n\r\n"
        heard = b""
        with contextlib.suppress(OSError):
            while chunk := browser.recv(65536):
                heard += chunk
                whole, separator, heard = heard.rpartition(end)
                found = [line.decode() for line in REQUEST.findall(end + whole + separator)]
                if found:
                    self._waiting.add(browser)
                self.requests += found
                server.sendall(chunk)
        server.close()

    def _answer(self, server: socket.socket, browser: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := server.recv(65536):
                self.size += len(chunk)
                self._heard = monotonic()
                self._waiting.discard(browser)
                browser.sendall(chunk)
        self._waiting.discard(browser)
        browser.close()
