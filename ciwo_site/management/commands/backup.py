from argparse import ArgumentParser
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ciwo_site import backup
from ciwo_site.backup import Refused
from ciwo_site.storages.problems import StorageProblem


class Command(BaseCommand):
    requires_system_checks = ()  # whatever the settings lack: what there is can be saved
    help = "Put the whole catalog, rows and files, into one file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, such as catalog-2026-11-22.zip")
        parser.add_argument("--verify", action="store_true", help="read it back and compare every checksum")

    def handle(self, *args: str, file: Path, verify: bool, **options: object) -> None:
        try:
            saved = backup.save(file, default_storage, timezone.now())
            if verify:
                backup.verify(file)
        except (Refused, StorageProblem) as problem:
            raise CommandError(str(problem)) from problem
        size = file.stat().st_size
        self.stdout.write(f"{file}: {saved.rows:,} rows and {saved.files:,} files in {size:,} bytes.")
        if verify:
            self.stdout.write("Read back: every checksum is right.")
        for name in saved.missing:
            self.stderr.write(f"The database names a file that the storage does not have: {name}")
