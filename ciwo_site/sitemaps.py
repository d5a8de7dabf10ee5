"""Every page that search engines may know of, in parts of a bounded size.

Not Django's own sitemaps: they know no short address for readers of any other language, and fetch everything to show a
part.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ciwo_site.addresses import localized_reverse, origin_of
from ciwo_site.conditional import conditional
from ciwo_site.freshness import latest, latest_known
from ciwo_site.i18n import language_columns, site_languages
from ciwo_site.sitemap_xml import CONTENT_TYPE, Place, sitemap, sitemap_index
from events.models import Event, Material, Series
from events.transcripts.addresses import TranscriptPlace
from programs.enums import PageKey
from programs.models import GuideEdition, Page, Person, Program, ResourceGuide

LISTS = ("home", "event-list", "event-archive", "program-list", "guide-list")
PAGES = ("search", "subscribe", "open-data")  # their words change with the program, of which no date is kept


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind, and the page of each."""

    rows: QuerySet
    place: Callable[[Any], Place]


@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The sitemap, or where its parts are when it is large."""
    at, origin = timezone.now(), origin_of(request)
    count = part_count(at)
    if count == 1:
        return conditional(request, sitemap(part(1, at), origin), CONTENT_TYPE)
    addresses = [reverse("sitemap-part", args=[number]) for number in range(1, count + 1)]
    return conditional(request, sitemap_index(addresses, origin), CONTENT_TYPE)


@require_safe
def one_part(request: HttpRequest, number: int) -> HttpResponse:
    places = list(part(number, timezone.now())) if 0 < number < 10**6 else []
    if not places:
        raise Http404
    return conditional(request, sitemap(places, origin_of(request)), CONTENT_TYPE)


def part_count(at: datetime) -> int:
    total = len(LISTS) + len(PAGES) + len(PageKey) + sum(section.rows.count() for section in sections(at))
    return ceil(total / settings.SITEMAP_ENTRIES)


def part(number: int, at: datetime) -> Iterator[Place]:
    """The pages of one part, counted from one; nothing beyond the last."""
    start = (number - 1) * settings.SITEMAP_ENTRIES
    stop = start + settings.SITEMAP_ENTRIES
    fixed = len(LISTS) + len(PAGES) + len(PageKey)
    if start < fixed:
        yield from fixed_places(at)[start:stop]
    start, stop = max(0, start - fixed), stop - fixed
    for section in sections(at):
        if stop <= 0:
            break
        count = section.rows.count()
        if start < count:
            yield from map(section.place, section.rows[start:stop])
        start, stop = max(0, start - count), stop - count


def sections(at: datetime) -> list[Section]:
    """Everything with an address of its own that may stand in a list, and nobody who may not be named."""
    events, editions = Event.objects.public(at), GuideEdition.objects.public(at)
    return [
        Section(_rows(Event, at, "over_at"), lambda event: _event_place(event, at)),
        Section(_rows(Series, at, shown=_latest(events, "series", "updated_at")), _entry_place),
        Section(_rows(Program, at, shown=_latest(events, "program", "updated_at")), _entry_place),
        Section(_rows(ResourceGuide, at, shown=_latest(editions, "guide", "uploaded_at")), _entry_place),
        Section(Person.objects.public().order_by("pk"), _person_place),
        Section(_transcripts(at), _transcript_place),
    ]


def _transcripts(at: datetime) -> QuerySet:
    """One text for each event and language that has a page of what was said."""
    texts = Material.objects.public(at).transcribed().filter(event__listed=True)
    earlier = texts.filter(event=OuterRef("event"), language=OuterRef("language"), pk__lt=OuterRef("pk"))
    return texts.exclude(Exists(earlier)).select_related("event").order_by("pk")


def _rows(model: Any, at: datetime, *columns: str, **annotations: Subquery) -> QuerySet:
    needed = ("pk", *language_columns("title"), "updated_at", "publish_at", *columns)
    return model.objects.public(at).annotate(**annotations).only(*needed).order_by("pk")


def _latest(rows: QuerySet, relation: str, moment: str) -> Subquery:
    """The latest moment among the rows that an entry's page shows."""
    of_entry = rows.filter(**{relation: OuterRef("pk")}).order_by().values(relation)
    return Subquery(of_entry.annotate(latest=Max(moment)).values("latest"))


def _event_place(event: Event, at: datetime) -> Place:
    """Once it is over, its page speaks of it otherwise."""
    over_at = event.over_at if event.is_over(at) else None
    addresses = {code: event.address(code) for code in site_languages()}
    return Place(addresses, event.short_address, latest(event.updated_at, event.publish_at, over_at))


def _entry_place(entry: Any) -> Place:
    addresses = {code: entry.address(code) for code in site_languages()}
    return _place(addresses, latest(entry.updated_at, entry.publish_at, entry.shown))


def _transcript_place(text: Material) -> Place:
    place = TranscriptPlace(text.event, text.language)
    addresses = {code: place.address(code) for code in site_languages()}
    return _place(addresses, latest(text.event.updated_at, text.event.publish_at))


def _person_place(person: Person) -> Place:
    return _place({code: person.address(code) for code in site_languages()}, None)


def _place(addresses: dict[str, str], changed_at: datetime | None) -> Place:
    return Place(addresses, addresses[site_languages()[0]], changed_at)


def fixed_places(at: datetime) -> list[Place]:
    """The front page, the lists, and the pages of the site itself."""
    changed = _lists_changed(at) | dict(Page.objects.values_list("key", "updated_at"))
    found = []
    for name in (*LISTS, *PAGES, *PageKey.values):
        addresses = {code: localized_reverse(name, code) for code in site_languages()}
        default = reverse("door") if name == "home" else addresses[site_languages()[0]]
        found.append(Place(addresses, default, changed.get(name)))
    return found


def _lists_changed(at: datetime) -> dict[str, datetime | None]:
    """When something that a list shows last changed, appeared, or went from what comes to what has been."""
    public = Event.objects.public(at)
    over = Max("over_at", filter=Q(over_at__lte=at))
    events = latest_known(*public.aggregate(Max("updated_at"), Max("publish_at"), over=over).values())
    programs = latest_known(*Program.objects.public(at).aggregate(Max("updated_at"), Max("publish_at")).values())
    uploaded = Max("editions__uploaded_at", filter=Q(editions__published=True))
    public_guides = ResourceGuide.objects.public(at)
    guides = latest_known(*public_guides.aggregate(Max("updated_at"), Max("publish_at"), uploaded=uploaded).values())
    return {
        "home": latest_known(events, guides),
        "event-list": events,
        "event-archive": events,
        "program-list": programs,
        "guide-list": guides,
    }
