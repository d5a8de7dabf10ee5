"""The door of the admin, which every address under /admin/ has to pass: sessions end, a second factor may be missing."""

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ciwo_site.sign_in import confirmation, factors, sessions
from ciwo_site.sign_in.adapter import ADMIN
from ciwo_site.sign_in.sessions import End

# What somebody may open who still has to set up a second factor.
OPEN = {
    "account_change_password",
    "account_login",
    "account_reauthenticate",
    "admin:jsi18n",
    "admin:logout",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_view_recovery_codes",
    "set_language",
}


class StaffDoor:
    """Placed after django-allauth's middleware. Readers' addresses pass without a look at any cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path_info.startswith(ADMIN) or not request.user.is_authenticated:
            return None
        at = timezone.now()
        if not request.user.is_staff:
            return self._out(request, "")
        if end := sessions.end_of(request, at):
            return self._out(request, _words_for(end))
        sessions.touch(request, at)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in OPEN and factors.is_missing(request.user):
            messages.warning(request, _("Your account needs a second factor before you go on. Please set one up here."))
            return redirect("mfa_index")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """django-allauth would keep a form that was sent too late, and the address it came from, in the session."""
        return confirmation.ask(request) if isinstance(exception, ReauthenticationRequired) else None

    @staticmethod
    def _out(request: HttpRequest, words: str) -> HttpResponse:
        logout(request)
        if words:
            messages.info(request, words)
        return redirect_to_login(request.get_full_path())


def _words_for(end: End) -> str:
    if end == End.IDLE:
        return _("You were signed out because nothing had happened for a while. What you had typed is one page back.")
    return _("You were signed out because your last sign-in was long ago. What you had typed is one page back.")
