"""The settings as they are where nothing but this environment is known; a developer's `.env` takes no part."""

import os
import subprocess
import sys

from django.conf import settings

READ = """
import environ
environ.Env.read_env = lambda *_given, **_named: None
from ciwo_site import settings
print(settings.{name})
"""


def read_setting(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, because settings are read once."""
    surroundings = {"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"} | environment
    return subprocess.run(
        [sys.executable, "-c", READ.format(name=name)],
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
