"""Publishing in one language first: what is missing in another, and the day by which it was promised to follow."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from ciwo_site.dates import long_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import site_languages
from ciwo_site.translation_states import State

# Without these in a language, its readers get another one's; the other fields add to a page and do not make it.
ASKED_FOR = ("title", "summary", "body")


def gaps(states: Mapping[tuple[str, str], State]) -> dict[str, list[str]]:
    """For each site language that lacks something, the fields that publishing asks for and that are missing in it."""
    missing = {
        code: [field for field in ASKED_FOR if states.get((field, code)) == State.MISSING] for code in site_languages()
    }
    return {code: fields for code, fields in missing.items() if fields}


def promised_day(promised_on: object, language: str) -> date | None:
    """The day that was promised for a language; None where none was, or what is stored is no date."""
    value = promised_on.get(language) if isinstance(promised_on, Mapping) else None
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def undecided(states: Mapping[tuple[str, str], State], promised_on: object, today: date) -> dict[str, list[str]]:
    """The gaps for which nobody recorded a day that is still to come."""
    return {
        code: fields
        for code, fields in gaps(states).items()
        if (day := promised_day(promised_on, code)) is None or day < today
    }


def today_at(at: datetime) -> date:
    """The date at that moment in the site's usual zone."""
    return at.astimezone(ZoneInfo(settings.EVENT_TIME_ZONE)).date()


def follows_words(promised_on: object, language: str, at: datetime) -> str:
    """What readers of a language are told of its missing text; empty where no day was promised."""
    day = promised_day(promised_on, language)
    if day is None:
        return ""
    words = {"language": language_name(language), "date": long_date(day, language)}
    if day < today_at(at):
        return _("The %(language)s text was promised for %(date)s and is not ready yet.") % words
    return _("The %(language)s text follows by %(date)s.") % words
