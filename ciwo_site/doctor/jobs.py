"""Work that a timer does. Whether it was done is read from what it leaves, so that nothing has to keep a diary."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from ciwo_site.doctor.finding import Finding, Findings, advice
from events.models import AccessRequest
from programs.models import SignInEvent

A_DAY_AND_SOME = timedelta(hours=30)
A_WEEK_AND_SOME = timedelta(days=8)


def findings(at: datetime | None = None) -> Findings:
    now = at or timezone.now()
    with suppress(DatabaseError):  # which is said elsewhere
        yield from _access_requests(now)
        yield from _sessions(now)
        yield from _sign_ins(now)
    yield from _backups(now)


def _access_requests(now: datetime) -> Findings:
    gone_by = now - timedelta(days=settings.ACCESS_REQUEST_DAYS) - A_DAY_AND_SOME
    if overdue := AccessRequest.objects.filter(event__over_at__lte=gone_by).count():
        yield Finding(
            f"{overdue} requests for access are still kept, although we promise to delete them "
            f"{settings.ACCESS_REQUEST_DAYS} days after the event.",
            "Let a timer run manage.py delete_old_access_requests every day.",
        )


def _sessions(now: datetime) -> Findings:
    if Session.objects.filter(expire_date__lt=now - A_WEEK_AND_SOME).exists():
        yield Finding(
            "Sign-ins that ended more than a week ago are still kept.",
            "Let a timer run manage.py clearsessions every day.",
        )


def _sign_ins(now: datetime) -> Findings:
    kept_until = now - timedelta(days=settings.SIGN_IN_RECORD_DAYS) - A_DAY_AND_SOME
    if SignInEvent.objects.filter(happened_at__lt=kept_until).exists():
        yield Finding(
            f"The record of sign-ins goes back further than {settings.SIGN_IN_RECORD_DAYS} days, which is as long as we keep it.",
            "Let a timer run manage.py delete_old_sign_ins every day.",
        )


def _backups(now: datetime) -> Findings:
    if not settings.BACKUP_FOLDER:
        yield advice(
            "Nobody looks whether backups are made.",
            "Let a timer run manage.py backup every night, and set BACKUP_FOLDER to where it puts them.",
        )
        return
    made = [Path(entry.path).stat().st_mtime for entry in _archives(Path(settings.BACKUP_FOLDER))]
    if not made:
        yield Finding(
            f"There is no backup in {settings.BACKUP_FOLDER}.", "Run manage.py backup, and look at its timer."
        )
    elif datetime.fromtimestamp(max(made), UTC) < now - A_DAY_AND_SOME:
        newest = datetime.fromtimestamp(max(made), UTC)
        yield Finding(f"The newest backup is of {newest:%Y-%m-%d %H:%M} UTC.", "Look at the timer that makes them.")


def _archives(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(folder) if entry.name.endswith(".zip")]
    except OSError:
        return []
