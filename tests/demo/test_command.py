import re
import socket
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from pytest_django import Settings

from ciwo_site.demo import reset
from ciwo_site.demo.accounts import ROLES
from ciwo_site.demo.server import HOST
from ciwo_site.demo.source import Source
from ciwo_site.demo.stopped import Stopped
from ciwo_site.management.commands import demo
from events.models import Event
from programs.models import Program

PASSWORD = re.compile(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b")
WEBINAR = '[[event]]\nkey = "real"\nstarts = "2024-01-09T17:00"\ntime_zone = "UTC"\ntitle_en = "Real"'


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch, make_source: Callable[..., Source]) -> None:
    """One event to load, and nothing to collect."""
    source = make_source(events=WEBINAR)
    monkeypatch.setattr(demo, "Source", lambda: source)
    monkeypatch.setattr(demo, "collect_if_changed", lambda: False)
    for role in ROLES.values():
        Group.objects.get_or_create(name=role)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
def test_passwords_are_shown_at_the_first_run_alone() -> None:
    first, second, third = run("--no-serve"), run("--no-serve"), run("--no-serve", "--new-passwords")

    assert [len(PASSWORD.findall(output)) for output in (first, second, third)] == [4, 0, 4]
    assert "`demo --new-passwords` sets new ones" in second
    assert Event.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
def test_each_step_is_told() -> None:
    steps = [line for line in run("--no-serve").splitlines() if line.endswith("…")]

    assert steps == [
        "Compiling the translations …",
        "Preparing the database …",
        "Loading the demo content …",
        "Collecting styles, scripts and fonts …",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
def test_a_catalog_of_somebody_else_is_left_alone() -> None:
    Program.objects.create(title_en="Theirs")

    with pytest.raises(Stopped, match="holds a catalog that is not the demo’s"):
        run("--no-serve", "--new-passwords")

    assert not Event.objects.exists()


def test_a_taken_port_is_told_before_anything_is_prepared() -> None:
    with socket.create_server((HOST, 0)) as other, pytest.raises(Stopped, match="is taken by another program"):
        run("--port", str(other.getsockname()[1]))


def test_an_interrupted_run_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "compile_catalogs", interrupt)

    with pytest.raises(SystemExit) as ended:
        run("--no-serve")

    assert ended.value.code == 130


def test_a_reset_happens_after_a_yes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[bool] = []
    monkeypatch.setattr(demo, "data_paths", list)
    monkeypatch.setattr(demo, "remove_data", lambda: removed.append(True))
    monkeypatch.setattr("builtins.input", lambda _question: "y")

    with pytest.raises(Stopped, match="Nothing was removed"):
        run("--no-serve", "--reset")

    assert removed == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("arguments", [["--reset"], ["--reset", "--no-input"]])
def test_a_reset_starts_over(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[bool] = []
    monkeypatch.setattr(demo, "data_paths", list)
    monkeypatch.setattr(demo, "remove_data", lambda: removed.append(True))
    monkeypatch.setattr("builtins.input", lambda _question: "yes")

    output = run("--no-serve", *arguments)

    assert removed == [True]
    assert len(PASSWORD.findall(output)) == 4


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A demo's folder with all that belongs to it, one file more, and one beside it."""
    folder = tmp_path / "demo"
    settings.MEDIA_ROOT = str(folder / "media")
    settings.STATIC_ROOT = str(folder / "static")
    (folder / "media" / "images").mkdir(parents=True)
    (folder / "static").mkdir()
    for name in ("catalog.sqlite3", "catalog.sqlite3-wal", "static.collected", "secret-key", "media/images/a.png"):
        (folder / name).touch()
    (tmp_path / "catalog.sqlite3").touch()
    return folder


@pytest.fixture
def _databases(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "catalog.sqlite3")}
    monkeypatch.setattr(reset, "database_settings", lambda: database)
    monkeypatch.setattr(reset.connections, "close_all", lambda: None)


@pytest.mark.usefixtures("_databases")
def test_a_reset_removes_the_demos_data_and_no_more(folder: Path) -> None:
    reset.remove_data(folder)

    assert [path.name for path in folder.iterdir()] == ["secret-key"]
    assert (folder.parent / "catalog.sqlite3").exists()


@pytest.mark.usefixtures("_databases")
def test_a_reset_refuses_what_lies_elsewhere(folder: Path, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "uploads")

    with pytest.raises(Stopped, match="points outside the demo’s folder"):
        reset.remove_data(folder)

    assert (folder / "catalog.sqlite3").exists()
