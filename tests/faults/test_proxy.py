"""nginx as deploy/ has it, in front of two web processes."""

import http.client
import signal
import ssl
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.factories import pdf_file
from tests.faults import proxy
from tests.faults.conftest import Large
from tests.faults.load import Load
from tests.faults.processes import SECONDS_TO_START, Serving, answers, are_new, wait_until
from tests.faults.proxy import HOST, Proxy
from tests.faults.test_growing import new_edition
from tests.faults.visitor import Visitor

LARGE = 3_000_000  # bytes, more than the proxy takes for readers' pages
SECRET = "bG9uZy1rZXktb2YtYS1wcml2YXRlLWxpbms:1abcde:c2lnbmF0dXJlLW9mLWl0LWFzLXdlbGw"


@pytest.fixture
def nginx(large: Large, tmp_path: Path) -> Generator[Proxy]:
    if proxy.find() is None:
        pytest.skip("nginx is not installed")
    started = Proxy(tmp_path / "proxy", [large.web.port, large.other.port])
    wait_until(lambda: answers(started.port), what="nginx")
    yield started
    started.kill()


def test_the_proxy_passes_on_what_readers_are_promised_and_logs_nobody(large: Large, nginx: Proxy) -> None:
    page = AtTheProxy(nginx).get("/en/events/?q=union")
    private = AtTheProxy(nginx).get(f"/en/private/preview/{SECRET}/")
    told = wait_until(lambda: (text := nginx.told()).count("\n") == 2 and text, what="two lines of a log")

    assert page.status == 200
    assert f'<link rel="canonical" href="https://{HOST}/en/events/' in page.text
    assert page.headers["Server"] == ""
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert len(private.headers["X-Request-ID"]) == 32  # nginx's own, by which both logs can be read together
    assert [line.split()[1:4] for line in told.splitlines()] == [
        ["GET", "/en/events/", "200"],
        ["GET", "/en/private/preview/", "403"],
    ]
    assert "127.0.0.1" not in told


def test_readers_pages_are_packed_and_those_of_staff_are_not(nginx: Proxy) -> None:
    readers, staff = (
        AtTheProxy(nginx).get(path, Accept_Encoding="br, gzip") for path in ("/en/events/", "/admin/login/")
    )

    assert (readers.status, readers.headers["Content-Encoding"]) == (200, "br")
    assert (staff.status, staff.headers["Content-Encoding"]) == (200, None)


def test_large_bodies_are_taken_from_staff_alone(
    large: Large, nginx: Proxy, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, stranger = AtTheProxy(nginx), AtTheProxy(nginx)
    staff.cookies = signed_in(large.web).cookies
    form = f"/admin/programs/resourceguide/{large.catalog.guide}/change/"
    fields = staff.form(form)

    # Older than the one of test_growing, which asks for the latest.
    taken = staff.post(form, fields | new_edition(fields, pdf_file().read() + b"%" * LARGE, version=6))
    by_the_proxy, by_the_site = (
        stranger.post(path, {"x": "x" * LARGE}).status for path in ("/en/events/", "/admin/login/")
    )

    assert taken.status == 302, taken.text
    assert by_the_proxy == 413
    # The site refuses at once. Where nginx was still sending then, it has no ear for why (502).
    assert by_the_site in (413, 502)


def test_plain_http_leads_to_https(nginx: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=10)
    connection.request("GET", "/es/?q=1", headers={"Host": HOST})
    answer = connection.getresponse()
    connection.close()

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/es/?q=1")


def test_behind_the_proxy_a_process_can_be_killed_under_load(large: Large, nginx: Proxy) -> None:
    with Load(lambda: AtTheProxy(nginx).get(large.catalog.guide_address), readers=2) as load:
        wait_until(lambda: load.asked > 10)
        large.other.kill()
        asked = load.asked
        wait_until(lambda: load.asked > asked + 20)

    assert (load.unanswered, load.broken) == ([], [])
    assert load.cut_off <= 2  # whose answer was on its way; each reader has one at a time
    assert set(load.answered) == {200}


def test_behind_the_proxy_a_reload_fails_no_request(small: Serving, tmp_path: Path) -> None:
    before = small.workers()
    nginx = Proxy(tmp_path / "proxy", [small.port])
    try:
        wait_until(lambda: answers(nginx.port), what="nginx")
        with Load(lambda: AtTheProxy(nginx).get("/en/events/"), readers=2) as load:
            wait_until(lambda: load.asked > 5)
            small.signal(signal.SIGHUP)
            wait_until(lambda: are_new(small.workers(), before), seconds=SECONDS_TO_START, what="new processes")
            asked = load.asked
            wait_until(lambda: load.asked > asked + 20)
    finally:
        nginx.kill()

    assert (load.unanswered, load.cut_off, load.broken) == ([], 0, [])
    assert set(load.answered) == {200}


class AtTheProxy(Visitor):
    """Somebody who knows the site by its name, and claims to come from elsewhere."""

    def __init__(self, nginx: Proxy) -> None:
        super().__init__(nginx.port)
        self.origin = f"https://{HOST}"
        self.always = {"Host": HOST, "X-Forwarded-For": "203.0.113.9"}

    def _connection(self) -> http.client.HTTPConnection:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=self.timeout, context=trusting)
