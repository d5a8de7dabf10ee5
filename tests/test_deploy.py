"""The examples in deploy/ name commands, settings and files that exist, and systemd reads its units without a word."""

import os
import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import reverse
from django.utils.translation import override

from ciwo_site.i18n import site_languages

PROJECT = Path(__file__).parent.parent
DEPLOY = PROJECT / "deploy"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"})
SERVICES = [path for path in UNITS if path.suffix == ".service"]


def read(unit: Path) -> RawConfigParser:
    parser = RawConfigParser(strict=False)  # some names stand several times
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text())
    return parser


def text(*names: str) -> str:
    return "\n".join((DEPLOY / name).read_text() for name in names)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_runs_commands_that_exist_and_nothing_as_root(unit: Path) -> None:
    commands = re.findall(r"manage\.py (\w+)", unit.read_text().partition("[Service]")[2])

    assert commands
    assert [command for command in commands if command not in get_commands()] == []
    assert read(unit)["Service"]["User"] == "catalog"
    assert read(unit)["Service"]["ProtectSystem"] == "strict"


@pytest.mark.parametrize(
    ("command", "said"),
    [("compile_catalogs", "manage.py compile_catalogs\n"), ("migrate", "--user catalog --preserve-environment -- .venv/bin/python manage.py migrate\n")],
)  # fmt: skip
def test_what_the_code_belongs_to_compiles_its_strings_and_the_user_does_the_rest(
    tmp_path: Path, command: str, said: str
) -> None:
    folder, environment = tmp_path / "deploy", tmp_path / "catalog.env"
    environment.write_text("SECRET_KEY='a b'\n")
    script, python, runuser = folder / "as-catalog", tmp_path / ".venv" / "bin" / "python", tmp_path / "runuser"
    for program, words in (
        (script, (DEPLOY / "as-catalog").read_text().replace("/etc/catalog.env", str(environment))),
        (python, '#!/bin/sh\necho "$@"\n'),
        (runuser, '#!/bin/sh\necho "$@"\n'),
    ):
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(words)
        program.chmod(0o755)

    run = subprocess.run([script, command], env={"PATH": f"{tmp_path}:{os.defpath}"}, capture_output=True, text=True)

    assert run.stdout == said, run.stderr


def test_archives_are_forgotten_after_two_weeks_whatever_made_them() -> None:
    """Those of cron and of an upgrade too, and what a run that was cut off left: they hold what people asked for."""
    instructions = (PROJECT / "docs" / "deploy.md").read_text()
    made = re.findall(r"backup --verify /var/backups/catalog/(\S+)", instructions)

    assert len(made) == 2
    assert {name[:8] for name in made} == {"catalog-"}
    for place in (instructions, text("catalog-backup.service")):
        assert '-name "catalog-*.zip*" -mtime +14 -delete' in place


def test_every_command_in_the_instructions_exists() -> None:
    instructions = (PROJECT / "docs" / "deploy.md").read_text()
    named = set(re.findall(r"(?:manage\.py|as-catalog) ([a-z][a-z_]+)", instructions))

    assert named >= {"backup", "restore", "migrate", "doctor", "delete_old_sign_ins"}
    assert named - set(get_commands()) == set()


def test_what_is_promised_to_be_forgotten_is_forgotten_by_the_timer_and_by_cron() -> None:
    """One command for each promise; `doctor` finds the ones that nobody runs."""
    promised = {"delete_old_access_requests", "delete_old_sign_ins", "clearsessions"}
    instructions = (PROJECT / "docs" / "deploy.md").read_text()

    assert promised <= set(re.findall(r"manage\.py (\w+)", text("catalog-daily.service")))
    assert promised <= set(re.findall(r"as-catalog (\w+)", instructions))


@pytest.mark.parametrize("unit", [path for path in UNITS if path.suffix == ".timer"], ids=lambda path: path.name)
def test_a_timer_has_its_service_and_catches_up_what_it_missed(unit: Path) -> None:
    timer = read(unit)["Timer"]

    assert unit.with_suffix(".service").exists()
    assert timer["Persistent"] == "true"
    assert timer["OnCalendar"].startswith("*-*-* ")


def test_the_server_is_stopped_no_sooner_than_it_stops_itself() -> None:
    from ciwo_site.server import SECONDS_TO_FINISH  # noqa: PLC0415 -- loads granian, which no other test here needs

    service = read(DEPLOY / "catalog.service")["Service"]

    assert int(service["TimeoutStopSec"]) > SECONDS_TO_FINISH
    assert service["KillMode"] == "mixed"


def test_a_reload_looks_first_whether_the_code_of_now_can_start() -> None:
    lines = [line for line in (DEPLOY / "catalog.service").read_text().splitlines() if line.startswith("ExecReload=")]

    assert [line.partition("=")[2] for line in lines] == [
        "/srv/catalog/.venv/bin/python manage.py serve --check",
        "/bin/kill -HUP $MAINPID",
    ]


def test_every_name_in_the_example_of_the_environment_is_a_setting() -> None:
    settings = (PROJECT / "ciwo_site" / "settings.py").read_text()
    named = re.findall(r"^#?([A-Z_]+)=", text("catalog.env.example"), re.MULTILINE)

    assert [name for name in named if f'"{name}"' not in settings] == []


def test_the_proxy_packs_nothing() -> None:
    """Debian's nginx would, staff's pages and their secrets too; the rest of it is tried in tests/faults/test_proxy.py."""
    assert "gzip off;" in text("nginx.conf")


def test_the_proxys_log_names_nobody() -> None:
    log = re.search(r"log_format catalog '([^']*)'", text("nginx.conf"))
    logged = set(re.findall(r"\$\w+", log[1] if log else ""))

    assert logged == {
        "$time_iso8601", "$request_method", "$catalog_path", "$status", "$body_bytes_sent", "$request_time",
    }  # fmt: skip
    assert re.findall(r"error_log \S+ (\w+);", text("nginx.conf")) == ["emerg", "emerg"]


@pytest.mark.parametrize("language", site_languages())
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("private-preview", {}),
        ("private-preview-file", {"number": 1}),
        ("private-briefing", {}),
        ("private-briefing-file", {"number": 1}),
        ("private-calendar", {}),
    ],
)
def test_the_proxys_log_holds_no_key_of_a_private_link_in_any_language(
    name: str, values: dict[str, int], language: str
) -> None:
    with override(language):
        address = reverse(name, kwargs={"signed": "SECRET", **values})

    assert "SECRET" in address
    assert "SECRET" not in as_logged(address)


def test_the_proxys_log_holds_no_key_of_a_new_password() -> None:
    assert as_logged("/admin/password/new/1-SECRET/") == "/admin/password/new/"
    assert as_logged("/es/eventos/") == "/es/eventos/"


def as_logged(path: str) -> str:
    """By the table in the proxy's file: the first expression that fits says what is left."""
    expressions = re.findall(r'"~([^"]+)"\s+\$1;', text("nginx.conf"))
    found = (re.match(expression, path) for expression in expressions)
    return next((match[1] for match in found if match), path)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Where there is no systemd, the tests above are what there is."""
    folder = tmp_path / "units"
    folder.mkdir()
    for unit in UNITS:
        found = unit.read_text().replace("/srv/catalog/.venv/bin/python", sys.executable)
        (folder / unit.name).write_text(found.replace("Wants=network-online.target\n", ""))
    if program := shutil.which("systemd-analyze"):
        verified = subprocess.run(
            [program, "verify", "--man=no", *folder.iterdir()], capture_output=True, text=True, timeout=60
        )
        assert [line for line in verified.stderr.splitlines() if "catalog" in line] == []
