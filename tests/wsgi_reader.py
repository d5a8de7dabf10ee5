"""A reader who asks a WSGI application, as a server would."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import brotli
from django.test import RequestFactory


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        unpack: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}
        return unpack.get(self.headers.get("Content-Encoding", ""), bytes)(self.body).decode()


def ask(application: Any, path: str, method: str = "GET", **headers: str) -> Answer:
    """`ask(application, "/en/?page=2", HTTP_ACCEPT_ENCODING="gzip")`."""
    environ = RequestFactory(SERVER_NAME="localhost").get(path, **headers).environ | {"REQUEST_METHOD": method}
    said: list[Any] = []
    parts = application(environ, lambda status, headers, exc_info=None: said.extend((status, headers)))
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return Answer(int(said[0].split()[0]), dict(said[1]), body)
