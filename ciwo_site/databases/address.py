"""From `DATABASE_URL` to Django's settings, with what each database needs in order to lose nothing and to block nobody.

Knows nothing of Django's settings, which are made from it.
"""

from pathlib import Path
from typing import Any

import environ

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,  # seconds that a writer waits for another
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# libpq's own words, in seconds but for the last; each can be given in the address instead (`?connect_timeout=5`).
POSTGRESQL_OPTIONS: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,  # milliseconds until sent data that nobody acknowledges ends a connection
}


def database_settings(address: str, folder: Path) -> dict[str, Any]:
    """`folder` holds SQLite's file where no address is given."""
    found: dict[str, Any] = dict(environ.Env.db_url_config(address or f"sqlite:///{folder / 'catalog.sqlite3'}"))
    if found["ENGINE"] == SQLITE:
        return {**found, "OPTIONS": SQLITE_OPTIONS}
    if found["ENGINE"] == POSTGRESQL:
        found["ENGINE"] = "ciwo_site.databases.postgresql"
        found["OPTIONS"] = {**POSTGRESQL_OPTIONS, **found.get("OPTIONS", {})}
    return {"CONN_MAX_AGE": 60, **found, "CONN_HEALTH_CHECKS": True}
