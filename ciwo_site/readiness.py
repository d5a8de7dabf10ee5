"""Is everything there that the site stands on? In sentences that hold nothing secret, for whoever watches over it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.core.cache import cache
from django.core.files.storage import Storage, default_storage
from django.db import DatabaseError, connection

from ciwo_site.pending_migrations import pending_migrations
from ciwo_site.storages.local import LocalFiles
from ciwo_site.storages.problems import StorageProblem

SECONDS_KEPT = 1.0  # an answer is given again for so long, so that asking often costs nothing


@dataclass(frozen=True, slots=True)
class Finding:
    is_well: bool
    words: str


def database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Finding(False, "The database does not answer.")
    return Finding(True, "The database answers.")


def cache_() -> Finding:
    """What is put in comes out again. A cache never raises: see ciwo_site/caches/quiet.py."""
    key, value = f"readiness:{secrets.token_hex(8)}", secrets.token_hex(8)
    cache.set(key, value, 10)
    found = cache.get(key)
    cache.delete(key)
    if found != value:
        return Finding(False, "The cache does not answer; the site works without it, slower.")
    return Finding(True, "The cache answers.")


def storage(place: Storage = default_storage) -> Finding:
    try:
        if answers := getattr(place, "answers", None):
            answers()
        elif isinstance(place, LocalFiles):
            place.listdir("")
    except (StorageProblem, OSError):
        return Finding(False, "The place of the files does not answer; pages work, downloads do not.")
    return Finding(True, "The place of the files answers.")


def migrations() -> Finding:
    try:
        pending = pending_migrations()
    except DatabaseError:
        return Finding(False, "Nobody can tell whether migrations are pending, because the database does not answer.")
    if pending:
        return Finding(False, f"Migrations are pending: {', '.join(pending)}. Run manage.py migrate.")
    return Finding(True, "The database has the shape that this version needs.")


CHECKS: dict[str, Callable[[], Finding]] = {
    "database": database,
    "cache": cache_,
    "storage": storage,
    "migrations": migrations,
}


class Readiness:
    """All checks. One caller at a time asks; whoever comes meanwhile, or within a second, gets the answer before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[str, Finding] = {}
        self._until = 0.0

    def findings(self) -> dict[str, Finding]:
        if not self._lock.acquire(blocking=not self._found):
            return self._found
        try:
            if monotonic() >= self._until:
                self._found = {name: check() for name, check in CHECKS.items()}
                self._until = monotonic() + SECONDS_KEPT
            return self._found
        finally:
            self._lock.release()


readiness = Readiness()
