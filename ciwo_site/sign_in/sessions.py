"""How long somebody stays signed in: some hours in all, and less where nothing happens. Times are seconds since 1970."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest

SIGNED_IN_AT, SEEN_AT, CONFIRMED_AT = "signed_in_at", "seen_at", "confirmed_at"
TOUCHED_EVERY = timedelta(minutes=1)  # a request within writes nothing


class End(StrEnum):
    IDLE = "idle"
    AGE = "age"


def begin(request: HttpRequest, at: datetime) -> None:
    """Whoever comes in has just proved who she is."""
    for name in (SIGNED_IN_AT, SEEN_AT, CONFIRMED_AT):
        request.session[name] = int(at.timestamp())


def end_of(request: HttpRequest, at: datetime) -> End | None:
    """Why the session is over at that moment, None while it goes on. One that does not know its beginning is over."""
    since_sign_in, since_sight = (_since(request, name, at) for name in (SIGNED_IN_AT, SEEN_AT))
    if since_sign_in is None or since_sight is None or since_sign_in > timedelta(hours=settings.STAFF_SESSION_HOURS):
        return End.AGE
    return End.IDLE if since_sight > timedelta(minutes=settings.STAFF_IDLE_MINUTES) else None


def touch(request: HttpRequest, at: datetime) -> None:
    """Somebody is there. Costs a write at most once a minute."""
    since_sight = _since(request, SEEN_AT, at)
    if since_sight is None or since_sight >= TOUCHED_EVERY:
        request.session[SEEN_AT] = int(at.timestamp())


def confirm(request: HttpRequest, at: datetime) -> None:
    request.session[CONFIRMED_AT] = int(at.timestamp())


def is_confirmed(request: HttpRequest, within: timedelta, at: datetime) -> bool:
    """Did this person prove who she is that short a time ago?"""
    since = _since(request, CONFIRMED_AT, at)
    return since is not None and since <= within


def end_elsewhere(request: HttpRequest, user: Any) -> None:
    """End the other sessions of this person. Costs a look at every session, of which staff have few."""
    for session in Session.objects.exclude(session_key=request.session.session_key):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _since(request: HttpRequest, name: str, at: datetime) -> timedelta | None:
    stored = request.session.get(name)
    return None if stored is None else timedelta(seconds=at.timestamp() - stored)
