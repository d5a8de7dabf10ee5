"""Redis, for any number of processes on any number of machines; and never a reason for a page to fail or to wait."""

from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import RedisError
from redis.retry import Retry

from ciwo_site.breaker import Breaker
from ciwo_site.caches.quiet import quietly

# For connecting and for each answer. Both together stay under the half second that a silent cache may cost a page.
SECONDS_TO_WAIT = 0.2
SECONDS_BETWEEN_ATTEMPTS = 2.0

quiet = quietly(RedisError, OSError)


class SharedCache(RedisCache):
    """Django's own, with an end to its patience. After one failure it is left alone for two seconds."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": SECONDS_TO_WAIT,
            "socket_timeout": SECONDS_TO_WAIT,
            # Once more at once where a connection was cut, as after a restart; never after waiting in vain.
            "retry": Retry(NoBackoff(), 1, supported_errors=(Disconnected,)),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self.breaker = _breaker

    add = quiet(RedisCache.add)
    get = quiet(RedisCache.get)
    set = quiet(RedisCache.set)
    touch = quiet(RedisCache.touch)
    delete = quiet(RedisCache.delete)
    get_many = quiet(RedisCache.get_many)
    has_key = quiet(RedisCache.has_key)
    incr = quiet(RedisCache.incr)
    set_many = quiet(RedisCache.set_many)
    delete_many = quiet(RedisCache.delete_many)
    clear = quiet(RedisCache.clear)


_breaker = Breaker(SECONDS_BETWEEN_ATTEMPTS)  # Django makes a cache for each thread; they find out together
