"""Redis gone or silent: the site works, hardly slower."""

from collections.abc import Callable, Iterator
from itertools import count

from redis import Redis as Client

from tests.faults.conftest import SECONDS_TO_RECOVER, Large, readiness_says
from tests.faults.processes import Redis, Serving, frozen, wait_until
from tests.faults.visitor import Answer, Visitor
from tests.least import least

SECONDS_THAT_IT_MAY_COST = 0.5


def test_with_the_cache_gone_pages_and_forms_work(large: Large, signed_in: Callable[[Serving], Visitor]) -> None:
    reader, staff, never_asked = Visitor(large.web.port), signed_in(large.web), addresses("gone")
    reader.get("/en/events/")
    large.redis.kill()
    try:
        answers = [reader.get("/en/events/"), ask_for_captions(large, reader), staff.get("/admin/")]
        is_said = readiness_says(large.web.port, "The cache does not answer; the site works without it, slower.")
    finally:
        large.redis = Redis(large.site.folder, large.redis.port)
    wait_until(
        lambda: is_kept(large, reader, next(never_asked)),
        seconds=SECONDS_TO_RECOVER,
        what="a page that is kept again",
        every=0.2,
    )

    assert [answer.status for answer in answers] == [200, 303, 200]
    assert "Age" not in answers[0].headers  # the page as it is
    assert is_said


def test_a_cache_that_accepts_and_never_answers_costs_a_page_at_most_half_a_second(large: Large) -> None:
    """A page asks it twice for what is kept, and keeps what it made; a form counts in it."""
    reader, never_asked = Visitor(large.web.port), addresses("silent")

    def cost_of(ask: Callable[[], Answer], *statuses: int) -> float:
        """Of silence, to the first who meets it: every time after one whom the cache answered."""
        usual = ask()
        with frozen(large.redis.process.pid):
            answer = ask()
        wait_until(
            lambda: is_kept(large, reader, next(never_asked)),
            seconds=SECONDS_TO_RECOVER,
            what="a page kept again",
            every=0.2,
        )
        assert answer.status in statuses
        return answer.seconds - usual.seconds

    def page() -> float:
        return cost_of(lambda: reader.get(next(never_asked)), 200)

    def form() -> float:
        return cost_of(lambda: ask_for_captions(large, reader), 303, 429)

    for cost in (page, form):
        assert least(cost, enough=SECONDS_THAT_IT_MAY_COST) < SECONDS_THAT_IT_MAY_COST


def addresses(name: str) -> Iterator[str]:
    """Of pages that nobody asked for, which are made for the first to do so."""
    return (f"/en/events/?{name}={number}" for number in count())


def is_kept(large: Large, reader: Visitor, never_asked: str) -> bool:
    """Is a page that is made put into the cache? What a process holds itself says nothing of it."""
    with Client(port=large.redis.port) as client:
        before = client.dbsize()
        return reader.get(never_asked).status == 200 and client.dbsize() > before


def ask_for_captions(large: Large, reader: Visitor) -> Answer:
    """A reader's form, which is counted in the cache."""
    return reader.post(f"{large.catalog.event_address}access/", {"captions": "on"})
