"""Pages that belong to an event and have their address from it."""

from dataclasses import dataclass

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import active_language, entry_address
from events.models import Event


@dataclass(frozen=True, slots=True)
class EventPart:
    """One of them, by the name of its address."""

    event: Event
    name: str

    def address(self, language: str | None = None) -> str:
        language = language or active_language()
        return localized_reverse(self.name, language, {"entry": entry_address(self.event, language=language)})
