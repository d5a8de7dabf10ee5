"""The index of search: bring it in step, make it anew, or say what is out of step."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.search.index import bring_in_step, make_anew, out_of_step


class Command(BaseCommand):
    help = (
        "Bring the index of search in step with the entries. Saving does that by itself; SQL and restored data do not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--check", action="store_true", help="change nothing; fail if anything is out of step")
        how.add_argument("--anew", action="store_true", help="forget the index and make all of it again")

    def handle(self, *args: Any, check: bool, anew: bool, **options: Any) -> None:
        if check:
            self.compare()
        elif anew:
            self.stdout.write(f"Indexed: {make_anew()}.")
        else:
            self.stdout.write(f"Brought in step: {bring_in_step()}.")

    def compare(self) -> None:
        difference = out_of_step()
        if not difference:
            self.stdout.write("The index is in step.")
            return
        for name, numbers in difference.entries.items():
            self.stdout.write(f"{name}: {' '.join(map(str, numbers))}")
        if difference.words:
            self.stdout.write(f"words: {difference.words}")
        raise CommandError("The index of search is out of step; `index_search` mends it.")
