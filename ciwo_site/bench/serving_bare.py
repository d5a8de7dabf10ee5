"""Settings of a site that is nothing but one view, which returns the same bytes from a constant: what a server costs.

`manage.py bench_server` starts the shipped server with them. No middleware, no cache, no database.
"""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ciwo_site.settings import *  # noqa: F403 -- all but what follows


class NoMiddleware(list[str]):
    """An empty list, whatever is looked for in it: allauth, which has no part in this, refuses to start otherwise."""

    def __contains__(self, name: object) -> bool:
        return True


MIDDLEWARE = NoMiddleware()
ROOT_URLCONF = "ciwo_site.bench.serving_bare"
PAGE_CACHE = False

FOLDER = "BENCH_BYTES"  # names a folder: each file is an answer, and an empty one is a 304
CONSTANTS = {file.name: file.read_bytes() for file in Path(os.environ.get(FOLDER, os.devnull)).glob("*")}


def constant(_request: HttpRequest, name: str) -> HttpResponse:
    content = CONSTANTS[name]
    return HttpResponse(content) if content else HttpResponse(status=304)


urlpatterns = [path("<str:name>", constant)]
