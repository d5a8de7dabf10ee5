"""Somebody at a browser, reduced to what a server sees of it."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.admin.conftest import FormReader
from tests.faults.seed import NAME, PASSWORD


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return found[1].strip() if found else ""


def whole(response: http.client.HTTPResponse) -> bytes:
    """The body. Raises IncompleteRead where it breaks off, in whichever way."""
    try:
        return response.read()
    except ConnectionError as error:
        raise http.client.IncompleteRead(b"") from error


class Visitor:
    """One connection for each request, as behind a proxy that keeps none; cookies are kept."""

    def __init__(self, port: int, *, timeout: float = 40) -> None:
        self.port, self.timeout = port, timeout
        self.cookies: dict[str, str] = {}
        self.own_port = 0  # of the request that was sent last
        self.origin = f"http://127.0.0.1:{port}"
        self.always: dict[str, str] = {}  # headers of each request

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, data: Mapping[str, Any]) -> Answer:
        body = encode_multipart(BOUNDARY, {**data, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        headers = {"Content-Type": MULTIPART_CONTENT, "Origin": self.origin, "Referer": f"{self.origin}{path}"}
        return self.ask("POST", path, body, headers)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = self._connection()
        began = time.monotonic()
        try:
            connection.request(method, path, body, {"Connection": "close", **self.always, **sent})
            self.own_port = connection.sock.getsockname()[1]
            response = connection.getresponse()
            content = whole(response)
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers, content, time.monotonic() - began)

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)

    def sign_in(self) -> "Visitor":
        self.get("/admin/login/")
        answer = self.post("/admin/login/", {"login": NAME, "password": PASSWORD})
        assert answer.status == 302, answer.text
        return self

    def form(self, path: str) -> dict[str, Any]:
        """What the form on a page sends if nothing is changed."""
        answer = self.get(path)
        assert answer.status == 200, answer.text
        reader = FormReader()
        reader.feed(answer.text)
        return {name: value for name, value in reader.data.items() if value != []}

    def at(self, port: int) -> "Visitor":
        """The same person at another server of the same site."""
        other = Visitor(port, timeout=self.timeout)
        other.cookies = self.cookies
        return other
