"""The tests marked `database` once more, on the database that this run is not on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

PROJECT = Path(__file__).parent.parent
QUIETLY_IN_ORDER = ["-q", "--no-header", "--tb=short", "-p", "no:randomly", "-p", "no:cacheprovider"]


def _of_a_run_of_its_own() -> dict[str, str]:
    """The environment without what this run was told, or told its workers, of running side by side."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


def test_the_database_tests_pass_on_the_other_database() -> None:
    other = databases.other()
    if reason := databases.why_missing(other):
        pytest.skip(reason)

    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "database", *QUIETLY_IN_ORDER],
        cwd=PROJECT,
        env=_of_a_run_of_its_own() | {"TEST_DATABASE": other},
        capture_output=True,
        text=True,
        timeout=3600,
    )

    assert result.returncode == 0, f"On {other}:\n{result.stdout}\n{result.stderr}"
