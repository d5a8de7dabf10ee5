"""Figures for the README: what pages cost with 100, 1,000 and 10,000 events, in a scratch database."""

import platform
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from ciwo_site.addresses import localized_reverse
from ciwo_site.bench.content import fill
from ciwo_site.bench.measure import first_visit, page_cost
from ciwo_site.bench.searches import SearchCost, questions, search_cost
from ciwo_site.catalogs import compile_catalogs
from ciwo_site.i18n import site_languages
from events.models import Event
from programs.models import ResourceGuide


class Command(BaseCommand):
    help = "Measure the public pages on a scratch database of N events, which is removed afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000], help="numbers of events")
        parser.add_argument("--repeats", type=int, default=40, help="requests that a median is taken of")

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogs()
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Python {platform.python_version()}, {connection.vendor}, {platform.machine()}\n\n")
        self.stdout.write("| events | page | queries | median ms | p95 ms | HTML bytes | gzipped |")
        self.stdout.write("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
        self.searches: list[tuple[int, str, SearchCost]] = []
        for size in options["sizes"]:
            self.measure(size, options["repeats"])
        self.stdout.write(
            f"\nSearch, {connection.vendor}: milliseconds to find the first page, and to answer with it\n\n"
        )
        self.stdout.write(
            "| events | question | hits | queries | median ms | p95 ms | page: queries | median ms | p95 ms |"
        )
        self.stdout.write("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for size, question, cost in self.searches:
            self.stdout.write(
                f"| {size:,} | {question} | {cost.hits:,} | {cost.queries} | {cost.median:.1f} | {cost.p95:.1f} "
                f"| {cost.page.queries} | {cost.page.median:.1f} | {cost.page.p95:.1f} |"
            )

    def search(self, repeats: int) -> Iterator[tuple[str, SearchCost]]:
        language = site_languages()[-1]
        for question, typed in questions(language).items():
            yield question, search_cost(typed, language, repeats)

    def measure(self, size: int, repeats: int) -> None:
        """One scratch database, every page, and for the last line a whole first visit."""
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            fill(size, timezone.now())
            for page, path in self.pages().items():
                cost = page_cost(path, repeats)
                self.stdout.write(
                    f"| {size:,} | {page} | {cost.queries} | {cost.median:.1f} | {cost.p95:.1f} "
                    f"| {cost.raw:,} | {cost.gzipped:,} |"
                )
            visit = first_visit(localized_reverse("home", site_languages()[0]))
            self.stdout.write(
                f"| {size:,} | first visit: {visit.requests} requests, {visit.size:,} bytes in all, "
                f"{visit.script:,} of them script | | | | | |"
            )
            self.searches += [(size, *pair) for pair in self.search(repeats)]
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def pages(self) -> dict[str, str]:
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
