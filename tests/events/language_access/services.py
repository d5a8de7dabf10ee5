"""Languages and services of an event as plain values, and the words that are made of them."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from events.language_access import Hours
from events.models import InterpretationSlot

ZONE = "America/New_York"
STARTS_AT = datetime(2026, 3, 20, 18, tzinfo=ZoneInfo(ZONE))
ENDS_AT = STARTS_AT + timedelta(hours=2)
HOUR = timedelta(hours=1)
HOURS = Hours(STARTS_AT, ENDS_AT, ENDS_AT, ZONE)


def floor(*codes: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(language=code) for code in codes]


def slot(**fields: object) -> InterpretationSlot:
    """Confirmed interpretation from English into Spanish, by people; never saved."""
    return InterpretationSlot(**{"from_language": "en", "to_language": "es", "status": "confirmed", **fields})
