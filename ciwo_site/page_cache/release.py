"""Which code makes the pages: another release must not serve what an earlier one kept in a shared cache."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

FOLDERS = ("ciwo_site", "programs", "events", "templates", "locale")


@cache
def release() -> str:
    """A name for this process's code, templates, catalogs of strings and collected files."""
    sums = blake2b(digest_size=12)
    files = [path for folder in FOLDERS for path in sorted((settings.BASE_DIR / folder).rglob("*.*")) if path.is_file()]
    for path in [*files, Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.suffix != ".pyc" and path.exists():
            sums.update(path.read_bytes())
    return sums.hexdigest()
