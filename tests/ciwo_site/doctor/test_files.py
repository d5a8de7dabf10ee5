"""The cache, the files of the catalog, strings and static files."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache as site_cache
from pytest_django import Settings

from ciwo_site.doctor import cache, files, strings
from ciwo_site.storages.local import LocalFiles
from ciwo_site.storages.problems import StorageUnreachable
from tests.ciwo_site.doctor.found import failing, words
from tests.factories import make_guide_edition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("backend", "is_well"),
    [
        ("ciwo_site.caches.machine.MachineCache", True),
        ("ciwo_site.caches.shared.SharedCache", True),
        ("django.core.cache.backends.locmem.LocMemCache", False),
        ("django.core.cache.backends.dummy.DummyCache", False),
    ],
)
def test_a_cache_of_each_process_alone_is_found(backend: str, is_well: bool) -> None:
    assert (list(cache.findings({"BACKEND": backend})) == []) is is_well


def test_a_cache_that_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_cache, "get", lambda *_arguments: None)

    assert "does not answer" in words(cache.findings({"BACKEND": "SharedCache"}))


def test_a_storage_that_keeps_files_is_well_and_holds_none_of_the_doctors(tmp_path: Path) -> None:
    storage = LocalFiles(tmp_path)

    assert list(files.findings(storage)) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_storage_that_is_away_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = LocalFiles(tmp_path)
    monkeypatch.setattr(storage, "save", failing(StorageUnreachable("s3://key:secret@host")))

    assert words(files.findings(storage)) == "A file cannot be kept and fetched again (StorageUnreachable)."


def test_a_storage_that_gives_back_another_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "open_part", lambda *_arguments: [b"another"])

    assert "came back as another" in words(files.findings(LocalFiles(tmp_path)))


def test_uploads_among_static_files_are_found(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"

    assert "served to everybody" in words(files.findings(LocalFiles(tmp_path)))


def test_files_that_rows_name_and_nobody_has_are_found(tmp_path: Path) -> None:
    edition = make_guide_edition()

    assert edition.file.name in words(files.findings(LocalFiles(tmp_path)))


def test_strings_that_are_not_compiled_or_not_complete_are_found(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Guide"\nmsgstr ""\n'
    )
    settings.LOCALE_PATHS, settings.STATIC_HASHED = [tmp_path], False

    found = list(strings.findings())

    assert ["not compiled" in found[0].words, "not complete" in found[1].words, len(found)] == [True, True, 2]


def test_static_files_that_are_not_collected_are_found(settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS, settings.STATIC_HASHED, settings.STATIC_ROOT = [], True, tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    assert words(strings.findings()) == "The static files are not collected."


def test_static_files_older_than_their_sources_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    manifest = tmp_path / "staticfiles.json"
    manifest.write_text("{}")
    os.utime(manifest, (0, 0))
    stored = SimpleNamespace(stored_name=lambda name: name, exists=lambda name: True)
    monkeypatch.setattr(strings, "staticfiles_storage", stored)

    assert "newer than what was collected" in words(strings._static_files(manifest))
