"""What a reader's program is told with a kept page."""

import pytest

from ciwo_site.page_cache.entries import preferred_coding
from ciwo_site.page_cache.front import PageCache
from events.models import Event
from tests.factories import NOW, make_event
from tests.kept_pages import Counted
from tests.wsgi_reader import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("one_connection"),
]


def test_whoever_has_the_page_is_told_so(site: Counted, pages: PageCache) -> None:
    make_event()
    etag = ask(pages, "/en/events/").headers["ETag"]

    again = ask(pages, "/en/events/", HTTP_IF_NONE_MATCH=f'"other", {etag}')

    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == etag
    assert "Content-Type" not in again.headers
    assert len(site.asked) == 1


def test_the_tag_is_another_one_when_the_page_is(pages: PageCache) -> None:
    event = make_event()
    etag = ask(pages, "/en/events/").headers["ETag"]

    Event.objects.filter(pk=event.pk).update(title_en="Another title")

    assert ask(pages, "/en/events/", HTTP_IF_NONE_MATCH=etag).status == 200


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_page_is_packed_as_the_browser_likes_it(site: Counted, pages: PageCache, coding: str) -> None:
    make_event()
    plain = ask(pages, "/en/events/")

    packed = ask(pages, "/en/events/", HTTP_ACCEPT_ENCODING=coding)

    assert packed.text == plain.text
    assert packed.headers.get("Content-Encoding", "") == coding
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert int(packed.headers["Content-Length"]) == len(packed.body)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip;q=0.5, br; q=0", "gzip"), ("identity", ""), ("", "")],
)
def test_the_best_coding_that_is_accepted_is_chosen(accepted: str, coding: str) -> None:
    assert preferred_coding(accepted) == coding


def test_a_head_has_the_head_of_the_page(site: Counted, pages: PageCache) -> None:
    make_event()
    page = ask(pages, "/en/events/")

    head = ask(pages, "/en/events/", method="HEAD")

    assert (head.status, head.headers, head.body) == (200, page.headers, b"")
    assert len(site.asked) == 1


def test_a_page_may_be_kept_by_others_who_ask_before_they_use_it(pages: PageCache) -> None:
    make_event()

    headers = ask(pages, "/en/events/").headers

    assert headers["Cache-Control"] == "public, no-cache, stale-if-error=86400"
    assert "Content-Security-Policy" in headers
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_kept_page_has_no_number_of_the_request_that_it_was_made_for(pages: PageCache) -> None:
    make_event()

    assert "X-Request-ID" not in ask(pages, "/en/events/").headers
