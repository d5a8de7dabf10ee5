"""Room on the disks that the site writes to, and the right to write there."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from ciwo_site.doctor.finding import Finding, Findings
from ciwo_site.storages.address import LOCAL

LEAST_BYTES = 1024**3
LEAST_SHARE = 0.05


def folders() -> dict[str, Path]:
    """What for, and where."""
    found = {"uploads on their way": Path(tempfile.gettempdir())}
    if settings.STORAGES["default"]["BACKEND"] == LOCAL:
        found["files"] = Path(settings.MEDIA_ROOT)
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        found["the database"] = Path(str(database["NAME"])).parent
    cache = settings.CACHES["default"]
    if cache["BACKEND"].endswith("MachineCache"):
        found["the cache"] = Path(cache["LOCATION"]).parent
    return found


def findings(looked_at: dict[str, Path] | None = None, usage: Callable[[Path], Any] = shutil.disk_usage) -> Findings:
    for purpose, folder in (folders() if looked_at is None else looked_at).items():
        there = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if not os.access(there, os.W_OK):
            yield Finding(
                f"The folder for {purpose}, {folder}, cannot be written to.", "Give it to the user who runs the site."
            )
        left = usage(there)
        if left.free < LEAST_BYTES or left.free < LEAST_SHARE * left.total:
            yield Finding(
                f"The disk of the folder for {purpose}, {folder}, has {left.free / 1024**2:,.0f} MB left.",
                "Make room, or give it a larger disk.",
            )
