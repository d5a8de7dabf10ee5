from pathlib import Path

import pytest

from ciwo_site.caches.address import cache_settings

VAR = Path("/var/catalog")


@pytest.mark.parametrize(
    ("address", "backend", "location"),
    [
        ("", "ciwo_site.caches.machine.MachineCache", "/var/catalog/cache.sqlite3"),
        ("sqlite:////srv/cache.sqlite3", "ciwo_site.caches.machine.MachineCache", "/srv/cache.sqlite3"),
        ("redis://cache:6379/1", "ciwo_site.caches.shared.SharedCache", "redis://cache:6379/1"),
        ("rediscache://cache:6379/1", "ciwo_site.caches.shared.SharedCache", "redis://cache:6379/1"),
        ("rediss://:secret@cache/0", "ciwo_site.caches.shared.SharedCache", "rediss://:secret@cache/0"),
        ("locmemcache://tests", "django.core.cache.backends.locmem.LocMemCache", "tests"),
    ],
)
def test_an_address_chooses_the_cache(address: str, backend: str, location: str) -> None:
    found = cache_settings(address, VAR)

    assert (found["BACKEND"], found["LOCATION"]) == (backend, location)
