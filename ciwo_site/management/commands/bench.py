"""Figures for the README: what pages cost with 100, 1,000 and 10,000 events, in a scratch database."""

import os
import platform
import sqlite3
from argparse import ArgumentParser
from time import perf_counter, process_time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from ciwo_site.addresses import localized_reverse
from ciwo_site.bench.content import fill
from ciwo_site.bench.measure import Visit, first_visit
from ciwo_site.bench.ratios import Ratios, page_ratios
from ciwo_site.bench.searches import SearchCost, questions, search_cost
from ciwo_site.bench.tables import table
from ciwo_site.catalogs import compile_catalogs
from ciwo_site.i18n import site_languages
from events.models import Event
from programs.models import ResourceGuide

PAGE_COLUMNS = (
    "events", "page", "nothing ready", "after a change", "page, ms", "ready data", "constant", "page : ready data",
    "page : constant", "queries: nothing ready", "queries", "HTML bytes", "gzipped",
)  # fmt: skip
SEARCH_COLUMNS = (
    "events", "question", "hits", "queries", "median ms", "p95 ms", "page: queries", "median ms", "p95 ms",
)  # fmt: skip


class Command(BaseCommand):
    help = "Measure the public pages on a scratch database of N events, which is removed afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000], help="numbers of events")
        parser.add_argument("--repeats", type=int, default=40, help="requests that a median is taken of")
        parser.add_argument(
            "--processor-time",
            action="store_true",
            help="of pages, for a busy machine: what this process alone worked, without a database server",
        )
        parser.add_argument("--no-search", action="store_true", help="leave the searches out")

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogs()
        call_command("collectstatic", interactive=False, verbosity=0)
        self.clock = process_time if options["processor_time"] else perf_counter
        self.costs: list[tuple[int, str, Ratios]] = []
        self.visits: list[tuple[int, Visit]] = []
        self.searches: list[tuple[int, str, SearchCost]] = []
        for size in options["sizes"]:
            self.measure(size, options["repeats"], searches=not options["no_search"])
        self.stdout.write(
            f"Python {platform.python_version()}, {database()}, {platform.machine()}, {os.cpu_count()} cores\n\n"
        )
        self.stdout.write(table(PAGE_COLUMNS, (_page_row(*cost) for cost in self.costs)))
        for size, visit in self.visits:
            self.stdout.write(
                f"First visit with {size:,} events: {visit.requests} requests, {visit.size:,} bytes in all, "
                f"{visit.script:,} of them script."
            )
        if len(options["sizes"]) > 1:
            self.stdout.write(f"\n{self.growth(min(options['sizes']), max(options['sizes']))}\n")
        if self.searches:
            self.stdout.write(f"\nSearch, {database()}: to find the first page, and to answer with it\n\n")
            self.stdout.write(table(SEARCH_COLUMNS, (_search_row(*cost) for cost in self.searches)))

    def measure(self, size: int, repeats: int, *, searches: bool) -> None:
        """One scratch database, every page, and a whole first visit."""
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            fill(size, timezone.now())
            self.costs += [(size, page, page_ratios(path, repeats, self.clock)) for page, path in pages().items()]
            self.visits.append((size, first_visit(localized_reverse("home", site_languages()[0]))))
            language = site_languages()[-1]
            asked = questions(language) if searches else {}
            self.searches += [(size, words, search_cost(typed, language, repeats)) for words, typed in asked.items()]
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def growth(self, smallest: int, largest: int) -> str:
        """How much more each page costs with the largest catalog than with the smallest, each by its own constant: the
        machine may have been slower in one of them."""
        costs = {(size, page): cost.to_constant for size, page, cost in self.costs}
        words = [
            f"{page} {costs[largest, page] / costs[smallest, page]:.2f}"
            for size, page, _cost in self.costs
            if size == largest
        ]
        return f"Cost (page : constant) with {largest:,} events : with {smallest:,}: {', '.join(words)}."


def pages() -> dict[str, str]:
    """The pages that are measured, with their addresses."""
    language = site_languages()[0]
    event = Event.objects.public().upcoming().first()
    guide = ResourceGuide.objects.public().first()
    if event is None or guide is None:
        raise RuntimeError("The scratch database is empty.")
    return {
        "home": localized_reverse("home", language),
        "upcoming list": localized_reverse("event-list", language),
        "past list": localized_reverse("event-archive", language),
        "event": event.address(language),
        "guide": guide.address(language),
    }


def database() -> str:
    """Its name and version."""
    if connection.vendor == "postgresql":
        major, minor = divmod(connection.cursor().connection.info.server_version, 10_000)
        return f"PostgreSQL {major}.{minor}"
    return f"SQLite {sqlite3.sqlite_version}"


def _page_row(size: int, page: str, cost: Ratios) -> list[object]:
    times = (cost.nothing_ready, cost.after_change, cost.page, cost.ready_data, cost.constant)
    return [
        f"{size:,}",
        page,
        *(f"{time:.1f}" for time in times),
        f"{cost.to_ready_data:.2f}",
        f"{cost.to_constant:.2f}",
        cost.queries_nothing_ready,
        cost.queries,
        f"{cost.raw:,}",
        f"{cost.gzipped:,}",
    ]


def _search_row(size: int, question: str, cost: SearchCost) -> list[object]:
    return [
        f"{size:,}",
        question,
        f"{cost.hits:,}",
        cost.queries,
        f"{cost.median:.1f}",
        f"{cost.p95:.1f}",
        cost.page.queries,
        f"{cost.page.median:.1f}",
        f"{cost.page.p95:.1f}",
    ]
