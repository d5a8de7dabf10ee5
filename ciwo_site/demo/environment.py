"""The settings that `demo`, `bench` and `bench_server` run under, where nobody has set any.

Knows nothing of Django: it runs before the settings are read.
"""

import os
import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "var" / "demo"
COMMANDS = {"demo", "bench", "bench_server"}


def prepare(arguments: list[str]) -> None:
    """Give the demo's settings to a command that is started without any; other commands are left alone."""
    if not arguments or arguments[0] not in COMMANDS:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'catalog.sqlite3'}")
    os.environ.setdefault("CACHE_URL", f"sqlite:///{FOLDER / 'cache.sqlite3'}")
    os.environ.setdefault("MEDIA_ROOT", str(FOLDER / "media"))
    os.environ.setdefault("STATIC_ROOT", str(FOLDER / "static"))
    os.environ.setdefault("SECRET_KEY", _secret_key())
    os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
    os.environ.setdefault("DEBUG", "false")
    os.environ.setdefault("HTTPS", "false")
    os.environ.setdefault("STAFF_SECOND_FACTOR", "optional")


def _secret_key() -> str:
    """One key for each copy of the demo, so that a second run keeps people signed in."""
    file = FOLDER / "secret-key"
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_urlsafe(50))
    return file.read_text().strip()
