"""An event as a list shows it: every text ready, nothing left for a template to compute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from ciwo_site.dates import When, month_heading, when
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.plates import figure_for
from events.enums import AttendanceMode, EventKind, MaterialKind, Occurrence
from events.language_access import Badge, Hours, badges
from events.models import Event, Material

ICONS = {
    MaterialKind.RECORDING: "play",
    MaterialKind.AUDIO: "audio",
    MaterialKind.SLIDES: "slides",
    MaterialKind.TRANSCRIPT: "document",
    MaterialKind.CAPTIONS: "captions",
    MaterialKind.DOCUMENT: "document",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that can be opened afterwards, in a few words."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class EventCard:
    number: int
    url: str
    kind: str
    kind_label: str
    mode: str
    mode_label: str
    title: LocalText
    summary: LocalText
    belongs: list[LocalText]  # series, program, and for a gathering how and where people meet
    when: When
    state: str  # scheduled, live, postponed, cancelled or over
    state_label: str  # empty where the state needs no word
    place: LocalText
    badges: list[Badge]
    attachments: list[Attachment]
    figure: str
    image: object | None  # the picture's file, with url, width and height
    image_description: LocalText

    def __hash__(self) -> int:
        return hash((self.url, self.state))


@dataclass(frozen=True, slots=True)
class Group:
    """The events of a month or a year, under one heading."""

    heading: str
    anchor: str
    year: str
    month: str  # its name; empty where the heading is a year
    cards: list[EventCard]

    def __hash__(self) -> int:
        return hash((self.anchor, len(self.cards)))


def hours_of(event: Event) -> Hours:
    return Hours(event.starts_at, event.ends_at, event.over_at, event.time_zone)


def state_of(event: Event, at: datetime) -> str:
    if event.occurrence != Occurrence.SCHEDULED:
        return event.occurrence
    if event.is_over(at):
        return "over"
    return "live" if event.is_under_way(at) else "scheduled"


def state_label(state: str) -> str:
    return {
        "live": _("Happening now"),
        Occurrence.POSTPONED: _("Postponed"),
        Occurrence.CANCELLED: _("Cancelled"),
    }.get(state, "")


def event_card(event: Event, at: datetime) -> EventCard:
    """The card of an event that was fetched `for_listing`, in the active language. Costs no query."""
    language = active_language()
    state = state_of(event, at)
    is_over = event.is_over(at)
    return EventCard(
        number=event.pk,
        url=event.address(language),
        kind=event.kind,
        kind_label=str(EventKind(event.kind).label),
        mode=event.attendance_mode,
        mode_label=str(AttendanceMode(event.attendance_mode).label),
        title=event.text("title", language),
        summary=event.text("summary", language),
        belongs=_belongs(event, at, language),
        when=when(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone, language=language),
        state=state,
        state_label=state_label(state),
        place=event.text("place", language),
        badges=[]
        if state == Occurrence.CANCELLED
        else badges(event.languages.all(), event.slots.all(), hours_of(event), is_over=is_over),
        attachments=attachments(event.materials.all(), has_guide=any(guide.listed for guide in event.published_guides)),
        figure=figure_for(event.pk),
        image=event.image or None,
        image_description=event.text("image_description", language),
    )


def _belongs(event: Event, at: datetime, language: str) -> list[LocalText]:
    names = [public_name(event.series, at), public_name(event.program, at)]
    if event.attendance_mode != AttendanceMode.ONLINE:
        names += [
            LocalText(str(event.get_attendance_mode_display()), language, language),
            event.text("place", language),
        ]
    return [name for name in names if name]


def public_name(entry: object | None, at: datetime) -> LocalText | None:
    """The title of what an event belongs to, where readers may know of it."""
    if entry is None or not entry.may_be_named(at):  # type: ignore[attr-defined]
        return None
    return entry.text("title")  # type: ignore[attr-defined]


def attachments(materials: Iterable[Material], *, has_guide: bool) -> list[Attachment]:
    """What can be opened, kind by kind; recordings with their language, and one that is announced."""
    found: dict[Attachment, None] = {}
    for material in materials:
        if not material.may_be_opened:
            if material.kind == MaterialKind.RECORDING and not material.is_posted:
                found[Attachment("hourglass", _("Recording to be posted"))] = None
            continue
        text = material.get_kind_display()
        if material.kind == MaterialKind.RECORDING:
            text = _("Recording in %(language)s") % {"language": language_name(material.language)}
        found[Attachment(ICONS[MaterialKind(material.kind)], str(text))] = None
    if has_guide:
        found[Attachment("document", _("Guide"))] = None
    return list(found)


def by_month(cards: list[EventCard], events: list[Event]) -> list[Group]:
    """Cards under the months of their events, in the order given."""
    language = active_language()
    groups = []
    for (year, month), pairs in groupby(zip(events, cards, strict=True), key=lambda pair: _month(pair[0])):
        members = [card for _event, card in pairs]
        heading = month_heading(year, month, language)
        groups.append(Group(heading, f"{year}-{month:02}", str(year), members[0].when.month_name, members))
    return groups


def by_year(cards: list[EventCard], events: list[Event]) -> list[Group]:
    """Cards under the years of their events, in the order given."""
    pairs = groupby(zip(events, cards, strict=True), key=lambda pair: pair[0].local_date.year)
    return [Group(str(year), str(year), str(year), "", [card for _event, card in members]) for year, members in pairs]


def _month(event: Event) -> tuple[int, int]:
    return event.local_date.year, event.local_date.month
