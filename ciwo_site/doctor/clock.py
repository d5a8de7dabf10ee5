"""The clock and the zones, by which events begin and pages are published."""

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ciwo_site.doctor.finding import Finding, Findings

MOST = timedelta(seconds=5)
CURE = "Let the machine’s clock be set by a time service, such as systemd-timesyncd or chrony."


def findings(at: datetime | None = None) -> Findings:
    now = at or timezone.now()
    with suppress(DatabaseError):  # which is said elsewhere
        yield from _against_the_database(now)
    for name in settings.EVENT_TIME_ZONES:
        try:
            ZoneInfo(name)
        except ZoneInfoNotFoundError:
            yield Finding(f"This machine knows no time zone {name}.", "Install tzdata.")


def _against_the_database(now: datetime) -> Findings:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        if abs(there - now) > MOST:
            yield Finding(f"This machine’s clock and the database’s are {_apart(there, now)} apart.", CURE)
    applied = MigrationRecorder(connection).applied_migrations().values()
    newest = max((migration.applied for migration in applied), default=now)
    if newest > now + MOST:
        yield Finding(f"The clock is behind: the newest migration was applied {_apart(newest, now)} from now.", CURE)


def _apart(one: datetime, other: datetime) -> str:
    return f"{abs((one - other).total_seconds()):.0f} seconds"
