"""Addresses for machines. /healthz must not touch the database, so no test of it may use one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from ciwo_site import readiness
from ciwo_site.readiness import Finding, Readiness
from ciwo_site.storages.problems import StorageUnreachable

TOKEN = "a token that nobody guesses"


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciwo_site.probes.readiness", Readiness())


def test_a_living_process_says_so_to_whoever_asks(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.MAINTENANCE = True

    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})

    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"alive\n", "no-store")


def test_a_probe_only_reads(client: Client) -> None:
    assert client.post("/readyz").status_code == 405


@pytest.mark.django_db
def test_a_site_that_has_everything_is_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200, answer.content
    assert answer.json()["is_ready"] is True
    assert set(answer.json()["checks"]) == {"database", "cache", "storage", "migrations"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("database", "The database does not answer."),
        ("cache", "The cache does not answer; the site works without it, slower."),
        ("storage", "The place of the files does not answer; pages work, downloads do not."),
        ("migrations", "Migrations are pending: events.0099_later. Run manage.py migrate."),
    ],
)
def test_what_is_missing_is_a_sentence_without_a_secret(
    client: Client, monkeypatch: pytest.MonkeyPatch, what: str, words: str
) -> None:
    def gone(*_arguments: object, **_names: object) -> None:
        raise StorageUnreachable("s3://key:secret@host") if what == "storage" else OperationalError("password=secret")

    match what:
        case "database":
            monkeypatch.setattr(connection, "cursor", gone)
        case "cache":
            monkeypatch.setattr(cache, "get", lambda *_arguments: None)
        case "storage":
            monkeypatch.setattr("ciwo_site.readiness.LocalFiles.listdir", gone)
        case "migrations":
            monkeypatch.setattr("ciwo_site.readiness.pending_migrations", lambda: ["events.0099_later"])

    answer = client.get("/readyz")
    monkeypatch.undo()

    assert answer.status_code == 503
    assert answer.json()["checks"][what] == {"is_well": False, "says": words}
    assert b"secret" not in answer.content


def test_asking_often_costs_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    monkeypatch.setattr(readiness, "CHECKS", {"database": lambda: looks.append(1) or Finding(True, "")})
    asked = Readiness()

    for _time in range(5):
        asked.findings()

    assert looks == [1]


def test_without_the_setting_there_are_no_figures(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("brought", ["", "Bearer another", f"Basic {TOKEN}"])
def test_figures_are_for_who_brings_the_token(client: Client, settings: Settings, brought: str) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert client.get("/metrics", headers={"authorization": brought}).status_code == 403


SERVING = """
import django
from django.test import Client
django.setup()
client = Client(headers={"host": "localhost"})
client.get("/healthz")
client.get("/en/nothing/of/ana.torres@example.org/", {"q": "Ana"})
client.generic("BREW", "/es/")
print(client.get("/metrics", headers={"authorization": "Bearer %s"}).content.decode())
"""


def test_figures_name_views_and_nobody(tmp_path: Path) -> None:
    """In a process of its own, because the middleware and its figures are there from the start or not at all."""
    settings = {
        "METRICS_TOKEN": TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "ciwo_site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SERVING % TOKEN], env=os.environ | settings, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
    families = {family.name: family for family in text_string_to_metric_families(done.stdout)}
    counted = {
        (sample.labels["method"], sample.labels["status"]): sample.value
        for sample in families["catalog_requests"].samples
        if sample.name.endswith("_total")
    }
    assert (counted["GET", "200"], counted["GET", "404"]) == (1, 1)
    assert {method for method, _status in counted} == {"GET", "other"}
    assert "catalog_request_seconds" in families
    assert not re.search("ana|nothing", done.stdout, re.IGNORECASE)
