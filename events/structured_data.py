"""Events and series in the words of schema.org, from the cards and pages that readers see. See `ciwo_site.structured_data`.

Left out on purpose: whether an event is free, because neither the record nor the page says so; groups on stage, because
nobody in them is named; services that are only asked for; and where to join, because that is private.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse, whole
from ciwo_site.frame import Frame
from ciwo_site.i18n import LocalText
from ciwo_site.structured_data import (
    Node,
    breadcrumbs,
    item_list,
    node,
    one_or_many,
    organization,
    picture,
    rich_words,
    share_image,
    words,
)
from events.cards import EventCard
from events.enums import AttendanceMode, MaterialKind, Occurrence
from events.language_access import Certainty
from events.material_items import MaterialItem
from events.pages import Billing, EventPage, Host
from events.transcript_page import TranscriptPage

MODES = {
    AttendanceMode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    AttendanceMode.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    AttendanceMode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
STATUSES = {
    Occurrence.POSTPONED: "https://schema.org/EventPostponed",
    Occurrence.CANCELLED: "https://schema.org/EventCancelled",
}
SCHEDULED, RESCHEDULED = "https://schema.org/EventScheduled", "https://schema.org/EventRescheduled"
MEDIA = {MaterialKind.RECORDING: "VideoObject", MaterialKind.AUDIO: "AudioObject"}
SURE = (Certainty.FLOOR, Certainty.CONFIRMED)
LONGEST_TRANSCRIPT = 15_000  # characters, some 6 kB compressed


def event_nodes(page: EventPage, frame: Frame) -> list[Node]:
    """The event of a page, and the way there."""
    return [_event(page, frame), _crumbs(page, frame)]


def series_nodes(
    frame: Frame, title: LocalText, summary: LocalText, host: LocalText | None, cards: Iterable[EventCard]
) -> list[Node]:
    """A series with the events that its page shows. `host` is the organization that the page names."""
    series = node(
        "EventSeries",
        id=f"{frame.canonical.partition('?')[0]}#series",
        name=words(title),
        url=frame.canonical.partition("?")[0],
        description=words(summary),
        image=share_image(frame),
        organizer=node("Organization", name=words(host)) if host else None,
        subEvent=[card_node(card, frame) for card in cards],
    )
    return [series, breadcrumbs(frame, (_("Events"), localized_reverse("event-list", frame.language)))]


def list_nodes(frame: Frame, cards: Iterable[EventCard], *, start: int) -> list[Node]:
    """A page of a list of events; `start` is the number of the first one in the whole list."""
    return [item_list(frame, ((card.title, card.url) for card in cards), start=start)]


def card_node(card: EventCard, frame: Frame) -> Node:
    """An event as far as its card tells: name, time, place, and whether it takes place.

    The short link is its identity, because it is the same in both languages and outlives every title.
    """
    return node(
        "EducationEvent",
        id=f"{frame.origin}{reverse('short-link', args=[card.number])}",
        name=words(card.title),
        url=whole(frame.origin, card.url),
        description=words(card.summary),
        startDate=card.when.start_iso,
        endDate=card.when.end_iso,
        eventStatus=STATUSES.get(Occurrence(card.state), "") if card.state in STATUSES else SCHEDULED,
        eventAttendanceMode=MODES[AttendanceMode(card.mode)],
        location=_location(card, frame),
    )


def transcript_nodes(page: TranscriptPage, frame: Frame) -> list[Node]:
    """The recording with what is said in it, as far as this page shows it: one page of several is one part of it.

    A long text is not said twice: readers with a poor connection would pay for it.
    """
    way = breadcrumbs(frame, _list_crumb(page.card, frame), (page.card.title, page.card.url))
    if page.watch_language != page.spoken:
        return [way]
    kind, address = "VideoObject" if page.is_film else "AudioObject", whole(frame.origin, page.watch_url)
    said = "\n".join(f"{row.speaker}: {row.text}" if row.speaker else row.text for row in page.rows)
    recording = node(
        kind,
        id=address,
        name=words(page.card.title),
        inLanguage=page.spoken,
        contentUrl=address,
        thumbnailUrl=frame.image,
        isAccessibleForFree=True,
    )
    transcript = words(LocalText(said, page.spoken, frame.language)) if len(said) <= LONGEST_TRANSCRIPT else None
    if page.pages.count == 1:
        return [recording | node(kind, transcript=transcript), way]
    part = node(
        kind,
        id=f"{frame.canonical}#part",
        name=words(page.card.title),
        position=page.pages.number,
        inLanguage=page.spoken,
        transcript=transcript,
        isPartOf=recording,
    )
    return [part, way]


def _event(page: EventPage, frame: Frame) -> Node:
    card = page.card
    is_rescheduled = page.moved_from_day is not None and card.state not in STATUSES
    return card_node(card, frame) | node(
        "EducationEvent",
        description=words(card.summary) or rich_words(page.body),
        eventStatus=RESCHEDULED if is_rescheduled else None,
        previousStartDate=page.moved_from_day.isoformat() if page.moved_from_day else None,
        location=_location(card, frame, page.venue),
        inLanguage=_languages(page),
        organizer=[_host(host, frame) for host in page.hosts],
        performer=[_performer(billing, frame) for billing in page.people if billing.url],
        translator=_translators(page),
        superEvent=_series(page.series, frame) if page.series else None,
        about=[node("Thing", name=words(topic.name)) for topic in page.topics],
        image=_images(page, frame),
        recordedIn=_recordings(page, frame),
    )


def _location(card: EventCard, frame: Frame, venue: str = "") -> Node | list[Node]:
    """Where people meet. Online, that is the event's own page, which leads to the registration: never where one joins."""
    online = node("VirtualLocation", url=whole(frame.origin, card.url))
    name = venue or card.place
    place = [node("Place", name=words(name), address=words(card.place) if venue else None)] if name else []
    if card.mode == AttendanceMode.ONLINE:
        return online
    return one_or_many([*place, online] if card.mode == AttendanceMode.HYBRID else place)


def _languages(page: EventPage) -> list[str]:
    """Languages in which all of it can surely be followed; the page of a cancelled event says none."""
    if page.card.state == Occurrence.CANCELLED:
        return []
    heard = [note.language for note in page.languages if note.certainty in SURE]
    signs = {code for code, _name in settings.SIGN_LANGUAGES}
    signed = [badge.language for badge in page.card.badges if badge.language in signs and badge.certainty in SURE]
    return list(dict.fromkeys([*heard, *signed]))


def _host(host: Host, frame: Frame) -> Node:
    """A program of ours that hosts an event has a page here and is a project; everybody else is an organization."""
    return organization(frame.origin, host.name, host.url, "Project" if host.url.startswith("/") else "Organization")


def _performer(billing: Billing, frame: Frame) -> Node:
    return node(
        "Person",
        name=words(billing.name),
        url=whole(frame.origin, billing.url),
        jobTitle=one_or_many([words(role) for role, _place in billing.affiliations if role]),
        affiliation=one_or_many([node("Organization", name=words(place)) for _role, place in billing.affiliations]),
    )


def _translators(page: EventPage) -> list[Node]:
    """Organizations whose interpreters are confirmed, each once."""
    if page.card.state == Occurrence.CANCELLED:
        return []
    lines = [*(line for note in page.languages for line in note.lines), *page.services]
    return [
        node("Organization", name=words(name))
        for name in dict.fromkeys(line.translator for line in lines if line.translator)
    ]


def _series(host: Host, frame: Frame) -> Node:
    url = whole(frame.origin, host.url)
    return node("EventSeries", id=f"{url}#series", name=words(host.name), url=url)


def _images(page: EventPage, frame: Frame) -> list[Node]:
    shown = picture(frame, page.card.image, page.card.image_description)
    return [share_image(frame), *([shown] if shown else [])]


def _recordings(page: EventPage, frame: Frame) -> list[Node]:
    """Every recording that can be opened, with its language; a link to another site is not the file itself."""
    return [
        _recording(item, found.language, page.card, frame)
        for found in page.material_sets
        for item in found.items
        if item.url and item.kind in MEDIA
    ]


def _recording(item: MaterialItem, language: str, card: EventCard, frame: Frame) -> Node:
    address = whole(frame.origin, item.url)
    hours, minutes = divmod(item.minutes, 60)
    is_here = not item.leads_elsewhere
    return node(
        MEDIA[MaterialKind(item.kind)],
        id=address if is_here else "",
        name=words(item.title),
        description=item.about,
        inLanguage=language,
        duration=f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}" if item.minutes else None,
        url=None if is_here else address,
        contentUrl=address if is_here else None,
        encodingFormat=item.media_type if is_here else None,
        isAccessibleForFree=True if is_here else None,  # this site hands it over, and asks for nothing
        thumbnailUrl=frame.image,
    )


def _crumbs(page: EventPage, frame: Frame) -> Node:
    series = [(page.series.name, page.series.url)] if page.series else []
    return breadcrumbs(frame, _list_crumb(page.card, frame), *series)


def _list_crumb(card: EventCard, frame: Frame) -> tuple[str, str]:
    if card.state == "over":
        return _("Past events"), localized_reverse("event-archive", frame.language)
    return _("Upcoming events"), localized_reverse("event-list", frame.language)
