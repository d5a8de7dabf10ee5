"""Two deployments with real processes: one that has grown (PostgreSQL, Redis, an object store, two web processes) and one
on a single machine (SQLite). A test that breaks something puts it back; the next one finds both well.
"""

import http.client
import json
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.databases import POSTGRESQL, why_missing
from tests.faults.line import Line
from tests.faults.processes import SECONDS_TO_START, ObjectStore, Redis, Serving, Site, answers, wait_until
from tests.faults.visitor import Visitor
from tests.postgresql import find_binaries
from tests.temporary_server import TemporaryServer

SECONDS_TO_RECOVER = 10  # what the site promises
METRICS_TOKEN = "figures for the tests"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="session")
def catalog(folder: Path) -> SimpleNamespace:
    """The demo's content on SQLite, what is known of it, `archive`, what `backup` made of it, and `original`, a copy as it
    was then, which nobody serves.
    """
    site, original = Site(folder / "catalog"), Site(folder / "original")
    archive = folder / "catalog.zip"
    facts = json.loads(site.run("tests/faults/seed.py", archive).stdout)
    shutil.copytree(site.folder, original.folder, dirs_exist_ok=True)
    return SimpleNamespace(site=site, original=original, archive=archive, **facts)


@dataclass
class Large:
    """Made once; `web` and `other` are two web processes of the same site."""

    site: Site
    database: TemporaryServer
    redis: Redis
    store: ObjectStore
    line: Line  # to the store
    catalog: SimpleNamespace
    servers: list[Serving]

    @property
    def web(self) -> Serving:
        return self.server(0)

    @property
    def other(self) -> Serving:
        return self.server(1)

    def server(self, number: int) -> Serving:
        """Started again where a test has killed it."""
        if not self.servers[number].is_running:
            self.servers[number] = self.site.serve()
        return self.servers[number].wait_until_it_answers()

    def is_well(self, seconds: float = SECONDS_TO_RECOVER) -> None:
        """Fails unless everything is there again within that time."""
        for server in (self.web, self.other):
            wait_until(partial(is_ready, server.port), seconds=seconds, what="a site that is well", every=0.1)


def readiness_says(port: int, words: str) -> bool:
    """Sooner or later: an answer is given again for a second."""
    visitor = Visitor(port)
    return wait_until(lambda: words in visitor.get("/readyz").text, what=words, every=0.2)


def is_ready(port: int) -> bool:
    with suppress(OSError, http.client.HTTPException):
        return Visitor(port).get("/readyz").status == 200
    return False


@pytest.fixture(scope="session")
def large_site(folder: Path, request: pytest.FixtureRequest) -> Generator[Large]:
    if reason := why_missing(POSTGRESQL):
        pytest.skip(reason)
    with ExitStack() as stack:
        place = folder / "large"
        place.mkdir()
        store, redis = ObjectStore(place), Redis(place)
        database = TemporaryServer(find_binaries())
        stack.callback(store.kill)
        stack.callback(redis.kill)
        stack.callback(database.stop)
        line = Line(store.port)
        site = Site(
            place,
            DATABASE_URL=database.address,
            CACHE_URL=redis.address,
            MEDIA_STORAGE_URL=f"s3://key:secret@127.0.0.1:{line.port}/catalog?region=us-east-1&tls=off",
            METRICS_TOKEN=METRICS_TOKEN,
            BEHIND_PROXY="on",
        )
        stack.callback(site.close)
        migrating = site.begin("migrate")
        catalog = request.getfixturevalue("catalog")  # meanwhile
        assert migrating.wait(SECONDS_TO_START) == 0, migrating.words()
        servers = [site.serve(), site.serve()]
        wait_until(lambda: answers(store.port) and answers(redis.port), what="moto and Redis")
        make_bucket(store.port)
        site.run("restore", catalog.archive)
        large = Large(site, database, redis, store, line, catalog, servers)
        stack.callback(lambda: large.redis.kill())  # a test may have started another
        large.is_well(SECONDS_TO_START)
        yield large


def make_bucket(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("PUT", "/catalog")
    assert connection.getresponse().status == 200
    connection.close()


@pytest.fixture
def large(large_site: Large) -> Large:
    large_site.is_well()
    return large_site


@pytest.fixture(scope="session")
def small_site(folder: Path, catalog: SimpleNamespace) -> Generator[Site]:
    """The catalog on one machine, as shipped: two processes."""
    yield catalog.site
    catalog.site.close()


@pytest.fixture
def small(small_site: Site) -> Serving:
    """Its server, running."""
    if not small_site.serving or not small_site.serving[-1].is_running:
        small_site.serve(workers=2)
    return small_site.serving[-1].wait_until_it_answers()


@pytest.fixture
def signed_in() -> Callable[[Serving], Visitor]:
    """`signed_in(server)`: somebody of the staff. One sign-in for each site, because sign-ins are limited."""
    return sign_in


_sessions: dict[Any, dict[str, str]] = {}


def sign_in(server: Serving) -> Visitor:
    visitor = Visitor(server.port)
    visitor.cookies = _sessions.setdefault(server.site, {})
    if "sessionid" not in visitor.cookies or visitor.get("/admin/").status != 200:  # a restored site asks again
        visitor.sign_in()
    return visitor
