"""Proving again who one is, before accounts, roles and second factors are touched."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ciwo_site.sign_in import sessions

TO_OPEN = timedelta(minutes=15)
TO_SEND = timedelta(hours=1)  # a form takes its time, and what was typed should not be lost


def is_confirmed(request: HttpRequest) -> bool:
    """Recently enough for what the request wants: to look at a form, or to send it."""
    within = TO_SEND if request.method == "POST" else TO_OPEN
    return sessions.is_confirmed(request, within, timezone.now())


def ask(request: HttpRequest) -> HttpResponse:
    """To the page that asks for the password or a factor, and from there back."""
    if request.method == "POST" and request.user.is_authenticated:  # nobody else has a session, and none is begun
        messages.warning(request, _("Nothing was saved: too much time had passed. Please do it once more."))
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def confirmed(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a method of an admin class: first the proof, then the page."""

    @wraps(view)
    def inner(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(self, request, *args, **kwargs) if is_confirmed(request) else ask(request)

    return inner
