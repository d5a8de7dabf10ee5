"""What `demo --reset` removes: the demo's own database and files, and never anything outside its folder."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from ciwo_site.demo.environment import FOLDER
from ciwo_site.demo.static_files import stamp_path
from ciwo_site.demo.stopped import Stopped

BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps


def remove_data(folder: Path = FOLDER) -> None:
    """Raises `Stopped` where the settings name a database or a folder that is not the demo's."""
    paths = data_paths(folder)
    connections.close_all()
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def database_settings() -> dict[str, Any]:
    return settings.DATABASES["default"]


def data_paths(folder: Path = FOLDER) -> list[Path]:
    database = database_settings()
    name = Path(str(database["NAME"]))
    media, static = Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)
    is_sqlite = database["ENGINE"] == "django.db.backends.sqlite3"
    if not is_sqlite or not all(path.is_relative_to(folder) and path != folder for path in (name, media, static)):
        raise Stopped("Nothing was removed: DATABASE_URL, MEDIA_ROOT or STATIC_ROOT points outside the demo’s folder.")
    return [
        *(file.with_name(f"{file.name}{ending}") for file in (name, *_cache(folder)) for ending in BESIDE_A_DATABASE),
        media,
        static,
        stamp_path(static),
    ]


def _cache(folder: Path) -> list[Path]:
    """The cache's file, where it is the demo's own; another cache forgets by itself."""
    location = Path(str(settings.CACHES["default"].get("LOCATION", "")))
    return [location] if location.is_relative_to(folder) else []
