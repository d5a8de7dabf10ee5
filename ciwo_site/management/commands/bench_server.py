"""Figures for the README: what the shipped server does with 100, 1,000 and 10,000 events, on a scratch database."""

import os
import platform
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.utils import timezone

from ciwo_site.addresses import localized_reverse
from ciwo_site.bench import serving
from ciwo_site.bench.content import fill
from ciwo_site.bench.feeds import feed_cost
from ciwo_site.bench.serving_counted import FILE as PAGES_MADE
from ciwo_site.bench.serving_load import generator
from ciwo_site.bench.serving_processes import free_port, program, serve
from ciwo_site.bench.slow_visitors import SLOW, kinds, slow_visitors, visit
from ciwo_site.catalogs import compile_catalogs
from ciwo_site.i18n import site_languages
from events.models import Event
from events.parts import EntryPart

ROUNDS, SECONDS = 3, 1
READERS_AT_ONCE = 50
FILE, REDIS = "a file", "Redis"
# Whatever the surroundings of the command say.
PLAIN = {
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "BEHIND_PROXY": "off",
    "DEBUG": "off",
    "HTTPS": "off",
    "MAINTENANCE": "off",
    "METRICS_TOKEN": "",
    "PAGE_CACHE": "on",
}

HEADS = {
    "kept": (
        "A kept page, and the same bytes from a bare view without any middleware on the same server: requests per second",
        ("events", "cache", "page", "as", "bytes", "kept page", "bare view", "ratio"),
    ),
    "at-once": (
        f"{READERS_AT_ONCE} readers of one page at the same moment, with an empty cache",
        ("events", "cache", "pages made", "first ms", "last ms"),
    ),
    "calendar": (
        "The calendar of all events in one process: made for the first who asks, and handed to the others",
        ("events", "bytes", "first request s", "later s", "304 ms", "memory beyond MB"),
    ),
    "slow": (
        f"{SLOW} slow clients of a kind, and everybody else meanwhile",
        ("events", "slow clients", "others", "served", "p95 ms"),
    ),
}


class Command(BaseCommand):
    help = "Measure the shipped server on a scratch database of N events; processes, database and files go afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000], help="numbers of events")
        parser.add_argument("--rounds", type=int, default=ROUNDS, help="times that each rate is measured, by turns")
        parser.add_argument("--seconds", type=int, default=SECONDS, help="that each rate is measured for")
        parser.add_argument("--only", action="append", choices=HEADS, help="one table; may be given several times")

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = options
        self.wanted = options["only"] or list(HEADS)
        self.tables: dict[str, list[tuple[str, ...]]] = {table: [] for table in HEADS}
        compile_catalogs()
        call_command("collectstatic", interactive=False, verbosity=0)
        with TemporaryDirectory(prefix="catalog-bench-") as folder:
            self.folder = Path(folder)
            for size in options["sizes"]:
                with serving.scratch_database(self.folder) as self.database:
                    self.measure(size)
        self.write()

    def measure(self, size: int) -> None:
        """Everything is measured on the first size with Redis too, where that is installed."""
        self.size = f"{size:,}"
        fill(size, timezone.now())
        self.find_addresses()
        connections.close_all()
        for cache in (FILE, REDIS) if size == self.options["sizes"][0] and shutil.which("redis-server") else (FILE,):
            with self.cache(cache) as address:
                if "kept" in self.wanted:
                    self.measure_kept(cache, address)
                if "at-once" in self.wanted:
                    self.measure_at_once(cache, address)
        with self.cache(FILE) as address:
            if "calendar" in self.wanted:
                self.measure_calendar(address)
            if "slow" in self.wanted and size == self.options["sizes"][-1]:
                self.measure_slow(address)

    def find_addresses(self) -> None:
        language = site_languages()[0]
        event = Event.objects.public().upcoming().first()
        if event is None:
            raise RuntimeError("The scratch database is empty.")
        self.pages = {"upcoming list": localized_reverse("event-list", language), "event": event.address(language)}
        self.calendar = localized_reverse("calendar", language)
        self.form = EntryPart(event, "access-request").address(language)

    @contextmanager
    def cache(self, kind: str) -> Iterator[str]:
        """An empty one, and its CACHE_URL."""
        if kind == FILE:
            for old in self.folder.glob("cache.sqlite3*"):
                old.unlink()
            yield f"sqlite:///{self.folder / 'cache.sqlite3'}"
            return
        port = free_port()
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        with program("redis-server", *options, port=port, log=self.folder / "redis.log"):
            yield f"redis://127.0.0.1:{port}/0"

    def environment(self, cache: str, **more: str) -> dict[str, str]:
        places = {"DATABASE_URL": self.database, "CACHE_URL": cache, "MEDIA_ROOT": str(self.folder / "media")}
        return {**PLAIN, **places, **more}

    # What is measured ---------------------------------------------------------------------------------------------------

    def measure_kept(self, cache: str, address: str) -> None:
        constants = self.folder / "constants"
        shutil.rmtree(constants, ignore_errors=True)
        constants.mkdir()
        with serve(self.folder, self.environment(address)) as shipped:
            subjects = serving.subjects(shipped, self.pages, constants)
            surroundings = self.environment(address, **serving.environment_of_bare(constants))
            with serve(self.folder, surroundings, "ciwo_site.bench.serving_bare") as bare:
                for subject in subjects:
                    found = serving.measure(shipped, bare, subject, self.options["rounds"], self.options["seconds"])
                    rates = f"{found.kept:,.0f}", f"{found.bare:,.0f}", f"{found.ratio:.0%}"
                    self.add("kept", cache, found.page, found.form, f"{found.size:,}", *rates)

    def measure_at_once(self, cache: str, address: str) -> None:
        made = self.folder / "pages-made"
        surroundings = self.environment(address, **{PAGES_MADE: str(made)})
        path = localized_reverse("event-archive", site_languages()[0])  # which nobody has asked for so far
        with serve(self.folder, surroundings, "ciwo_site.bench.serving_counted") as shipped:
            serving.ask(shipped.port, "/healthz")
            made.write_text("")
            seconds = serving.all_at_once(shipped.port, path, READERS_AT_ONCE)
            renders = made.read_text().splitlines().count(path)
        self.add("at-once", cache, str(renders), f"{seconds[0] * 1000:.0f}", f"{seconds[-1] * 1000:.0f}")

    def measure_calendar(self, address: str) -> None:
        with serve(self.folder, self.environment(address), workers=1) as shipped:
            cost = feed_cost(shipped, self.calendar)
        figures = f"{cost.first:.2f}", f"{cost.median:.2f}", f"{cost.unchanged:.1f}", f"{cost.growth / 1024:.1f}"
        self.add("calendar", f"{cost.size:,}", *figures)

    def measure_slow(self, address: str) -> None:
        with serve(self.folder, self.environment(address)) as shipped:
            visited = [*self.pages.values(), localized_reverse("search", site_languages()[0])]
            for kind in kinds(self.form, self.calendar):
                with slow_visitors(shipped.port, kind):
                    others = visit(shipped.port, visited)
                self.add("slow", kind.name, str(others.visits), f"{others.share:.0%}", f"{others.p95 * 1000:.0f}")

    # What is printed ----------------------------------------------------------------------------------------------------

    def add(self, table: str, *figures: str) -> None:
        """To a table that is printed at the end; whoever waits is told at once."""
        self.tables[table].append((self.size, *figures))
        self.stderr.write(f"{table}: {' | '.join(self.tables[table][-1])}")

    def write(self) -> None:
        self.stdout.write(
            f"Python {platform.python_version()}, {connection.vendor}, {platform.machine()}, {os.cpu_count()} cores, "
            f"two processes as shipped, load by {generator()}.\n"
        )
        for table, rows in self.tables.items():
            if rows:
                title, columns = HEADS[table]
                self.stdout.write(f"\n{title}\n")
                self.stdout.write(f"| {' | '.join(columns)} |")
                self.stdout.write(f"|{' --- |' * len(columns)}")
                for row in rows:
                    self.stdout.write(f"| {' | '.join(row)} |")
