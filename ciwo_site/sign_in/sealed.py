"""Secrets of second factors, sealed with the site's key: a copy of the database opens nothing.

The price: with a new `SECRET_KEY` authenticator apps and recovery codes stop working, unless the old key stays in
`SECRET_KEY_FALLBACKS`. Passkeys go on.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """Sealed with a key that this site does not have (any more)."""


def seal(text: str) -> str:
    return _seals().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    try:
        return _seals().decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise Unreadable from problem


def _seals() -> MultiFernet:
    return MultiFernet([_seal(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _seal(key: str) -> Fernet:
    digest = hashlib.blake2b(str(key).encode(), digest_size=32, person=b"second factor").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
