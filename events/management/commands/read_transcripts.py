"""Read the texts of transcripts and captions whose files were stored before they were read, or all of them anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from events.enums import WORDS
from events.models import Material


class Command(BaseCommand):
    help = "Reads transcripts and captions that were uploaded before this version of the catalog."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="read those again that were read already")

    def handle(self, *args: Any, **options: Any) -> None:
        read = unreadable = 0
        for material in Material.objects.filter(kind__in=WORDS).exclude(file="").order_by("pk").iterator():
            if material.transcript_of and not options["all"]:
                continue
            material.read_transcript()
            if not material.transcript_of:
                continue  # a PDF or another file that holds no text we could read
            material.save(update_fields=list(Material.DERIVED))
            read += bool(material.transcript_paragraphs)
            unreadable += not material.transcript_paragraphs
        self.stdout.write(f"Read: {read}. Not readable, as their forms say: {unreadable}.")
