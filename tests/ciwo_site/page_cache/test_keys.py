"""Two requests share a kept page only where Django would see the same address in them."""

from itertools import combinations, product
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from pytest_django import Settings

from ciwo_site.page_cache.front import _key

FORWARDED: list[dict[str, Any]] = [
    {},
    *({"HTTP_X_FORWARDED_PROTO": said} for said in ("https", "http", "https, http", "HTTPS", "")),
]
SERVERS: list[dict[str, Any]] = [
    {"SERVER_NAME": "catalog.example", "SERVER_PORT": "8001"},
    {"SERVER_NAME": "catalog.example", "SERVER_PORT": "8002"},
    {"SERVER_NAME": "catalog.example", "SERVER_PORT": "8002", "HTTP_HOST": "catalog.example"},
]


@pytest.mark.parametrize("proxy", [None, ("HTTP_X_FORWARDED_PROTO", "https")])
def test_another_origin_is_another_page(settings: Settings, proxy: tuple[str, str] | None) -> None:
    settings.SECURE_PROXY_SSL_HEADER, settings.ALLOWED_HOSTS = proxy, ["catalog.example"]
    environ = RequestFactory().get("/en/events/").environ
    asked = [
        environ | {"wsgi.url_scheme": scheme} | said | server
        for scheme, said, server in product(("http", "https"), FORWARDED, SERVERS)
    ]

    for one, other in combinations(asked, 2):
        assert (_key(one) == _key(other)) == (_address(one) == _address(other)), (one, other)


def test_another_path_or_question_is_another_page() -> None:
    asked = ("/en/", "/es/", "/en/?page=2", "/en/page=2/", "/en/%0Apage=2/", "/en/%0A/?page=2", "/en/?page=2%0A")

    assert len({_key(RequestFactory().get(path).environ) for path in asked}) == len(asked)


def _address(environ: dict[str, Any]) -> str:
    return WSGIRequest(environ).build_absolute_uri()
