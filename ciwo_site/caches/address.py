"""From `CACHE_URL` to Django's settings. Knows nothing of those, which are made from it."""

from pathlib import Path
from typing import Any

import environ

REDIS = ("redis://", "rediss://", "unix://")
FILE = "sqlite:///"


def cache_settings(address: str, folder: Path) -> dict[str, Any]:
    """Without an address, a file in `folder` that all processes of one machine share."""
    if not address or address.startswith(FILE):
        location = address.removeprefix(FILE) or str(folder / "cache.sqlite3")
        return {"BACKEND": "ciwo_site.caches.machine.MachineCache", "LOCATION": location}
    if address.startswith("rediscache://"):  # as earlier versions of the README had it
        address = address.replace("rediscache", "redis", 1)
    if address.startswith(REDIS):
        return {"BACKEND": "ciwo_site.caches.shared.SharedCache", "LOCATION": address}
    return dict(environ.Env.cache_url_config(address))
