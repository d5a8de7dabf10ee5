"""What is made before the server starts: catalogs of strings, and static files."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage

from ciwo_site.catalogs import catalog_paths, check_catalog
from ciwo_site.doctor.finding import Finding, Findings
from ciwo_site.static_files import SHEET

MANIFEST = "staticfiles.json"


def findings() -> Findings:
    for folder in settings.LOCALE_PATHS:
        for path in catalog_paths(Path(folder)):
            yield from _catalog(path)
    if settings.STATIC_HASHED:
        yield from _static_files(Path(settings.STATIC_ROOT) / MANIFEST)


def _catalog(path: Path) -> Findings:
    language, compiled = path.parent.parent.name, path.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns:
        yield Finding(
            f"The strings of the language “{language}” are not compiled, or an older version of them is.",
            "Run manage.py compile_catalogs, and start the server anew.",
        )
    if problems := check_catalog(path):
        yield Finding(
            f"The strings of the language “{language}” are not complete: {problems[0]}.",
            "Run manage.py compile_catalogs --check, which says all that is missing.",
        )


def _static_files(manifest: Path) -> Findings:
    cure = "Run manage.py collectstatic --no-input, and start the server anew."
    try:
        name = staticfiles_storage.stored_name(SHEET)  # type: ignore[attr-defined]
    except ValueError:
        yield Finding("The static files are not collected.", cure)
        return
    if not staticfiles_storage.exists(name):
        yield Finding("The static files were collected and then removed.", cure)
        return
    newest = max(
        Path(storage.path(found)).stat().st_mtime for finder in get_finders() for found, storage in finder.list([])
    )
    if manifest.stat().st_mtime < newest:
        yield Finding("Some static files are newer than what was collected of them.", cure)
