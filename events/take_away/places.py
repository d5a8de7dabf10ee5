"""The zip of a series as something with an address in every language."""

from dataclasses import dataclass

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import active_language, entry_address
from events.models import Series


@dataclass(frozen=True, slots=True)
class SeriesFolder:
    series: Series

    def address(self, language: str | None = None) -> str:
        language = language or active_language()
        names = {"entry": entry_address(self.series, language=language)}
        return localized_reverse("series-take-away", language, names)
