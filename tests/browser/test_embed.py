"""A series in a frame on another site, in a real browser: it shows there, fits a narrow column, and leads out of it."""

from collections.abc import Callable, Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from events.embed_code import SeriesEmbed, embed_code
from tests.browser.test_widths import LONG_TITLE, UNBROKEN, spills
from tests.factories import AT_NOW, make_event, make_series

pytestmark = AT_NOW


@pytest.fixture
def elsewhere() -> Generator[Callable[[str], str]]:
    """`elsewhere("<p>Their page</p>")` → the address of that page on another site."""
    pages = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages[0].encode())

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield lambda html: pages.append(html) or f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_shows_it_and_its_links_lead_out_of_the_frame(
    browser: Browser, live_server: LiveServer, elsewhere: Callable[[str], str]
) -> None:
    series = make_series(title_en="WINS")
    event = make_event(title_en="Sharing stories", series=series)
    line = embed_code(series, "en", live_server.url)
    other_page = f'<iframe title="x" src="{live_server.url}/en/events/"></iframe>'
    page = browser.new_context().new_page()  # on their site, where our tests' own complaints are not

    page.goto(elsewhere(f"<!doctype html><p>Their page</p>{line}{other_page}"))
    framed, refused = (page.frame_locator("iframe").nth(number) for number in (0, 1))

    expect(framed.get_by_role("heading", name="WINS")).to_be_visible()
    expect(refused.get_by_role("heading", name="Upcoming events")).to_have_count(0)
    framed.get_by_role("link", name="Español").click()
    expect(framed.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_text("Their page")).to_be_visible()
    framed.get_by_role("link", name=event.title_es).click()
    expect(page).to_have_url(live_server.url + event.address("es"))
    page.context.close()


@pytest.mark.parametrize("title", [LONG_TITLE, UNBROKEN], ids=["a long title", "an unbroken word"])
def test_it_fits_a_column_of_300_pixels(new_page: Callable, axe: Callable, title: str) -> None:
    series = make_series(title_es=title)
    make_event(title_es=title, series=series, languages=("en", "es"))
    page = new_page(width=300)

    page.goto(SeriesEmbed(series).address("es"))

    assert spills(page) == []
    assert axe(page) == []
