"""The command that measures the shipped server: it prints its tables, and nothing is left of what it started."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_it_prints_its_tables_and_leaves_nothing(tmp_path: Path) -> None:
    surroundings = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'catalog.sqlite3'}",
        "PYTHONWARNINGS": "ignore",
        "STATIC_ROOT": str(tmp_path / "static"),
        "TMPDIR": str(tmp_path),
    }
    command = [
        sys.executable,
        "manage.py",
        "bench_server",
        "20",
        "--rounds",
        "1",
        "--only",
        "kept",
        "--only",
        "calendar",
    ]

    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=surroundings, capture_output=True, text=True, timeout=600, check=False
    )

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    kept = [line for line in lines if line.startswith("| 20 | a file |")]
    assert [line.split(" | ")[2:4] for line in kept] == [
        [page, form] for page in ("upcoming list", "event") for form in ("plain", "brotli", "304")
    ]
    assert all(line.endswith("% |") for line in kept)
    assert sum(line.startswith("| events | bytes |") for line in lines) == 1
    assert {path.name for path in tmp_path.iterdir()} <= {"static"}
