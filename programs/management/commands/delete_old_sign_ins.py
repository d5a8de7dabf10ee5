from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.sign_ins import forget_old_sign_ins


class Command(BaseCommand):
    help = "Delete the record of sign-ins after its time (settings.SIGN_IN_RECORD_DAYS). Run it every day."

    def handle(self, *args: str, **options: object) -> None:
        self.stdout.write(f"Records of sign-ins deleted: {forget_old_sign_ins(timezone.now())}")
