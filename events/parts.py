"""Pages and files that belong to an event or a series and have their address from it."""

from dataclasses import dataclass

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import active_language, entry_address
from events.models import Event, Series


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One of them, by the name of its address."""

    entry: Event | Series
    name: str

    def address(self, language: str | None = None) -> str:
        language = language or active_language()
        return localized_reverse(self.name, language, {"entry": entry_address(self.entry, language=language)})
