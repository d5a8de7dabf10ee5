"""Where a transcript is read: one page for each event and language that something was said or interpreted in."""

from dataclasses import dataclass

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import active_language, entry_address
from events.models import Event


@dataclass(frozen=True, slots=True)
class TranscriptPlace:
    """The page as something with an address in every site language."""

    event: Event
    spoken: str  # the language of the transcript

    def address(self, language: str | None = None) -> str:
        language = language or active_language()
        names = {"entry": entry_address(self.event, language=language), "spoken": self.spoken}
        return localized_reverse("transcript", language, names)


def transcript_address(event: Event, spoken: str, language: str | None = None, seconds: int | None = None) -> str:
    """The path on the pages of a site language; with a moment, it leads to the part and the minute that hold it."""
    path = TranscriptPlace(event, spoken).address(language)
    return path if seconds is None else f"{path}?t={seconds}"
