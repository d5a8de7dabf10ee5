"""Who of the staff is at work: known to whatever keeps a record of it, however far from the request that is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

_person: ContextVar[Any] = ContextVar("person at work", default=None)


@contextmanager
def acting(user: Any) -> Iterator[None]:
    """What is recorded within was done by this user; by nobody in particular if it is None."""
    token = _person.set(user)
    try:
        yield
    finally:
        _person.reset(token)


def acting_person() -> Any | None:
    """The account of the person at work; None in the shell, in commands and in readers' requests."""
    user = _person.get()
    return user if user is not None and user.is_authenticated else None


def acting_for_the_user(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view during which the person who asks is the one at work."""

    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> Any:
        with acting(request.user):
            return view(request, *args, **kwargs)

    return inner
