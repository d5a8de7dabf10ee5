"""Styles, scripts and fonts, collected under hashed names when they changed since the last time."""

from hashlib import blake2s
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MANIFEST = "staticfiles.json"


def collect_if_changed() -> bool:
    """Says whether anything had to be collected. Collecting hashes and compresses every file, which takes seconds."""
    folder = Path(settings.STATIC_ROOT)
    stamp = stamp_path(folder)
    now = fingerprint()
    if (folder / MANIFEST).exists() and stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)
    return True


def stamp_path(folder: Path) -> Path:
    """Beside the folder, because everything inside it is served."""
    return folder.with_name(f"{folder.name}.collected")


def fingerprint() -> str:
    """Changes when a file is added, removed, or written again."""
    digest = blake2s(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
