"""Can anybody of the staff do anything, and nobody else in their name?"""

from contextlib import suppress

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q

from ciwo_site.doctor.finding import Finding, Findings, advice

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def findings() -> Findings:
    may_manage = Q(is_superuser=True) | Q(groups__name="Administrator")
    with suppress(DatabaseError):  # which is said elsewhere
        if not get_user_model().objects.filter(may_manage, is_active=True, is_staff=True).exists():
            yield Finding("Nobody can manage the accounts of staff.", "Run manage.py createsuperuser.")
        yield from _without_second_factor()


def _without_second_factor() -> Findings:
    if settings.STAFF_SECOND_FACTOR != "required":
        return  # which is said among the settings
    staff = get_user_model().objects.filter(is_active=True, is_staff=True)
    has_factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    if count := staff.filter(~Exists(has_factor)).count():
        yield advice(
            f"{count} accounts of staff have no second factor yet: whoever has the password adds one at the first sign-in.",
            "Let these people sign in soon; make accounts inactive that nobody uses.",
        )
