"""What django-allauth asks of the site: who is let in, what a refusal says, where somebody is led afterwards."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from ciwo_site.drawers import drawer_of
from ciwo_site.sign_in import confirmation, devices, letters
from ciwo_site.sign_in.happenings import Happening, Method, tell

ADMIN = "/admin/"

# What is written to the owner of an account by mail, by allauth's name for it.
NOTICES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "mfa/email/totp_activated": "factor_added",
    "mfa/email/webauthn_added": "factor_added",
    "mfa/email/totp_deactivated": "factor_removed",
    "mfa/email/webauthn_removed": "factor_removed",
    "mfa/email/recovery_codes_generated": "codes_made",
}


# As in ACCOUNT_RATE_LIMITS.
TOO_MANY = _(
    "Too many attempts did not fit. Please wait five minutes, then try again. "
    "After fifty in one day, it can take a day."
)


class StaffAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "This name and this password do not belong together. Capital letters count in the password."
        ),
        "incorrect_password": _("This is not your password. Capital letters count."),
        "enter_current_password": _("This is not your present password. Capital letters count."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    # Who comes in ---------------------------------------------------------------------------------------------------

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._tell_once(request, Happening.LOCKED, credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._tell_once(request, Happening.REFUSED, credentials)

    def _tell_once(self, request: HttpRequest, happening: Happening, credentials: dict[str, Any]) -> None:
        """Bounded, so that somebody who tries names all day fills no table. Names that nobody has share one bound."""
        user = user_named(credentials.get("username", ""))
        key = "nobody" if user is None else f"account-{user.pk}"
        if ratelimit.consume(request, action=f"record_{happening}", key=key):
            tell(happening, user)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted for each name, existing or not; a browser that knows the account counts its own.

        Not for each host, as django-allauth does: one in capitals, or with its port, would begin to count anew. The kind
        of count comes first, because a name may hold anything.
        """
        name = credentials.get("username", "")
        user = user_named(name)
        is_known = user is not None and devices.is_known(request, user)
        return f"{'known' if is_known else 'new'}:{name.lower()}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """A drawer and no address: see ciwo_site/drawers.py."""
        return f"drawer-{drawer_of(request, 'sign-in:key')}"

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    # What follows ---------------------------------------------------------------------------------------------------

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        response = super().post_login(request, user, **facts)
        is_new = not devices.is_known(request, user)
        tell(Happening.SIGNED_IN, user, method=_method(request, user), is_new_device=is_new)
        if is_new:
            letters.write("new_device", user.email, {"name": user.get_username(), "account": _here(request)})
        devices.remember(request, response, user)
        return response

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        return not confirmation.is_confirmed(context.request)

    def is_safe_url(self, url: str) -> bool:
        """Within the admin of this very host, and nowhere else."""
        return url.startswith(ADMIN) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # pages and forms alone

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    # Mail -----------------------------------------------------------------------------------------------------------

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if name := NOTICES.get(template_prefix):
            letters.write(name, user.email, {"name": user.get_username(), "account": _here(self.request)})

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        if user.is_staff:
            address = context["password_reset_url"]
            letters.write("password_reset", user.email, {"name": user.get_username(), "address": address})


def user_named(name: str) -> Any | None:
    """Costs a query, whether or not anybody has the name."""
    return get_user_model()._default_manager.filter(username__iexact=name).order_by("pk").first()


def _here(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("mfa_index"))


def _method(request: HttpRequest, user: Any) -> str:
    """The strongest proof of this sign-in."""
    used = [record.get("type") for record in get_authentication_records(request, user) if record["method"] == "mfa"]
    return Method(used[-1]) if used else Method.PASSWORD
