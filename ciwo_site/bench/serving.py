"""A kept page on the running site, and the same bytes from a bare view on the same server, one after the other by turns."""

import http.client
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Barrier, Thread
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from ciwo_site.bench.serving_bare import FOLDER
from ciwo_site.bench.serving_load import requests_per_second
from ciwo_site.bench.serving_processes import Served

WARM_REQUESTS = 40  # so that every process holds the page


@dataclass(frozen=True, slots=True)
class Kept:
    """Requests per second, the median of all rounds; the ratio is the median of each round's own."""

    page: str
    form: str
    size: int  # bytes of the body
    kept: float
    bare: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Subject:
    page: str
    form: str
    path: str
    headers: dict[str, str]
    constant: str  # the name of the same bytes at the bare view


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        visitor.request("GET", path, headers={"Connection": "close", **headers})
        answer = visitor.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        visitor.close()


def subjects(server: Served, pages: dict[str, str], folder: Path) -> list[Subject]:
    """Each page plain, packed and as a 304; the bytes of each are put into the folder for the bare view."""
    found: list[Subject] = []
    for page, path in pages.items():
        status, said, body = ask(server.port, path)
        if status != 200 or "etag" not in said:
            raise RuntimeError(f"{path} is not kept: it answered {status}.")
        packed = ask(server.port, path, **{"Accept-Encoding": "br"})[2]
        tag = {"If-None-Match": said["etag"]}
        forms: tuple[tuple[str, dict[str, str], bytes], ...] = (
            ("plain", {}, body),
            ("brotli", {"Accept-Encoding": "br"}, packed),
            ("304", tag, b""),
        )
        for form, headers, content in forms:
            name = f"{len(found)}"
            (folder / name).write_bytes(content)
            found.append(Subject(page, form, path, headers, f"/{name}"))
    return found


def environment_of_bare(folder: Path) -> dict[str, str]:
    return {FOLDER: str(folder)}


def measure(shipped: Served, bare: Served, subject: Subject, rounds: int, seconds: int) -> Kept:
    for _request in range(WARM_REQUESTS):
        ask(shipped.port, subject.path, **subject.headers)
    size = len(ask(shipped.port, subject.path, **subject.headers)[2])
    pairs = [
        (
            requests_per_second(shipped.port, subject.path, subject.headers, seconds),
            requests_per_second(bare.port, subject.constant, {}, seconds),
        )
        for _round in range(rounds)
    ]
    kept, constant = (median(rates) for rates in zip(*pairs, strict=True))
    return Kept(subject.page, subject.form, size, kept, constant, median(one / other for one, other in pairs))


def all_at_once(port: int, path: str, readers: int) -> list[float]:
    """So many readers press the same link at the same moment: seconds until each has the page. RuntimeError if one has not."""
    together, seconds = Barrier(readers), []

    def read() -> None:
        together.wait()
        began = perf_counter()
        if ask(port, path)[0] == 200:
            seconds.append(perf_counter() - began)

    threads = [Thread(target=read) for _reader in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(seconds) != readers:
        raise RuntimeError(f"{path}: {readers - len(seconds)} of {readers} readers were not served.")
    return sorted(seconds)


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """An empty one beside the database that DATABASE_URL names, and its address; removed afterwards."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":  # a file, because other processes read it
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield address_of_database()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def address_of_database() -> str:
    """What DATABASE_URL must say for the database that this process is connected to."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
