from argparse import ArgumentParser

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from ciwo_site.sign_in.factors import remove_all
from ciwo_site.sign_in.happenings import Happening, tell


class Command(BaseCommand):
    help = "Let somebody sign in with the password alone who lost telephone, passkeys and recovery codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the user name")

    def handle(self, *args: str, name: str, **options: object) -> None:
        user = get_user_model()._default_manager.filter(username=name).first()
        if user is None:
            raise CommandError(f"Nobody is called “{name}”.")
        if remove_all(user):
            tell(Happening.FACTOR_REMOVED, user)
            self.stdout.write(f"“{name}” signs in with the password alone until a new second factor is set up.")
        else:
            self.stdout.write(f"“{name}” has no second factor.")
