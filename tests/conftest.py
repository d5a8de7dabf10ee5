"""Settings that differ in tests, and the fixtures that any test may use."""

from collections.abc import Callable, Generator, Mapping
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import override_settings
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from ciwo_site.kept_html import forget_html
from ciwo_site.ready import forget_ready_pieces
from tests.html_checker import find_checker, messages
from tests.showcase import Showcase, make_showcase
from tests.template_variables import RefuseUndefined

hypothesis.settings.register_profile(  # a busy machine is not a failure
    "tests", deadline=None, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("tests")


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(django_test_environment: None) -> Generator[None]:
    templates = [
        {**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": RefuseUndefined()}}
        for engine in settings.TEMPLATES
    ]
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # quick
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": "tests.static_files.FoundFilesStorage"}},
        TEMPLATES=templates,
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file and not SQLite's memory: the live server's threads then have connections of their own, as in production."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "catalog.sqlite3")


def _commits(item: pytest.Item) -> bool:
    """Does this test commit, so that Django empties every table after it?"""
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


# Begun first, so that no worker is left with one of them when the others have nothing more to do.
LONG = ("browser", "faults", "ready_pages", "test_bench_server.py", "test_shipped_server.py")


def _is_short(item: pytest.Item) -> bool:
    return item.path.relative_to(Path(__file__).parent).parts[0] not in LONG


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around the one that shuffles
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """A test that commits says so in the one way that puts the rows of migrations back before it."""
    yield
    items.sort(key=_is_short)
    careless = [item.nodeid for item in items if _commits(item) and not _puts_rows_back(item)]
    if careless:
        raise pytest.UsageError(f"Mark with django_db(transaction=True, serialized_rollback=True): {careless}")


def _puts_rows_back(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("serialized_rollback"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Where a test that rolls back follows one that commits, as it may when tests run side by side, put back the rows
    that migrations made. Django does so only before tests that commit, and expects those to come last."""
    result = yield
    if _commits(item) and nextitem is not None and not _commits(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_ready() -> None:
    """What an earlier test's pages were made of; its settings may have been other ones."""
    forget_ready_pieces()
    forget_html()


@pytest.fixture(autouse=True)
def first_language() -> Generator[None]:
    """A test that asked for a Spanish page leaves its language in force for the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def html_checker() -> Callable[[Mapping[str, str | bytes]], list[str]]:
    """`html_checker({"name of the page": html, …})` → what the Nu checker finds wrong; one start for all pages."""
    command = find_checker()
    if isinstance(command, str):
        pytest.skip(command)
    return lambda pages: messages(command, pages)


@pytest.fixture
def showcase() -> Showcase:
    return make_showcase()


@pytest.fixture
def one_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in Django's own test client: a request's end must not close the connection that the test's rows are in."""
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
