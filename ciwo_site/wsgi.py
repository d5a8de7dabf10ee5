"""What the server calls."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from ciwo_site.error_reports import response_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciwo_site.settings")

handler = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 -- every view is imported now, and not while the first reader waits


def django_alone(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    return response_in(handler(environ, start_response))


application: Callable[..., Iterable[bytes]] = django_alone
if settings.PAGE_CACHE:
    from ciwo_site.page_cache.front import PageCache

    application = PageCache(application)
