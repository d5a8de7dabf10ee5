"""Which events a reader has chosen for a calendar: the query of its address.

Such an address stays in programs for years. So what it asks for is understood, or refused; were a series that is gone
left out of the question, its readers would get every event instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.models import CatalogEntry
from events.enums import EventKind
from events.filters import EventFilters
from events.models import Convening, Webinar
from events.querysets import EventQuerySet

CHOICES = ("kind", "series", "program", "follow")
DISCREET = "discreet"


class NotUnderstood(ValueError):
    """An address asks for what no calendar offers."""


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    filters: EventFilters = field(default_factory=EventFilters)
    discreet: bool = False

    @classmethod
    def read(cls, params: QueryDict) -> Self:
        """What a query asks for. Raises `NotUnderstood`; parameters that no list knows do no harm."""
        filters = EventFilters.read(params)
        asked = {name for name in EventFilters.__slots__ if params.get(name)}
        if asked != filters.chosen().keys() or asked - set(CHOICES):
            raise NotUnderstood(params.urlencode())
        if params.get(DISCREET, "0") not in ("0", "1"):
            raise NotUnderstood(params.urlencode())
        return cls(filters, params.get(DISCREET) == "1")

    @classmethod
    def like(cls, filters: EventFilters) -> Self:
        """The calendar that comes closest to a list, and always exists."""
        return cls(EventFilters(kind=filters.kind, follow=filters.follow))

    def query(self) -> str:
        """Always in the same order; empty for all events."""
        return "&".join(filter(None, (self.filters.query(), f"{DISCREET}=1" if self.discreet else "")))

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        return self.filters.apply(events)

    def label(self, titles: Mapping[str, LocalText]) -> LocalText:
        """What to call the calendar, in the active language. `titles` are those of the chosen series and program.

        A series alone has its own title, in whichever language that is.
        """
        language = active_language()
        parts = [titles[name] for name in ("series", "program") if name in self.filters.chosen()]
        if self.filters.kind:
            model = Webinar if self.filters.kind == EventKind.WEBINAR else Convening
            parts.append(LocalText(capfirst(str(model._meta.verbose_name_plural)), language, language))
        if self.filters.follow:
            text = _("Events to follow in %(language)s") % {"language": language_name(self.filters.follow)}
            parts.append(LocalText(text, language, language))
        if not parts:
            return LocalText(_("All events"), language, language)
        if len(parts) == 1:
            return parts[0]
        return LocalText(" · ".join(part.text for part in parts), language, language)


def calendar_query(name: str, entry: CatalogEntry, at: datetime) -> str:
    """Of a series' or a program's own calendar; empty where readers may not know of it, so that there is none."""
    return CalendarChoice(EventFilters(**{name: entry.pk})).query() if entry.may_be_named(at) else ""
