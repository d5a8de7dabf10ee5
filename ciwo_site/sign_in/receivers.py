"""What Django and django-allauth say of accounts, turned into our own words."""

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.utils import timezone

from ciwo_site.sign_in import sessions
from ciwo_site.sign_in.happenings import Happening, tell

CODES = Authenticator.Type.RECOVERY_CODES


@receiver(user_logged_in)
def begin_session(request: Any, **facts: Any) -> None:
    sessions.begin(request, timezone.now())


@receiver(authentication_step_completed)
def confirm_session(request: Any, **facts: Any) -> None:
    if facts.get("reauthenticated"):
        sessions.confirm(request, timezone.now())


@receiver(user_logged_out)
def tell_of_sign_out(user: Any, **facts: Any) -> None:
    if user is not None:
        tell(Happening.SIGNED_OUT, user)


@receiver(password_changed)
def tell_of_new_password(user: Any, **facts: Any) -> None:
    tell(Happening.PASSWORD_CHANGED, user)


@receiver(password_reset)
def tell_of_password_by_mail(user: Any, **facts: Any) -> None:
    tell(Happening.PASSWORD_RESET, user)


@receiver(authentication_failed)
def tell_of_wrong_code(user: Any, authenticator: Authenticator, **facts: Any) -> None:
    tell(Happening.REFUSED, user, method=authenticator.type)


@receiver(authenticator_added)
@receiver(authenticator_reset)
def tell_of_new_factor(request: Any, user: Any, authenticator: Authenticator, **facts: Any) -> None:
    is_codes = authenticator.type == CODES
    if not is_codes:  # whoever came in elsewhere did so without it
        sessions.end_elsewhere(request, user)
    tell(Happening.CODES_MADE if is_codes else Happening.FACTOR_ADDED, user, method=authenticator.type)


@receiver(authenticator_removed)
def tell_of_removed_factor(user: Any, authenticator: Authenticator, **facts: Any) -> None:
    if authenticator.type != CODES:  # they go with the last factor
        tell(Happening.FACTOR_REMOVED, user, method=authenticator.type)
