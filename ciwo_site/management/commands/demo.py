import sys
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils import timezone

from ciwo_site.catalogs import compile_catalogs
from ciwo_site.demo.accounts import ROLES, make_accounts, renew_passwords
from ciwo_site.demo.environment import FOLDER
from ciwo_site.demo.loader import is_empty, is_of_the_demo, load_once
from ciwo_site.demo.redating import redate
from ciwo_site.demo.reset import data_paths, remove_data
from ciwo_site.demo.server import HOST, ensure_port_is_free, serve
from ciwo_site.demo.source import Source
from ciwo_site.demo.static_files import collect_if_changed
from ciwo_site.demo.stopped import Stopped


class Command(BaseCommand):
    help = "Prepare the catalog with its demo content under var/demo, and serve it on this machine."
    requires_system_checks = ()  # they would translate addresses before the strings are compiled

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve it (8000 if not given)")
        parser.add_argument("--no-serve", action="store_false", dest="serves", help="prepare everything, then stop")
        parser.add_argument("--new-passwords", action="store_true", help="give the staff accounts new passwords")
        parser.add_argument("--reset", action="store_true", help="remove the demo's data first, after asking")
        parser.add_argument("--no-input", action="store_false", dest="asks", help="with --reset: do not ask")

    def handle(
        self,
        *args: str,
        port: int,
        serves: bool,
        new_passwords: bool,
        reset: bool,
        asks: bool,
        **options: object,
    ) -> None:
        try:
            if serves:
                ensure_port_is_free(port)
            if reset:
                self._reset(asks)
            self._prepare(new_passwords)
            if serves:
                self._serve(port)
        except KeyboardInterrupt:
            self._say("\nStopped.")
            sys.exit(130)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # progress, even where a script listens

    def _reset(self, asks: bool) -> None:
        data_paths()  # refuses before it asks
        if asks:
            self._say(f"This removes the demo’s database, uploads and staff accounts in {FOLDER}.")
            try:
                answer = input("Type “yes” to go on: ")
            except EOFError:
                answer = ""
            if answer.strip().lower() != "yes":
                raise Stopped("Nothing was removed.")
        self._say("Removing the demo’s data …")
        remove_data()

    def _prepare(self, new_passwords: bool) -> None:
        source, now = Source(), timezone.now()
        self._say("Compiling the translations …")
        compile_catalogs()
        self._say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        if not is_empty() and not is_of_the_demo(source) and not _is_the_demos_own():
            raise Stopped("This database holds a catalog that is not the demo’s; the demo leaves it alone.")
        self._say("Loading the demo content …")
        if not load_once(source, now):
            moved = redate(source, now)
            self._say(f"  It is there already, with what staff changed; sample events moved to new dates: {moved}.")
            call_command(
                "process_imagefields", all=True, no_parallel=True, verbosity=0
            )  # copies that came with an update
        passwords = renew_passwords() if new_passwords else make_accounts()
        self._say("Collecting styles, scripts and fonts …")
        if not collect_if_changed():
            self._say("  Nothing changed since the last time.")
        self._say_accounts(passwords)

    def _say_accounts(self, passwords: dict[str, str]) -> None:
        if not passwords:
            self._say(
                "\nThe staff accounts’ passwords were shown at the first run; `demo --new-passwords` sets new ones."
            )
            return
        self._say("\nStaff accounts. The passwords are shown this once; `demo --new-passwords` sets new ones.\n")
        for name, password in passwords.items():
            self._say(f"  {name:<15}{password:<21}{ROLES[name]}")

    def _serve(self, port: int) -> None:
        connections.close_all()
        ensure_port_is_free(port)  # somebody may have taken it meanwhile
        self._say("\nStarting the server …")
        serve(port, announce=lambda: self._say_addresses(port))
        self._say("\nStopped.")

    def _say_addresses(self, port: int) -> None:
        self._say(f"The catalog:  http://{HOST}:{port}/")
        self._say(f"For staff:    http://{HOST}:{port}/admin/")
        self._say("Ctrl-C stops it.")


def _is_the_demos_own() -> bool:
    """Is this the database under var/demo, and no other that the environment names?"""
    try:
        data_paths()
    except Stopped:
        return False
    return True
