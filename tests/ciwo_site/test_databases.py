from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import load_backend

from ciwo_site.breaker import Breaker
from ciwo_site.databases.address import SQLITE, database_settings
from ciwo_site.databases.not_waiting import if_nobody_writes
from ciwo_site.databases.postgresql import base
from ciwo_site.patience import patience, seconds_to_wait
from ciwo_site.storages.address import storage_settings

VAR = Path("/var/catalog")


def test_sqlite_is_the_default_and_loses_nothing() -> None:
    found = database_settings("", VAR)

    assert found["NAME"] == "/var/catalog/catalog.sqlite3"
    assert found["OPTIONS"]["timeout"] >= 5
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert pragma in found["OPTIONS"]["init_command"]


def test_postgresql_ends_its_patience_unless_the_address_says_otherwise() -> None:
    usual = database_settings("postgresql://catalog@host/name", VAR)
    patient = database_settings("postgresql://catalog@host/name?connect_timeout=9", VAR)

    assert usual["ENGINE"] == "ciwo_site.databases.postgresql"
    assert (usual["OPTIONS"]["connect_timeout"], patient["OPTIONS"]["connect_timeout"]) == (3, 9)
    assert usual["CONN_HEALTH_CHECKS"]


def test_patience_is_the_requests_and_no_commands() -> None:
    outside = seconds_to_wait()
    with patience(2):
        inside = seconds_to_wait()

    assert (outside, inside, seconds_to_wait()) == (None, 2, None)


def test_a_request_does_not_try_a_database_that_was_just_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "silence", Breaker(60))
    base.silence.failed()
    wrapper = base.DatabaseWrapper(
        {"NAME": "x", "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}, "TIME_ZONE": None}
    )

    with patience(2), pytest.raises(psycopg.OperationalError, match="silent a moment ago"):
        wrapper.get_new_connection({})


@pytest.mark.django_db
def test_what_can_be_written_another_time_waits_for_nobody(tmp_path: Path) -> None:
    one, other = (sqlite_at(tmp_path / "a.sqlite3") for _connection in range(2))
    with closing(one), closing(other), other.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (at)")
        with transaction_of(one):
            began = monotonic()
            with if_nobody_writes(other):
                cursor.execute("INSERT INTO noted VALUES (1)")
            taken = monotonic() - began
        with if_nobody_writes(other):
            cursor.execute("INSERT INTO noted VALUES (2)")
        cursor.execute("SELECT at FROM noted")
        noted = cursor.fetchall()
        cursor.execute("PRAGMA busy_timeout")

        assert (noted, cursor.fetchone()) == ([(2,)], (20_000,))
    assert taken < 5


def sqlite_at(path: Path) -> Any:
    chosen = {
        **connections["default"].settings_dict,
        **database_settings(f"sqlite:///{path}", path.parent),
        "NAME": str(path),
    }
    return load_backend(SQLITE).DatabaseWrapper(chosen, alias="another")


@contextmanager
def transaction_of(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        yield
        cursor.execute("ROLLBACK")


@pytest.mark.parametrize(("given", "seconds", "expected"), [(3, 2.0, 2), (3, 30.0, 3), (3, 0.5, 2), (None, 5.0, 5)])
def test_connecting_takes_no_longer_than_the_request_may_wait(
    monkeypatch: pytest.MonkeyPatch, given: int | None, seconds: float, expected: int
) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(base.PatientConnection, "connect", lambda **parameters: asked.append(parameters))
    wrapper = base.DatabaseWrapper({"NAME": "x", "OPTIONS": {}, "TIME_ZONE": None})

    with patience(seconds):
        wrapper.get_new_connection({} if given is None else {"connect_timeout": given})

    assert asked == [{"connect_timeout": expected}]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("s3://key:se%2Fcret@store.example.org/bucket", {"endpoint_url": "https://store.example.org", "secret_key": "se/cret"}),
        ("s3://k:s@127.0.0.1:9000/bucket?tls=off", {"endpoint_url": "http://127.0.0.1:9000", "bucket_name": "bucket"}),
        ("s3:///bucket?region=us-east-1&prefix=wins/", {"endpoint_url": None, "region_name": "us-east-1", "location": "wins/"}),
    ],
)  # fmt: skip
def test_an_address_chooses_the_store(address: str, expected: dict[str, object]) -> None:
    assert expected.items() <= storage_settings(address)["OPTIONS"].items()


@pytest.mark.parametrize(
    "address", ["https://k:s@host/bucket", "s3://k:s@host/", "s3://k:s@host/a/b", "s3://k:s@h/b?x=1"]
)
def test_an_address_that_names_no_store_is_refused_without_repeating_its_secret(address: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        storage_settings(address)

    assert "k:s@" not in str(refused.value)


@pytest.mark.parametrize(("seconds_since_an_answer", "is_an_outage"), [(0, False), (60, True)])
def test_one_slow_statement_is_no_outage_while_others_are_answered(
    monkeypatch: pytest.MonkeyPatch, seconds_since_an_answer: float, is_an_outage: bool
) -> None:
    class Waiting(base.PatientConnection):
        def __init__(self) -> None:
            pass

        def close(self) -> None:
            pass

        def __del__(self, *_arguments: object) -> None:
            pass

    def slow(*_arguments: object, **_names: object) -> None:
        raise psycopg.errors._WaitTimeout

    monkeypatch.setattr(psycopg.Connection, "wait", slow)
    monkeypatch.setattr(base, "silence", Breaker(60))
    monkeypatch.setattr(base.heard, "at", base.monotonic() - seconds_since_an_answer)

    with patience(5), pytest.raises(psycopg.OperationalError, match="did not answer in time"):
        Waiting().wait(iter(()))

    assert base.silence.lets_through() is not is_an_outage
