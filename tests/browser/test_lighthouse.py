"""What Lighthouse says of the pages that most readers see. Its fourth score, speed, is `.ci/lighthouse`'s."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import MISSING, find_chromium
from tests.factories import AT_NOW
from tests.lighthouse import find_lighthouse, scores
from tests.showcase import make_showcase

pytestmark = AT_NOW

FULL = {"accessibility": 100, "best-practices": 100, "seo": 100, "faults": []}
PAGES = ("home", "event-list", "an upcoming event", "a guide")


def test_lighthouse_has_nothing_to_add(browser: Browser, live_server: LiveServer) -> None:
    tools = find_lighthouse()
    if isinstance(tools, str):
        pytest.skip(tools)
    program = find_chromium(browser.browser_type.executable_path)
    assert program, MISSING
    showcase = make_showcase()
    pages = [f"{live_server.url}{showcase.addresses(language)[name]}" for language in ("en", "es") for name in PAGES]

    found = scores(tools, program, pages)

    assert found == dict.fromkeys(pages, FULL)
