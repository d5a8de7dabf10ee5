import os
import shutil
import tempfile
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from ciwo_site import metrics, server
from ciwo_site.catalogs import compile_catalogs
from ciwo_site.pending_migrations import pending_migrations
from ciwo_site.static_files import SHEET
from ciwo_site.storages.address import LOCAL

NAMED = 5  # pending migrations, before “and more”


class Command(BaseCommand):
    help = "Serve the site, as it is served for real. PORT, ADDRESS and WORKERS may be given in the environment."
    requires_system_checks = ()  # they would translate addresses before the strings are compiled

    def add_arguments(self, parser: ArgumentParser) -> None:
        environment = os.environ
        parser.add_argument("--address", default=environment.get("ADDRESS", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(environment.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=int(environment.get("WORKERS", server.WORKERS)))
        parser.add_argument(
            "--check",
            action="store_true",
            help="only say whether it would start, as before a reload, which cannot go back",
        )

    def handle(self, *args: str, address: str, port: int, workers: int, check: bool, **options: object) -> None:
        self._refuse_without_strings()
        self._refuse_without_static_files()
        self._refuse_with_pending_migrations()
        if check:
            import_module("ciwo_site.wsgi")  # every view, and every library that one needs
            self.stdout.write("The server can start.")
            return
        self._make_folder_of_files()
        connections.close_all()
        figures = tempfile.mkdtemp(prefix="catalog-metrics-") if settings.METRICS_TOKEN else ""
        if figures:
            os.environ[metrics.FOLDER] = figures
        self.stdout.write(f"Serving on {address}, port {port}, with {workers} processes.")
        self.stdout.flush()
        try:
            server.run(server.make_server(address, port, workers=workers))
        finally:
            if figures:
                shutil.rmtree(figures, ignore_errors=True)

    def _refuse_without_strings(self) -> None:
        try:
            compile_catalogs()
        except OSError as error:  # the code belongs to somebody else, as it should
            raise CommandError("The strings are not compiled. Run: manage.py compile_catalogs") from error

    def _refuse_without_static_files(self) -> None:
        if not settings.STATIC_HASHED:
            return
        try:
            staticfiles_storage.url(SHEET)
        except ValueError as error:
            raise CommandError("The static files are not collected. Run: manage.py collectstatic --no-input") from error

    def _refuse_with_pending_migrations(self) -> None:
        """A database that does not answer is no reason: the site says so to readers, and goes on when it is back."""
        try:
            pending = pending_migrations()
        except DatabaseError as error:
            self.stderr.write(f"The database does not answer yet ({type(error).__name__}); pages say so until it does.")
            return
        if pending:
            further = f" and {len(pending) - NAMED} more" if len(pending) > NAMED else ""
            raise CommandError(f"Migrations are pending: {', '.join(pending[:NAMED])}{further}. Run: manage.py migrate")

    def _make_folder_of_files(self) -> None:
        if settings.STORAGES["default"]["BACKEND"] == LOCAL:
            try:
                Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise CommandError(f"The folder {settings.MEDIA_ROOT} cannot be made: {error.strerror}.") from error
