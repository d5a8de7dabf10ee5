"""The second factor: an authenticator app or a passkey, with recovery codes for the day on which both are at home."""

from enum import StrEnum
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from ciwo_site.sign_in.sealed import Unreadable, seal, unseal

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one of them


class Policy(StrEnum):
    REQUIRED = "required"
    OPTIONAL = "optional"


def is_missing(user: Any) -> bool:
    """Does this person still have to set up a second factor before she may do anything? Costs a query if required."""
    if settings.STAFF_SECOND_FACTOR == Policy.OPTIONAL:
        return False
    return not Authenticator.objects.filter(user=user.pk, type__in=KINDS).exists()


def remove_all(user: Any) -> int:
    """Take away every factor and code of somebody; how many there were."""
    return Authenticator.objects.filter(user=user.pk).delete()[0]


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "That did not fit. Codes of an app change every half a minute, and each works once: please try the next one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What cannot be read any more becomes a secret that nobody knows, so that no code fits. An empty one would."""
        try:
            return unseal(encrypted_text)
        except Unreadable:
            return generate_totp_secret()

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """The name under which an app or a browser keeps it."""
        return f"CIWO ({self._get_site_name()})"

    def build_totp_svg(self, url: str) -> SafeString:
        return qr_code(url)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        name = user.get_username()
        return super().get_public_key_credential_user_entity(user) | {"display_name": name, "name": name}


def qr_code(text: str) -> SafeString:
    """An SVG to stand in a page: no style of its own, one path, on a white ground with the quiet zone (ISO/IEC 18004)."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" class="qr-code" role="img" aria-label="{1}">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>',
        len(rows),
        _("QR code for the authenticator app"),
        path,
    )
