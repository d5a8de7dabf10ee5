"""What a cache that fails is worth: nothing, and nothing more. The site works without it, slower.

`quietly` turns a failure into the answer of a cache that holds nothing, and says so in the log now and then. Counts are
kept by each process for itself meanwhile: else whoever guesses passwords would only have to wait for an outage.
"""

import logging
import pickle
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.cache.backends.locmem import LocMemCache

from ciwo_site.logs.now_and_then import NowAndThen

problems_of_caches = NowAndThen(logging.getLogger("ciwo_site.caches"))

# What another version of the site kept, of a class that this one does not have.
UNREADABLE = (pickle.UnpicklingError, AttributeError, ImportError, EOFError)

Method = TypeVar("Method", bound=Callable[..., Any])

# Numbers, moments and keys of a few bytes; never a page.
COUNTS = (int, float, list, bytes)
LONGEST_COUNT = 100  # bytes, or moments in a list
counts = LocMemCache("counts while the cache is gone", {"OPTIONS": {"MAX_ENTRIES": 5000}})


def say(problem: Exception) -> None:
    """The problem's kind says enough."""
    problems_of_caches.say("The cache does not work (%s); the site goes on without it.", type(problem).__name__)


def _is_count(value: Any) -> bool:
    return isinstance(value, COUNTS) and (isinstance(value, int | float) or len(value) <= LONGEST_COUNT)


# What each method of Django's caches answers meanwhile. Of what is no count nothing is there, `add` says yes because nobody
# else can be known to have been first, and `incr` raises what Django's caches raise for a key that they do not hold.
def _add(key: str, value: Any, *rest: Any, **options: Any) -> bool:
    return counts.add(key, value, *rest, **options) if _is_count(value) else True


def _set(key: str, value: Any, *rest: Any, **options: Any) -> None:
    if _is_count(value):
        counts.set(key, value, *rest, **options)


def _default(_key: str, default: Any = None, *_arguments: Any, **_options: Any) -> Any:
    return default


def _answer(value: Callable[[], Any]) -> Callable[..., Any]:
    return lambda *_arguments, **_options: value()


def _all_keys(data: Any, *_arguments: Any, **_options: Any) -> list[str]:
    return list(data)


MEANWHILE: dict[str, Callable[..., Any]] = {
    "add": _add,
    "get": counts.get,
    "set": _set,
    "touch": counts.touch,
    "delete": counts.delete,
    "get_many": _answer(dict),
    "has_key": counts.has_key,
    "incr": counts.incr,
    "set_many": _all_keys,
    "delete_many": _answer(lambda: None),
    "clear": _answer(lambda: False),
}


# A full disk or a copy of Redis can still be read (and deleted from). Else each read would bring back the count of before.
KEEP = {"add", "set", "touch", "incr", "set_many"}


def quietly(*problems: type[Exception]) -> Callable[[Method], Method]:
    """For a method of a cache that has a `breaker`: what it answers when one of these problems comes up.

    Where something could not be kept, the cache holds nothing until something can be.
    """

    def decorate(method: Method) -> Method:
        meanwhile, keeps = MEANWHILE[method.__name__], method.__name__ in KEEP

        @wraps(method)
        def guarded(self: Any, *arguments: Any, **options: Any) -> Any:
            if (self.breaker.is_for_writing and not keeps) or not self.breaker.lets_through():
                return meanwhile(*arguments, **options)
            try:
                answer = method(self, *arguments, **options)
            except UNREADABLE:
                return _default(*arguments, **options)
            except problems as problem:
                self.breaker.failed(writing=keeps)
                say(problem)
                return meanwhile(*arguments, **options)
            self.breaker.worked()
            return answer

        return cast("Method", guarded)

    return decorate
