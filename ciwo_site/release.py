"""Which state of the program is running: its words and rules are a part of whatever it writes, and of whatever is kept."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

PARTS = (
    "ciwo_site/**/*.py",
    "programs/**/*.py",
    "events/**/*.py",
    "locale/**/*.mo",
    "templates/**/*.*",
    "uv.lock",
)


@cache
def release_print() -> str:
    """Of the program's files, templates, compiled strings, libraries and collected files; another one after each change
    of them. Read once."""
    digest = blake2b(digest_size=8)
    files = {str(path.relative_to(settings.BASE_DIR)): path for part in PARTS for path in settings.BASE_DIR.glob(part)}
    files["collected"] = Path(settings.STATIC_ROOT) / "staticfiles.json"
    for name, path in sorted(files.items()):
        if path.is_file():
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
