"""What is worth remembering of an account: told by whoever sees it, kept by whoever listens. No address takes part."""

from typing import Any

from django.db.models import TextChoices
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _


class Happening(TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    REFUSED = "refused", _("was refused: a wrong name, password or code")
    LOCKED = "locked", _("was locked out for some minutes")
    PASSWORD_CHANGED = "password_changed", _("changed the password")
    PASSWORD_RESET = "password_reset", _("set a new password by mail")
    FACTOR_ADDED = "factor_added", _("added a second factor")
    FACTOR_REMOVED = "factor_removed", _("removed a second factor")
    CODES_MADE = "codes_made", _("made new recovery codes")


class Method(TextChoices):
    """With what somebody proved who she is, beyond the password."""

    PASSWORD = "password", _("password alone")
    TOTP = "totp", _("authenticator app")
    WEBAUTHN = "webauthn", _("passkey")
    RECOVERY_CODES = "recovery_codes", _("recovery code")


happened = Signal()  # happening, user (None for a name that nobody has), method, is_new_device, by


def tell(
    happening: Happening, user: Any | None, *, method: str = "", is_new_device: bool = False, by: Any | None = None
) -> None:
    """Say that something happened to an account; `by` is who did it, where that is somebody else."""
    happened.send(sender=None, happening=happening, user=user, method=method, is_new_device=is_new_device, by=by)
