"""Nobody is watched: what a browser asks for and keeps on every public page, recorded by the browser itself."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from events.parts import EntryPart
from tests.factories import AT_NOW
from tests.showcase import make_showcase

pytestmark = AT_NOW

# Every way that a page has to keep something, counted by asking afterwards and by watching the functions that write.
WATCH = """
(() => {
    const written = (window.__written = []);
    const watch = (holder, name) => {
        const original = holder[name];
        if (original) holder[name] = function (...given) { written.push(name); return original.apply(this, given); };
    };
    watch(Storage.prototype, "setItem");
    watch(IDBFactory.prototype, "open");
    if (window.CacheStorage) watch(CacheStorage.prototype, "open");
    if (window.ServiceWorkerContainer) watch(ServiceWorkerContainer.prototype, "register");
    watch(Navigator.prototype, "sendBeacon");
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
    Object.defineProperty(document, "cookie", {
        get: () => cookie.get.call(document),
        set: (value) => { written.push(`cookie ${value}`); cookie.set.call(document, value); },
    });
})()
"""
KEPT = """
async () => ({
    written: window.__written,
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((found) => found.name),
    caches: window.caches ? await caches.keys() : [],
    workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
    name: window.name,
})
"""
NOTHING = {
    "written": [],
    "cookie": "",
    "local": [],
    "session": [],
    "databases": [],
    "caches": [],
    "workers": 0,
    "name": "",
}


@pytest.fixture
def record(page: Page, live_server: LiveServer) -> Callable[[str], dict[str, Any]]:
    """`record("/en/")` → what a visit to a page asked for from elsewhere, was sent, and kept."""
    asked: list[Request] = []
    answered: list[Response] = []
    page.context.on("request", lambda request: asked.append(request))
    page.context.on("response", lambda response: answered.append(response))
    page.add_init_script(WATCH)

    def visit(path: str) -> dict[str, Any]:
        asked.clear()
        answered.clear()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 4000)  # what is loaded late
        found = page.evaluate(KEPT)
        sent = [f"{request.url} Cookie" for request in asked if "cookie" in request.all_headers()]
        return {
            **{name: value for name, value in found.items() if value != NOTHING[name]},
            **({"cookies": cookies} if (cookies := page.context.cookies()) else {}),
            **({"sent": sent} if sent else {}),
            **({"elsewhere": away} if (away := [r.url for r in asked if not ours(r.url, live_server.url)]) else {}),
            **({"set": given} if (given := [r.url for r in answered if "set-cookie" in r.all_headers()]) else {}),
            **({"referrers": told} if (told := [r.url for r in asked if tells_of_the_page(r)]) else {}),
        }

    return visit


def tells_of_the_page(request: Request) -> bool:
    """A style sheet's own requests follow the policy of the sheet, which the live server gives without our headers; that
    those are there in production is in tests/test_headers.py."""
    return "referer" in request.all_headers() and "/static/" not in request.url


def ours(address: str, origin: str) -> bool:
    return address.startswith((f"{origin}/", "data:"))


def test_no_public_page_keeps_anything_or_asks_anybody_else(record: Callable[[str], dict[str, Any]]) -> None:
    showcase = make_showcase()
    form = EntryPart(showcase.upcoming, "access-request")
    pages = {**showcase.every_address(), "the door": "/", "an unknown page": "/en/nothing/", "a form": form.address()}

    found = {name: record(path) for name, path in pages.items()}

    assert {name: kept for name, kept in found.items() if kept} == {}


def test_the_recorder_notices(page: Page, record: Callable[[str], dict[str, Any]]) -> None:
    page.add_init_script('localStorage.setItem("seen", "1"); document.cookie = "seen=1"')

    found = record("/en/")

    assert found["local"] == ["seen"]
    assert "setItem" in found["written"]
    assert [cookie["name"] for cookie in found["cookies"]] == ["seen"]
