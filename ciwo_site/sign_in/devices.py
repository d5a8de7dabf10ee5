"""Which browsers somebody has used before: a signed cookie under the admin's path, and nothing in the database.

It opens nothing. A sign-in from a browser without it is told by mail; a browser with it may send large files, and has
attempts of its own, so that a stranger who guesses at a name cannot lock out the person whose name it is.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "staff_device"
SALT = "ciwo_site.sign_in.devices"
AGE = 400 * 24 * 60 * 60  # seconds; browsers keep no cookie longer
PEOPLE = 8  # who share a browser


def is_known(request: HttpRequest, user: Any) -> bool:
    return _mark(user) in _marks(request.COOKIES)


def is_somebodys(cookies: Mapping[str, str]) -> bool:
    """Has anybody signed in from there, whoever it was? Costs no query."""
    return bool(_marks(cookies))


def remember(request: HttpRequest, response: HttpResponseBase, user: Any) -> None:
    others = [mark for mark in _marks(request.COOKIES) if mark != _mark(user)]
    response.set_cookie(
        COOKIE,
        signing.dumps([_mark(user), *others][:PEOPLE], salt=SALT),
        max_age=AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(cookies: Mapping[str, str]) -> list[str]:
    try:
        return signing.loads(cookies.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []


def _mark(user: Any) -> str:
    """One account with its present password: after a new one, every browser is new again."""
    return salted_hmac(SALT, f"{user.pk}:{user.password}", algorithm="sha256").hexdigest()[:20]
