"""A line between two processes that can be cut and put together again."""

import contextlib
import socket
import time
from threading import Lock, Thread


class Line:
    """Listens on a port of its own and passes on what comes. Where it is cut, nobody listens: connections are refused."""

    def __init__(self, target: int) -> None:
        self._target = target
        self.most: int | None = None  # bytes of an answer that are passed on; the others wait until the line is cut
        self._ends: list[socket.socket] = []
        self._lock = Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._listen()

    def cut(self) -> None:
        """Also what is under way."""
        with self._lock:
            ends, self._ends = [self._listener, *self._ends], []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def mend(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listen()

    def _listen(self) -> None:
        Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                with self._lock:
                    if listener.fileno() == -1 or listener is not self._listener:  # cut meanwhile
                        near.close()
                        return far.close()
                    self._ends += [near, far]
                Thread(target=self._pass_on, args=(near, far, None), daemon=True).start()
                Thread(target=self._pass_on, args=(far, near, self.most), daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, goal: socket.socket, most: int | None) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(65536 if most is None else min(65536, most)):
                goal.sendall(chunk)
                most = None if most is None else most - len(chunk)
                while most == 0 and source.fileno() != -1:
                    time.sleep(0.01)
        for end in (source, goal):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
