"""Fixtures for tests in a real browser. Every test in this folder may use the database, which is put back afterwards."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import MISSING, launch
from tests.browser.complaints import Complaints

MILLISECONDS = 60_000  # for a page to come, and for what it shows: a busy machine is not a failure
expect.set_options(timeout=MILLISECONDS)

AXE_OPTIONS = {
    "preload": False,  # axe would copy imported style sheets into inline ones, which the content policy refuses
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, off by default
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            # The server's threads see only what is committed; the rows that migrations made come back after each test.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="package")
def browser(django_db_setup: None) -> Generator[Browser]:
    """Playwright's event loop makes Django refuse the database in this thread, so that is allowed while it runs, no longer."""
    rows_of_migrations = connection._test_serialized_contents
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connection._test_serialized_contents = rows_of_migrations  # within a loop, Django makes connections anew
        started = launch(playwright)
        if started is None:
            pytest.skip(MISSING)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Generator[Callable[..., Page]]:
    """`new_page(width=360, dark=True, script=False, language="es")`, each a visitor of its own; `page.goto("/en/")`.

    The test fails if a page logged an error, broke the content policy, or asked another host for anything.
    """
    contexts = []
    complaints = Complaints(live_server.url)

    def make(
        width: int = 1280, height: int = 800, *, dark: bool = False, script: bool = True, language: str = "en-US"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale=language,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        complaints.listen(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert complaints.heard == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def sign_in(new_page: Callable[..., Page], live_server: LiveServer) -> Callable[..., Page]:
    """`sign_in("Translator", start="/admin/board/", width=360)` → that page as somebody with that role sees it.

    The session is made without the form, which has its own test. "root" is a person who may do everything.
    """

    def enter(role: str = "Editor", start: str = "/admin/", **options: Any) -> Page:
        user, _is_new = User.objects.get_or_create(username=role, is_staff=True, is_superuser=role == "root")
        if role != "root":
            user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = new_page(**options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": f"{live_server.url}/admin/"}]
        )
        page.goto(start)
        return page

    return enter


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`axe(page)` → what axe finds against accessibility, as sentences; `axe(page, rules=[…])`: by these rules alone."""

    def check(page: Page, rules: list[str] | None = None) -> list[str]:
        options = AXE_OPTIONS if rules is None else AXE_OPTIONS | {"runOnly": rules, "rules": {}}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]

    return check
