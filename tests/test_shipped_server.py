"""The server as it is shipped, and as somebody may start it: what it says of itself, and what it writes down of its visitors."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from django.conf import settings

from ciwo_site.bench.serving import address_of_database

pytestmark = pytest.mark.django_db  # or pytest-django makes no database

SECONDS_TO_START = 60
TOKEN = f"{'aB3' * 14}.{'x_Y' * 9}"
SERVERS = {
    "as shipped": [sys.executable, "manage.py", "serve", "--workers", "1"],
    "with a log of requests": [
        str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--access-log", "ciwo_site.wsgi:application",
    ],
}  # fmt: skip


class Shipped:
    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def get(self, path: str, **headers: str) -> dict[str, str]:
        """The headers of an answer, and its status as “status”."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_START)
        sent = {"Host": f"localhost:{self.port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=sent)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return {"status": str(answer.status)} | {name.lower(): value for name, value in answer.getheaders()}

    def wait(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                self.get("/")
            except (ConnectionError, HTTPException):
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self.log.read_text())

    def written(self, until: str) -> str:
        deadline = time.monotonic() + SECONDS_TO_START
        while until not in (text := self.log.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return text


@pytest.fixture(scope="module", params=SERVERS)
def shipped(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Generator[Shipped]:
    """A server on a free port, on the tests' (empty) database."""
    folder = tmp_path_factory.mktemp("shipped")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    surroundings = os.environ | {
        "DATABASE_URL": address_of_database(),
        "SECRET_KEY": "x" * 60,
        "DEBUG": "off",
        "HTTPS": "off",
        "LOG_LEVEL": "INFO",
        "PYTHONWARNINGS": "ignore",
    }
    log, command = folder / "log", [*SERVERS[request.param], "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=surroundings, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            shipped = Shipped(port, log)
            shipped.wait()
            yield shipped
        finally:
            server.terminate()
            server.wait(SECONDS_TO_START)


def test_the_server_does_not_say_what_it_is(shipped: Shipped) -> None:
    answers = [shipped.get(path) for path in ("/", "/en/nothing/", "/static/nothing.css", "/admin/")]

    assert [answer["status"] for answer in answers] == ["302", "404", "404", "302"]
    assert {answer.get("server", "") for answer in answers} == {""}
    assert {name for answer in answers for name in answer if "power" in name or "version" in name} == set()


def test_what_is_written_down_names_no_visitor_and_nothing_that_one_looked_for(shipped: Shipped) -> None:
    shipped.get(
        "/en/nothing/?q=secret-words", user_agent="Secret-Browser", x_forwarded_for="203.0.113.77", referer="http://x/"
    )
    shipped.get(f"/en/private/preview/{TOKEN}/")
    shipped.get("/en/last/")

    log = shipped.written("/en/last/")
    assert "/en/nothing/" in log
    secrets = ("secret-words", "203.0.113.77", "Secret-Browser", TOKEN, "127.0.0.1 -", "http://x/")
    assert [secret for secret in secrets if secret in log] == []
