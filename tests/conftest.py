"""Settings that differ in tests, and the fixtures that any test may use."""

from collections.abc import Callable, Generator, Mapping

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from django.utils import translation

from tests.html_checker import find_checker, messages
from tests.template_variables import RefuseUndefined

hypothesis.settings.register_profile("tests", deadline=None, database=None)  # a busy machine is not a failure
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


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


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
