from argparse import ArgumentParser
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import engines

from ciwo_site.catalogs import catalog_paths
from ciwo_site.strings import compare_strings, find_strings, merge_strings


class Command(BaseCommand):
    help = "Put the strings of code and templates into the catalogs, without gettext; with --check, only compare."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if code and catalogs differ")

    def handle(self, *args: str, check: bool, **options: object) -> None:
        found = find_strings(_own_folders())
        differences = []
        for locale_dir in settings.LOCALE_PATHS:
            for path in catalog_paths(locale_dir):
                missing, unused = compare_strings(path, found)
                name = path.relative_to(locale_dir)
                differences += [f"{name}: missing: {text}" for text in missing]
                differences += [f"{name}: not used: {text}" for text in unused]
                if not check:
                    path.write_text(merge_strings(path, found), encoding="utf-8")
        if check and differences:
            raise CommandError("\n".join(differences))
        self.stdout.write("\n".join([*differences, "The catalogs hold the strings of the code."]))


def _own_folders() -> list[Path]:
    """The folders of our own applications and templates; libraries bring catalogs of their own."""
    applications = [Path(config.path) for config in apps.get_app_configs()]
    templates = [Path(folder) for engine in engines.all() for folder in engine.dirs]
    return [
        folder
        for folder in (*applications, *templates)
        if folder.is_relative_to(settings.BASE_DIR) and "site-packages" not in folder.parts
    ]
