"""A request that is refused for what it brings takes the page away from nobody."""

import pytest

from ciwo_site.slow_clients import TOO_LARGE
from tests.factories import AT_NOW, make_event
from tests.kept_pages import Counted, page_cache
from tests.wsgi_reader import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection"), AT_NOW]


def test_a_page_is_kept_though_somebody_asked_for_it_with_far_too_much() -> None:
    make_event()
    site = Counted()
    pages = page_cache(site)

    refused = ask(pages, "/en/events/", **{TOO_LARGE: "yes"})
    first, second = ask(pages, "/en/events/"), ask(pages, "/en/events/")

    assert refused.status == 413
    assert first == second
    assert "ETag" in first.headers
    assert len(site.asked) == 2
