"""What the server calls."""

import os
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciwo_site.settings")

application: Callable[..., Iterable[bytes]] = get_wsgi_application()
if settings.PAGE_CACHE:
    from ciwo_site.page_cache.front import PageCache

    application = PageCache(application)
