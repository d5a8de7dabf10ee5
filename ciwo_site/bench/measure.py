"""What a page costs: queries, milliseconds in process, bytes."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

_ASSET = re.compile(rf'(?:href|src)="{re.escape(settings.STATIC_URL)}([^"#]+)')
_IN_SHEET = re.compile(r'url\("?([^")#]+)')


@dataclass(frozen=True, slots=True)
class Cost:
    queries: int
    median: float  # milliseconds
    p95: float  # milliseconds
    raw: int  # bytes of HTML
    gzipped: int  # bytes


def page_cost(path: str, repeats: int) -> Cost:
    """The cost of a page through every middleware, after one request that warms what a process keeps."""
    client = Client(SERVER_NAME="localhost")
    first = client.get(path)
    if first.status_code != 200:
        raise RuntimeError(f"{path} answered {first.status_code}.")
    with CaptureQueriesContext(connection) as captured:
        body = client.get(path).content
    queries = len(captured)  # now: the next request empties the log
    times = []
    for _repeat in range(repeats):
        start = perf_counter()
        client.get(path)
        times.append((perf_counter() - start) * 1000)
    return Cost(queries, median(times), quantiles(times, n=20)[-1], len(body), len(gzip.compress(body, 6)))


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: the page and all that it asks for, compressed as the server sends it."""

    requests: int
    size: int  # bytes
    script: int  # bytes of it that are script


def first_visit(path: str) -> Visit:
    """Add up a page and its static files, pictures that staff upload left out. Needs collected static files."""
    html = Client(SERVER_NAME="localhost").get(path).content
    names = set(_ASSET.findall(html.decode()))
    for sheet in [name for name in names if name.endswith(".css")]:
        text = (Path(settings.STATIC_ROOT) / sheet).read_text()
        names |= {str((Path("css") / name).as_posix()).replace("css/../", "") for name in _IN_SHEET.findall(text)}
    sizes = {name: _sent(Path(settings.STATIC_ROOT) / name) for name in names}
    script = sum(size for name, size in sizes.items() if name.endswith(".js"))
    return Visit(len(names) + 1, sum(sizes.values()) + len(gzip.compress(html, 6)), script)


def _sent(file: Path) -> int:
    """The size of a file as the server sends it: the brotli form where there is one."""
    packed = file.with_name(f"{file.name}.br")
    return (packed if packed.exists() else file).stat().st_size
