from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from ciwo_site.demo import static_files


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> list[str]:
    """The names of the commands that were called; one source folder with one style sheet."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "site.css").write_text("")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    called: list[str] = []

    def call(name: str, **options: object) -> None:
        called.append(name)
        call_command(name, **options)

    monkeypatch.setattr(static_files, "call_command", call)
    return called


def test_files_are_collected_once(collected: list[str]) -> None:
    assert [static_files.collect_if_changed() for _run in range(2)] == [True, False]
    assert collected == ["collectstatic"]


def test_a_changed_file_is_collected_again(collected: list[str], tmp_path: Path) -> None:
    static_files.collect_if_changed()
    (tmp_path / "source" / "site.css").write_text("body { margin: 0 }")

    assert static_files.collect_if_changed()


def test_files_are_collected_again_after_they_were_removed(collected: list[str], tmp_path: Path) -> None:
    static_files.collect_if_changed()
    (tmp_path / "static" / "staticfiles.json").unlink()

    assert static_files.collect_if_changed()


def test_nothing_but_collected_files_is_served(collected: list[str], tmp_path: Path) -> None:
    static_files.collect_if_changed()

    assert {path.suffix for path in (tmp_path / "static").iterdir()} == {".css", ".json"}
