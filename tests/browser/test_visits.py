"""What a visit costs a reader: everything that crosses the line from the server as it is shipped, icons and all."""

import re
from collections.abc import Callable, Generator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.meter import Meter
from tests.faults.processes import Site, wait_until

MOST_BYTES = 60_000
MOST_REQUESTS = 10
ICON = "GET /static/icon."  # a browser asks for it when the page is there, in its own time
PAGES = {
    "en": {"home": "/en/", "list": "/en/events/", "event": "/en/events/", "guide": "/en/guides/"},
    "es": {"home": "/es/", "list": "/es/eventos/", "event": "/es/eventos/", "guide": "/es/guias/"},
}


@pytest.fixture(scope="module")
def meter(tmp_path_factory: pytest.TempPathFactory) -> Generator[Meter]:
    """The demo's content on the shipped server, behind a line that counts."""
    site = Site(tmp_path_factory.mktemp("visits"), STATIC_HASHED="on")
    site.run("demo", "--no-serve")
    server = site.serve().wait_until_it_answers()
    meter = Meter(server.port)
    yield meter
    meter.close()
    site.close()


@pytest.fixture
def visitor(browser: Browser, meter: Meter) -> Generator[Callable[[], BrowserContext]]:
    """`visitor()` → somebody who was never here, on a telephone."""
    contexts = []

    def arrive() -> BrowserContext:
        contexts.append(browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True))
        return contexts[-1]

    yield arrive
    for context in contexts:
        context.close()


def address(meter: Meter, language: str, page: str) -> str:
    """Of the first event or guide of its list, or of the page itself."""
    listed = f"http://localhost:{meter.port}{PAGES[language][page]}"
    if page in ("home", "list"):
        return listed
    with urlopen(listed) as answer:
        found = re.search(rf'href="({PAGES[language][page]}\d+-[^"/]+/)"', answer.read().decode())
    assert found, listed
    return f"http://localhost:{meter.port}{found[1]}"


def visit(context: BrowserContext, address: str, meter: Meter, last: str) -> list[str]:
    """Open a page in a window of its own, to its end and to an answer to `last`; the requests in it, sorted."""
    meter.start_anew()
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Page.getAppManifest")  # as telephones ask for it
    wait_until(lambda: last in "\n".join(meter.requests), what=f"{last} among {meter.requests}")
    wait_until(lambda: meter.is_quiet, what="all answers")
    page.close()
    return sorted(meter.requests)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", ["home", "list", "event", "guide"])
def test_a_first_visit_is_light_and_the_next_one_is_a_question(
    visitor: Callable[[], BrowserContext], meter: Meter, language: str, page: str
) -> None:
    target, context = address(meter, language, page), visitor()
    asked = f"GET {target.removeprefix(f'http://localhost:{meter.port}')}"

    first = visit(context, target, meter, last=ICON)
    size = meter.size
    second = visit(context, target, meter, last=asked)

    assert asked in first
    assert len(first) == len(set(first)) <= MOST_REQUESTS, first
    assert size < MOST_BYTES
    assert second == [asked]
    assert meter.size < 2_000  # 304, and its headers


def test_the_meter_counts_what_crosses_the_line(meter: Meter) -> None:
    meter.start_anew()

    with urlopen(f"http://localhost:{meter.port}/healthz") as answer:
        body = answer.read()

    assert meter.requests == ["GET /healthz"]
    assert meter.size > len(body)
