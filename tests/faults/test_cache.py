"""Redis gone or silent: the site works, hardly slower."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from statistics import median

from tests.faults.conftest import METRICS_TOKEN, SECONDS_TO_RECOVER, Large, readiness_says
from tests.faults.processes import Redis, Serving, frozen, wait_until
from tests.faults.visitor import Answer, Visitor

SECONDS_THAT_IT_MAY_COST = 0.5


def test_with_the_cache_gone_pages_and_forms_work(large: Large, signed_in: Callable[[Serving], Visitor]) -> None:
    reader, staff = Visitor(large.web.port), signed_in(large.web)
    reader.get("/en/events/")
    large.redis.kill()
    try:
        answers = [reader.get("/en/events/"), ask_for_captions(large, reader), staff.get("/admin/")]
        is_said = readiness_says(large.web.port, "The cache does not answer; the site works without it, slower.")
    finally:
        large.redis = Redis(large.site.folder, large.redis.port)
    wait_until(lambda: is_kept(large, reader), seconds=SECONDS_TO_RECOVER, what="a page that is kept again", every=0.2)

    assert [answer.status for answer in answers] == [200, 303, 200]
    assert "Age" not in answers[0].headers  # the page as it is
    assert is_said


def test_a_cache_that_accepts_and_never_answers_costs_a_page_at_most_half_a_second(large: Large) -> None:
    """A page asks it twice for what is kept, and keeps what it made; a form counts in it."""
    reader, never_asked = Visitor(large.web.port), addresses()
    page = median(reader.get(next(never_asked)).seconds for _time in range(3))
    form = median(ask_for_captions(large, reader).seconds for _time in range(3))
    with frozen(large.redis.process.pid):
        pages = [reader.get(next(never_asked)) for _time in range(3)]
        forms = [ask_for_captions(large, reader) for _time in range(3)]
    wait_until(lambda: is_kept(large, reader), seconds=SECONDS_TO_RECOVER, what="a page that is kept again", every=0.2)

    assert {answer.status for answer in pages} == {200}
    assert {answer.status for answer in forms} <= {303, 429}
    assert max(answer.seconds for answer in pages) < page + SECONDS_THAT_IT_MAY_COST
    assert max(answer.seconds for answer in forms) < form + SECONDS_THAT_IT_MAY_COST


def addresses() -> Iterator[str]:
    """Of pages that nobody asked for, which are made for the first to do so."""
    return (f"/en/events/?time={number}" for number in count())


def is_kept(large: Large, reader: Visitor) -> bool:
    """Was the page served without being made? The site's own figures say so."""
    before = kept_pages(large, reader)
    return reader.get("/en/events/").status == 200 and kept_pages(large, reader) > before


def kept_pages(large: Large, reader: Visitor) -> float:
    figures = reader.get("/metrics", Authorization=f"Bearer {METRICS_TOKEN}").text
    found = re.search(r'^catalog_pages_total{how="kept"} (\S+)$', figures, re.MULTILINE)
    return float(found[1]) if found else 0.0


def ask_for_captions(large: Large, reader: Visitor) -> Answer:
    """A reader's form, which is counted in the cache."""
    return reader.post(f"{large.catalog.event_address}access/", {"captions": "on"})
