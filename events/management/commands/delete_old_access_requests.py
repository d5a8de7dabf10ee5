from django.core.management.base import BaseCommand
from django.utils import timezone

from events.access_requests.retention import delete_old_requests


class Command(BaseCommand):
    help = "Delete what people asked for, some days after the event (settings.ACCESS_REQUEST_DAYS). Run it every day."

    def handle(self, *args: str, **options: object) -> None:
        self.stdout.write(f"Access requests deleted: {delete_old_requests(timezone.now())}")
