"""The server starts where it can serve, and says why where it cannot."""

import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

from tests.faults.processes import Site


def test_it_refuses_to_start_while_migrations_are_pending(catalog: SimpleNamespace, tmp_path: Path) -> None:
    shutil.copy(catalog.site.folder / "catalog.sqlite3", tmp_path / "catalog.sqlite3")
    database = sqlite3.connect(tmp_path / "catalog.sqlite3")
    database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    database.commit()
    database.close()

    refused = Site(tmp_path).run("serve", expect=1)

    assert refused.stderr == "CommandError: Migrations are pending: sessions.0001_initial. Run: manage.py migrate\n"


def test_before_a_reload_it_says_whether_the_code_of_now_can_start(catalog: SimpleNamespace, tmp_path: Path) -> None:
    """A reload takes the old processes away whatever becomes of the new ones."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['segno'] = None\n")

    well = catalog.site.run("serve", "--check")
    lacking = catalog.site.run("serve", "--check", expect=1, PYTHONPATH=str(tmp_path))

    assert well.stdout == "The server can start.\n"
    assert "segno" in lacking.stderr


def test_it_refuses_to_start_without_static_files(tmp_path: Path) -> None:
    refused = Site(tmp_path, STATIC_HASHED="on").run("serve", expect=1)

    assert refused.stderr.startswith("CommandError: The static files are not collected.")
