"""The pages of django-allauth in the frame of our admin. Those that are not here do not exist: nobody signs up."""

from time import monotonic, sleep
from typing import Any, ClassVar

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ciwo_site.sign_in import letters
from ciwo_site.sign_in.factors import Policy

SECONDS_TO_ANSWER = 0.5  # whether or not a name or an address is known


class StaffPage:
    """What the admin's templates need, and the name of the page."""

    title: ClassVar[str | Promise]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**admin.site.each_context(request), **context, "title": self.title, "is_nav_sidebar_enabled": False}


def take_time(began: float) -> None:
    sleep(max(0.0, SECONDS_TO_ANSWER - (monotonic() - began)))


class SignIn(StaffPage, account.LoginView):
    title = _("Sign in")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refusal takes its time: the record is written for each name that somebody has, of others only now and then."""
        began = monotonic()
        response = super().post(request, *args, **kwargs)
        if response.status_code == 200:
            take_time(began)
        return response


class SecondStep(StaffPage, mfa.AuthenticateView):
    title = _("One more step")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = set(Authenticator.objects.filter(user=self.stage.login.user.pk).values_list("type", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "has_codes": bool(held - {Authenticator.Type.WEBAUTHN}),
            "has_passkey": Authenticator.Type.WEBAUTHN in held,
        }


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Leave a sign-in that stopped half-way."""
    logout(request)
    return redirect("account_login")


class Confirm(StaffPage, account.ReauthenticateView):
    title = _("Is it you?")


class ConfirmByCode(StaffPage, mfa.ReauthenticateView):
    title = _("Is it you?")


class ConfirmByPasskey(StaffPage, webauthn.ReauthenticateWebAuthnView):
    title = _("Is it you?")


class ChangePassword(StaffPage, account.PasswordChangeView):
    title = _("Change your password")


# Where mail is configured, and a page that says whom to ask where it is not ------------------------------------------------


class ForgottenPassword(StaffPage, account.PasswordResetView):
    title = _("Forgotten your password?")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not letters.is_possible():
            return without_mail(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        began = monotonic()
        response = super().form_valid(form)
        take_time(began)
        return response


@require_safe
def without_mail(request: HttpRequest) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": ForgottenPassword.title, "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, "account/password_without_mail.html", context)


class PasswordMailSent(StaffPage, account.PasswordResetDoneView):
    title = _("Look into your mail")


class NewPassword(StaffPage, account.PasswordResetFromKeyView):
    title = _("A new password")


class NewPasswordSet(StaffPage, account.PasswordResetFromKeyDoneView):
    title = _("The new password is set")


# The second factor --------------------------------------------------------------------------------------------------------


class SecondFactor(StaffPage, mfa.IndexView):
    title = _("Second factor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        held = context["authenticators"]
        codes = held.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "has_app": Authenticator.Type.TOTP in held,
            "passkeys": [(key.instance.pk, key.name) for key in held.get(Authenticator.Type.WEBAUTHN, [])],
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "is_required": settings.STAFF_SECOND_FACTOR == Policy.REQUIRED,
        }


class NewApp(StaffPage, totp.ActivateTOTPView):
    title = _("Add an authenticator app")


class RemoveApp(StaffPage, totp.DeactivateTOTPView):
    title = _("Remove the authenticator app")


class NewPasskey(StaffPage, webauthn.AddWebAuthnView):
    title = _("Add a passkey")


class RemovePasskey(StaffPage, webauthn.RemoveWebAuthnView):
    title = _("Remove a passkey")


class RecoveryCodes(StaffPage, recovery_codes.ViewRecoveryCodesView):
    title = _("Recovery codes")


class NewRecoveryCodes(StaffPage, recovery_codes.GenerateRecoveryCodesView):
    title = _("New recovery codes")
