"""One process makes a page while the others wait for it, and none waits long for one that is gone."""

from time import monotonic
from typing import Any

import pytest
from django.core.cache import cache

from ciwo_site import turns
from ciwo_site.turns import claim


def never() -> bool:
    return False


def test_the_first_one_is_the_only_one_until_it_has_done() -> None:
    with claim(cache, "page", never):
        assert cache.add("page", 1) is False

    assert cache.add("page", 1) is True


def test_who_waits_goes_on_when_the_page_is_there_and_leaves_the_claim_alone() -> None:
    cache.add("page", 1, 60)
    looks = iter([False, False, True])

    with claim(cache, "page", lambda: next(looks)):
        pass

    assert cache.get("page") == 1
    assert list(looks) == []


def test_who_waits_takes_the_turn_of_one_that_made_nothing_to_keep() -> None:
    cache.add("page", 1, 60)
    looks = []

    def look() -> bool:
        looks.append(len(looks))
        cache.delete("page")
        return False

    with claim(cache, "page", look):
        assert cache.get("page") == 1

    assert looks == [0]
    assert cache.get("page") is None


def test_nobody_waits_long_for_one_that_was_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SECONDS_TO_WAIT", 0.1)
    cache.add("page", 1, 60)
    began = monotonic()

    with claim(cache, "page", never):
        assert monotonic() - began >= 0.1


def test_where_the_cache_fails_everybody_is_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of Django's it is: not all of them keep their failures to themselves, as ours do."""

    def fail(*_arguments: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", fail)
    monkeypatch.setattr(cache, "delete", fail)
    made = []

    for _process in range(2):
        with claim(cache, "page", never):
            made.append(1)

    assert made == [1, 1]


def test_a_claim_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(cache, "add", lambda *arguments: kept.append(arguments) or True)

    with claim(cache, "page", never):
        pass

    assert kept == [("page", 1, turns.SECONDS_OF_A_CLAIM)]
