import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from ciwo_site.doctor.examination import examine
from ciwo_site.doctor.finding import Weight

MARKS = {Weight.TROUBLE: "!", Weight.ADVICE: "·"}


class Command(BaseCommand):
    help = "Look at this deployment from inside, and say in sentences what is wrong and what cures it."
    requires_system_checks = ()  # they are among what is looked at

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--url", default="", help="the site’s public address, to look at what stands in front of it"
        )

    def handle(self, *args: str, url: str, **options: object) -> None:
        troubles = 0
        for part, found in examine(url):
            self.stdout.write(f"{part}: {'' if found else 'well'}".rstrip())
            for finding in found:
                self.stdout.write(f"  {MARKS[finding.weight]} {finding.words} {finding.cure}")
                troubles += finding.weight == Weight.TROUBLE
        self.stdout.write("\nNothing is wrong." if not troubles else f"\nWhat needs a cure (!): {troubles}")
        sys.exit(1 if troubles else 0)
