"""What readers call a time zone."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from ciwo_site.time_words import time_words


@lru_cache(maxsize=512)
def yearly_zone_name(time_zone: str, year: int, language: str) -> str:
    """The catalog's name for a zone, or for one whose clocks agree with it; otherwise the country's or the city's time.

    CLDR would call the time of Mexico City and of Chicago the same, summer and winter. Their clocks are not, and a
    reader looks for her own city.
    """
    words = time_words(language)
    name = get_global("zone_aliases").get(time_zone, time_zone)
    name = "UTC" if name in ("Etc/UTC", "Etc/GMT", "GMT") else name
    if twin := _named_twin(name, year):
        name = twin
    if name in words.zones:
        return words.zones[name]
    return words.place_time.format(place=_place(name, words.locale))


def _named_twin(time_zone: str, year: int) -> str | None:
    """The main US zone whose clocks a zone of the United States or Canada shares all year: Detroit's is New York's."""
    if get_global("zone_territories").get(time_zone) not in ("US", "CA"):
        return None
    for twin in ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"):
        if all(
            datetime(year, month, 15, tzinfo=ZoneInfo(time_zone)).utcoffset()
            == datetime(year, month, 15, tzinfo=ZoneInfo(twin)).utcoffset()
            for month in range(1, 13)
        ):
            return twin
    return None


def _place(time_zone: str, locale: Locale) -> str:
    """The country, where it has one zone; otherwise the city that gives the zone its name."""
    territory = get_global("zone_territories").get(time_zone, "")
    if len(get_global("territory_zones").get(territory, ())) == 1 and territory in locale.territories:
        return locale.territories[territory]
    city = (locale.time_zones.get(time_zone) or {}).get("city")
    return city or time_zone.rpartition("/")[2].replace("_", " ")
