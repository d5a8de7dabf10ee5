import pytest

from ciwo_site.breaker import Breaker


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("ciwo_site.breaker.monotonic", lambda: now[0])
    return now


def test_everybody_passes_while_nothing_has_failed() -> None:
    breaker = Breaker(2)

    assert [breaker.lets_through() for _caller in range(3)] == [True, True, True]


def test_after_a_failure_nobody_waits_and_then_one_may_try(clock: list[float]) -> None:
    breaker = Breaker(2)
    breaker.failed()

    at_once = breaker.lets_through()
    clock[0] += 2
    later = [breaker.lets_through() for _caller in range(3)]

    assert (at_once, later) == (False, [True, False, False])


def test_everybody_passes_again_when_one_was_answered(clock: list[float]) -> None:
    breaker = Breaker(2)
    breaker.failed()
    clock[0] += 2
    breaker.lets_through()

    breaker.worked()

    assert [breaker.lets_through() for _caller in range(2)] == [True, True]
