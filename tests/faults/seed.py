"""Run as a process of its own: fills an empty database with the demo's content, somebody of the staff and a row in tables
that the demo leaves empty, and saves all of it with `backup`. Prints what the tests need to know, as JSON.

    python tests/faults/seed.py ARCHIVE
"""

import json
import os
import sys
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent.parent
LARGE_BYTES = 6_000_000
NAME, PASSWORD = "steady", "a pass phrase for the tests of faults"


def main(archive: str) -> dict[str, Any]:
    sys.path.insert(0, str(PROJECT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciwo_site.settings")
    import_module("django").setup()
    call_command = import_module("django.core.management").call_command
    users = import_module("django.contrib.auth").get_user_model().objects
    at = import_module("django.utils.timezone").now()
    content_file = import_module("django.core.files.base").ContentFile
    events, programs = import_module("events.models"), import_module("programs.models")

    call_command("migrate", interactive=False, verbosity=0)
    loader, source = import_module("ciwo_site.demo.loader"), import_module("ciwo_site.demo.source")
    loader.load_once(source.Source(), at)
    users.create_superuser(NAME, "", PASSWORD)
    event = events.Event.objects.public(at).upcoming(at).first()
    events.AccessRequest.objects.create(event=event, language="es", email="somebody@example.org", written_in="es")
    edition = programs.GuideEdition.objects.select_related("guide").first()
    programs.DownloadTotal.add_one(edition, at.date())
    programs.Program.objects.create(title_en="Deleted: its number is not given again").delete()
    pdf = large_pdf()
    large = programs.GuideEdition.objects.create(
        guide=edition.guide, language="qu", dated=at.date(), file=content_file(pdf, name="large.pdf")
    )
    past = events.Event.objects.public(at).filter(over_at__lt=at).first()
    for language in ("en", "es"):
        file = content_file(pdf + b"%" + language.encode(), name="slides.pdf")
        events.Material.objects.create(event=past, kind="slides", language=language, file=file)
    events.EventChange.objects.create(event=event, kind="moved", previous_starts_at=at)
    events.Withdrawal.objects.create()
    programs.SignInEvent.objects.create(happening="refused", name="nobody’s", method="")
    call_command("backup", archive, stdout=StringIO())
    return {
        "event": event.pk,
        "event_address": event.address("en"),
        "guide": edition.guide_id,
        "guide_address": edition.guide.address("en"),
        "edition_address": edition.address("en"),
        "edition_sha256": edition.checksum,
        "large_address": large.address("en"),
        "folder_address": f"{past.address('en')}take-with-you.zip",
        "picture_address": events.Event.objects.exclude(image="").first().image.url,
    }


def large_pdf() -> bytes:
    """More than any buffer between a server and somebody who reads slowly."""
    writer, content = import_module("pypdf").PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.add_attachment("noise", os.urandom(LARGE_BYTES))
    writer.write(content)
    return content.getvalue()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
