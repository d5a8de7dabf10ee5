"""Which state of the program is running: its words and rules are a part of whatever it writes."""

from functools import cache
from hashlib import blake2b

from django.conf import settings

PARTS = ("ciwo_site/**/*.py", "programs/**/*.py", "events/**/*.py", "locale/**/*.mo", "templates/take_away/*.html")


@cache
def release_print() -> str:
    """Of the program's files and its compiled strings; another one after each change of them. Read once."""
    digest = blake2b(digest_size=8)
    for path in sorted(path for part in PARTS for path in settings.BASE_DIR.glob(part)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
