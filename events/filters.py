"""What a reader asked a list for. Values are numbers and codes, so that a filter survives the language switch."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from ciwo_site.i18n import site_languages
from events.enums import EventKind
from events.querysets import EventQuerySet

ANY_RECORDING = "1"
NUMBERS = {"series": 9, "program": 9, "topic": 9, "year": 4}  # how many digits each may have


@dataclass(frozen=True, slots=True)
class EventFilters:
    kind: str = ""
    series: int | None = None
    program: int | None = None
    topic: int | None = None
    year: int | None = None
    follow: str = ""  # a site language
    recording: str = ""  # a site language in which it can be followed, or "1" for any recording
    transcript: bool = False

    @classmethod
    def read(cls, params: QueryDict) -> Self:
        """The filters in a query string; what makes no sense is left out."""
        kind, follow, recording = (params.get(name, "") for name in ("kind", "follow", "recording"))
        return cls(
            kind=kind if kind in EventKind.values else "",
            follow=follow if follow in site_languages() else "",
            recording=recording if recording in (ANY_RECORDING, *site_languages()) else "",
            transcript=params.get("transcript") == "1",
            **{name: _number(params.get(name, ""), digits) for name, digits in NUMBERS.items()},
        )

    def __bool__(self) -> bool:
        return self != EventFilters()

    def without(self, name: str) -> Self:
        return self.choosing(name, getattr(EventFilters(), name))

    def choosing(self, name: str, value: Any) -> Self:
        return replace(self, **{name: value})

    def query(self, page: int = 1) -> str:
        """The query string of this choice, always in the same order; empty for no choice at all."""
        pairs = [(name, int(value) if value is True else value) for name, value in self.chosen().items()]
        return urlencode([*pairs, *([("page", page)] if page > 1 else [])])

    def chosen(self) -> dict[str, Any]:
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        conditions = {
            "kind": "kind",
            "series": "series",
            "program": "program",
            "topic": "topics",
            "year": "local_date__year",
        }
        chosen = self.chosen()
        events = events.filter(**{column: chosen[name] for name, column in conditions.items() if name in chosen})
        if self.follow:
            events = events.followable_in(self.follow)
        if self.recording:
            events = events.recorded("" if self.recording == ANY_RECORDING else self.recording)
        return events.transcribed() if self.transcript else events


def _number(text: str, digits: int) -> int | None:
    """A number of at most so many digits; anything else, zero too, is nothing."""
    return (int(text) or None) if text.isascii() and text.isdigit() and len(text) <= digits else None
