from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ciwo_site.catalogs import catalog_paths, check_catalog, compile_catalogs


class Command(BaseCommand):
    help = "Compile the catalogs of strings, without gettext; with --check, say what they lack."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compile nothing; fail if a catalog is not complete")

    def handle(self, *args: str, check: bool, **options: object) -> None:
        if check:
            self._check()
            return
        for locale_dir in settings.LOCALE_PATHS:
            for path in compile_catalogs(locale_dir):
                self.stdout.write(f"Compiled {path.relative_to(locale_dir)}")

    def _check(self) -> None:
        problems = [
            f"{path.relative_to(locale_dir)}: {problem}"
            for locale_dir in settings.LOCALE_PATHS
            for path in catalog_paths(locale_dir)
            for problem in check_catalog(path)
        ]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("The catalogs are complete.")
