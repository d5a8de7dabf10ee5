"""Settings of the site as it is, and a file that grows by a line for each page that Django makes, in whichever process."""

import os
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ciwo_site.settings import *  # noqa: F403 -- all but what follows
from ciwo_site.settings import MIDDLEWARE as SHIPPED

FILE = "BENCH_PAGES_MADE"  # names the file
MIDDLEWARE = [f"{__name__}.Counting", *SHIPPED]


class Counting:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with open(os.environ[FILE], "a") as file:
            file.write(f"{request.path}\n")
        return self.get_response(request)
