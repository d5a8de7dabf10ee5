"""What a page says of its zip before somebody fetches it: in which languages, and how large."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse
from ciwo_site.dates import file_size
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language, entry_address, other_languages
from events.models import Event, Material, Series
from events.take_away.choice import PAGE_BYTES, chosen_editions, chosen_materials
from programs.models import ResourceGuide


@dataclass(frozen=True, slots=True)
class TakeAwayFile:
    url: str
    language: str
    label: str
    size: str


@dataclass(frozen=True, slots=True)
class TakeAway:
    text: str
    files: list[TakeAwayFile]


def event_offer(event: Event, guides: Iterable[ResourceGuide]) -> TakeAway | None:
    """None where nothing but the page itself could be taken. Costs no query for an event that was fetched `for_page`."""
    return _offer("take-away", event, [list(event.materials.all())], list(guides))


def series_offer(series: Series, at: datetime) -> TakeAway | None:
    """Costs three queries, whatever the number of events."""
    by_event: dict[int, list[Material]] = defaultdict(list)
    for material in Material.objects.public(at).filter(event__series=series, event__listed=True):
        by_event[material.event_id].append(material)
    return _offer("series-take-away", series, list(by_event.values()), list(series_guides(series, at)))


def series_guides(series: Series, at: datetime) -> QuerySet:
    """The guides of its events that readers may see, each once: two queries."""
    events = Event.objects.filter(series=series).public(at).order_by()
    return ResourceGuide.objects.public(at).filter(Exists(events.filter(guides=OuterRef("pk")))).for_listing(at)


def _offer(
    name: str, entry: Event | Series, by_event: list[list[Material]], guides: list[ResourceGuide]
) -> TakeAway | None:
    files = []
    for language in (active_language(), *other_languages(active_language())):
        chosen = [chosen_materials(materials, language) for materials in by_event]
        editions = [edition for guide in guides for edition in chosen_editions(guide, language)]
        if not any(chosen) and not editions:
            return None
        size = sum(found.size + PAGE_BYTES for found in chosen) + sum(edition.size for edition in editions)
        url = localized_reverse(name, language, {"entry": entry_address(entry, language=language)})
        label = capfirst(_("in %(language)s") % {"language": language_name(language)})
        files.append(
            TakeAwayFile(url, language, label, _("about %(size)s") % {"size": file_size(size, active_language())})
        )
    text = _(
        "One folder (zip) with the slides, guides and transcripts, as pages that open without the internet. "
        "Recordings are too large for it: its pages lead to them."
    )
    return TakeAway(text, files)
