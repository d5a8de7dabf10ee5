"""Settings that are wrong for a deployment."""

from typing import Any

import pytest
from pytest_django import Settings

from ciwo_site.doctor import configuration
from tests.ciwo_site.doctor.found import words

pytestmark = pytest.mark.django_db

KEY = "kX9-a-key-that-is-long-enough-and-has-many-letters-0123456789"


@pytest.fixture
def as_deployed(settings: Settings) -> Settings:
    settings.ALLOWED_HOSTS = ["wins.example.org"]
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECRET_KEY = KEY
    settings.STAFF_SECOND_FACTOR = "required"
    return settings


def test_settings_of_a_deployment_are_well(as_deployed: Settings) -> None:
    assert list(configuration.findings()) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", ["*"], "takes every name"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "only this machine’s own names"),
        ("SECRET_KEY", "short", "SECRET_KEY is shorter"),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY is shorter"),
        ("HTTPS", False, "HTTPS is off"),
        ("SECURE_PROXY_SSL_HEADER", None, "every page redirects to itself"),
        ("METRICS_TOKEN", "guess", "METRICS_TOKEN is shorter"),
        ("MAINTENANCE", True, "MAINTENANCE is on"),
        ("STAFF_SECOND_FACTOR", "optional", "password alone"),
        ("X_FRAME_OPTIONS", "SAMEORIGIN", "X_FRAME_OPTIONS"),  # one of Django's own checks
    ],
)
def test_a_setting_that_is_wrong_is_found(as_deployed: Settings, name: str, value: Any, said: str) -> None:
    setattr(as_deployed, name, value)

    assert said in words(configuration.findings())
