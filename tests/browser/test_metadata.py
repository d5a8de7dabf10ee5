"""What a browser makes of the head: structured data breaks no policy, and the manifest has no fault."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.factories import AT_NOW
from tests.showcase import make_showcase

pytestmark = AT_NOW


def test_a_block_of_data_is_read_and_the_policy_has_nothing_against_it(new_page: Callable[..., Page]) -> None:
    event = make_showcase().upcoming
    page = new_page()
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', (event) => refused.push(event.blockedURI))"
    )

    page.goto(event.address("es"))
    told = page.locator('script[type="application/ld+json"]').text_content() or ""

    assert page.evaluate("window.refused") == []  # and new_page fails where the console says anything
    assert json.loads(told)["@context"] == "https://schema.org"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_manifest_has_no_fault_and_can_be_installed(new_page: Callable[..., Page], language: str) -> None:
    page = new_page()
    page.goto(f"/{language}/")

    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["lang"] == language
    assert [problem["errorId"] for problem in problems if problem["errorId"] != "in-incognito"] == []
