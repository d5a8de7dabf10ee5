"""The record of sign-ins: writes down what the shared code tells, and forgets it in time."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from ciwo_site.sign_in.happenings import happened
from programs.models import SignInEvent


def forget_old_sign_ins(at: datetime) -> int:
    """How many there were. A timer asks for it too, because perhaps nobody signs in for a year."""
    forget_before = at - timedelta(days=settings.SIGN_IN_RECORD_DAYS)
    return SignInEvent.objects.filter(happened_at__lt=forget_before).delete()[0]


@receiver(happened)
def write_down(happening: str, user: Any, method: str, is_new_device: bool, by: Any, **_sender: Any) -> None:
    """Costs two statements, whether or not the account exists."""
    forget_old_sign_ins(timezone.now())
    SignInEvent.objects.create(
        happening=happening,
        user=user,
        name=user.get_username() if user is not None else "",
        method=method,
        is_new_device=is_new_device,
        by=by,
    )
