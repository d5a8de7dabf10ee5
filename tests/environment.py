"""What every test run stands on, put in place before Django reads its settings (pytest loads this with `-p`).

No file, account or server of the machine takes part: the database, uploads and collected files live in a temporary folder.
"""

import os
import tempfile
from pathlib import Path

import pytest

from ciwo_site.catalogs import compile_catalogs
from tests import databases

FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()

SETTINGS = {
    "ALLOWED_HOSTS": "localhost",
    "BEHIND_PROXY": "off",
    "CACHE_URL": "locmemcache://tests",
    "DEBUG": "off",
    "HTTPS": "off",  # the test client and the live server speak plain HTTP
    "LOG_LEVEL": "ERROR",
    "MAINTENANCE": "off",
    "PAGE_CACHE": "off",  # its own tests put it before the site
    "SECRET_KEY": "for tests alone",
    "STAFF_SECOND_FACTOR": "optional",  # what asks for it sets it
    "STATIC_HASHED": "off",  # nothing is collected; tests/static_files.py still refuses an unknown name
}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Runs before pytest-django loads the settings. An environment variable wins over a developer's `.env`."""
    early_config.stash[FOLDER] = tempfile.TemporaryDirectory(prefix="catalog-tests-")
    folder = Path(early_config.stash[FOLDER].name)
    for name in ("media", "static"):
        (folder / name).mkdir()
    os.environ.update(SETTINGS)
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["STATIC_ROOT"] = str(folder / "static")
    os.environ["DATABASE_URL"] = databases.address(folder)
    compile_catalogs()


def pytest_report_header() -> str:
    return f"database: {databases.chosen()}"


def pytest_unconfigure(config: pytest.Config) -> None:
    databases.stop()
    if FOLDER in config.stash:
        config.stash[FOLDER].cleanup()
