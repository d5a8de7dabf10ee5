from argparse import ArgumentParser
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ciwo_site import backup
from ciwo_site.backup import Refused
from ciwo_site.storages.problems import StorageProblem


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Put what `backup` saved in the place of an empty catalog, on SQLite or PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` made")
        parser.add_argument("--verify", action="store_true", help="only read it and compare every checksum")
        parser.add_argument("--replace", action="store_true", help="in the place of a catalog that is not empty")

    def handle(self, *args: str, file: Path, verify: bool, replace: bool, **options: object) -> None:
        try:
            if verify:
                manifest = backup.verify(file)
                rows = sum(table.rows for table in manifest.tables.values())
                self.stdout.write(f"{file}, made {manifest.made_at}: {rows:,} rows and {len(manifest.files):,} files.")
                self.stdout.write("Every checksum is right.")
                return
            restored = backup.restore(file, default_storage, replace=replace)
        except (Refused, StorageProblem) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Restored: {restored.rows:,} rows and {restored.files:,} files.")
        if restored.removed:
            self.stdout.write(f"Files of the earlier catalog that were removed: {restored.removed:,}")
        # What people asked for, and who signed in when, was deleted since and came back with the archive.
        call_command("delete_old_access_requests", stdout=self.stdout)
        call_command("delete_old_sign_ins", stdout=self.stdout)
        # The archive is of one moment, and that may lie between a save and its place in the index.
        call_command("index_search", stdout=self.stdout)
