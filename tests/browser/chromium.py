"""Finding Chromium, and the way in which the tests start it."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    f"no Chromium: CHROMIUM is not set, none of {', '.join(NAMES)} is installed, and Playwright has none of its own"
)
MILLISECONDS_TO_START = 180_000  # on a machine that does much else
ARGUMENTS = [
    "--disable-background-networking",  # this and the next three: no request but the tests' own
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--disable-gpu",
    "--headless=new",
    "--no-first-run",
    "--no-sandbox",  # the sandbox refuses root, and the pages are ours
]


def launch(playwright: Playwright) -> Browser | None:
    program = find_chromium(playwright.chromium.executable_path)
    if program is None:
        return None
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS, timeout=MILLISECONDS_TO_START)


def find_chromium(bundled: str) -> str | None:
    """The program of Chromium: the one that is named, an installed one, or Playwright's own where that was fetched."""
    if given := os.environ.get("CHROMIUM"):
        return given
    return next(filter(None, map(shutil.which, NAMES)), bundled if Path(bundled).exists() else None)
