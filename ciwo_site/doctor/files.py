"""Uploaded files: a round trip through the storage, and whether it has what the database names."""

import secrets
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage

from ciwo_site.backup.files import named_by_rows
from ciwo_site.doctor.finding import Finding, Findings
from ciwo_site.downloads import open_part
from ciwo_site.storages.problems import StorageProblem

FILES_LOOKED_FOR = 200
CURE = "Look at MEDIA_ROOT, or at MEDIA_STORAGE_URL, and at who may write there."


def findings(storage: Storage = default_storage) -> Findings:
    try:
        came_back = _round_trip(storage)
    except (StorageProblem, OSError) as error:
        yield Finding(f"A file cannot be kept and fetched again ({type(error).__name__}).", CURE)
        return
    if not came_back:
        yield Finding("A file that was kept came back as another.", CURE)
    if Path(settings.MEDIA_ROOT).is_relative_to(settings.STATIC_ROOT):
        yield Finding(
            "MEDIA_ROOT lies inside STATIC_ROOT: whatever is uploaded is served to everybody.",
            "Give each a folder of its own.",
        )
    missing = [name for name in islice(named_by_rows(), FILES_LOOKED_FOR) if not storage.exists(name)]
    if missing:
        yield Finding(
            f"The database names {len(missing)} files that are not there, such as {missing[0]}.",
            "Put them back from a backup, or upload them again in the admin.",
        )


def _round_trip(storage: Storage) -> bool:
    content = secrets.token_bytes(64)
    name = storage.save(f"doctor/{secrets.token_hex(16)}", ContentFile(content))
    try:
        part = open_part(storage, name, range(10, 20))
        found = b"".join(part)
        return found == content[10:20]
    finally:
        storage.delete(name)
