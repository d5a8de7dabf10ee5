"""The forms of django-allauth in our words. A label says what belongs into a field; nothing stands inside it."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class Relabelled(forms.Form):
    """Takes labels from `LABELS`, adds `ATTRIBUTES` to the widgets, and takes from these what repeats the label."""

    LABELS: dict[str, Any] = {}
    ATTRIBUTES: dict[str, dict[str, Any]] = {}
    HELP: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs |= self.ATTRIBUTES.get(name, {})
            field.label = self.LABELS.get(name, field.label)
            field.help_text = self.HELP.get(name, "")


class NewPassword(Relabelled):
    """Twice a new password, and above it what it must be like."""

    LABELS = {
        "oldpassword": _("Your present password"),
        "password1": _("The new password"),
        "password2": _("The new password once more"),
    }

    @property
    def rules(self) -> list[str]:
        return password_validators_help_texts()


class SignInForm(Relabelled, account.LoginForm):
    LABELS = {"login": _("User name"), "password": _("Password")}
    ATTRIBUTES = {"login": {"id": "id_username", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}}


class ConfirmPasswordForm(Relabelled, account.ReauthenticateForm):
    LABELS = {"password": _("Your password")}
    ATTRIBUTES = {"password": {"autofocus": True}}


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    pass


class ForgottenPasswordForm(Relabelled, account.ResetPasswordForm):
    LABELS = {"email": _("Your e-mail address, as it stands in your account")}


class NewPasswordForm(NewPassword, account.ResetPasswordKeyForm):
    pass


class CodeForm(Relabelled, mfa.AuthenticateForm):
    LABELS = {"code": _("Code from your authenticator app, or a recovery code")}
    ATTRIBUTES = {"code": CODE | {"autofocus": True}}


class ConfirmCodeForm(Relabelled, mfa.ReauthenticateForm):
    LABELS = CodeForm.LABELS
    ATTRIBUTES = CodeForm.ATTRIBUTES


class NewAppForm(Relabelled, totp.ActivateTOTPForm):
    LABELS = {"code": _("The six digits that the app shows now")}
    ATTRIBUTES = {"code": CODE}


class NewPasskeyForm(Relabelled, webauthn.AddWebAuthnForm):
    LABELS = {"name": _("A name by which you will know it")}
