"""A page cache before a site that counts what it is asked for."""

import pytest

from ciwo_site.page_cache.front import PageCache
from tests.kept_pages import Counted, page_cache


@pytest.fixture
def site() -> Counted:
    return Counted()


@pytest.fixture
def pages(site: Counted) -> PageCache:
    return page_cache(site)
