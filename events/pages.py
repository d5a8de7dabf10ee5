"""An event as its page shows it, in the order of a reader's questions."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ciwo_site.dates import ZoneTime, long_date, other_zone
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.promises import follows_words
from events.access_requests.deadlines import Invitation, invitation
from events.cards import EventCard, event_card, hours_of
from events.channels import ChannelNote, channel_note
from events.enums import Occurrence, SpeakerPart
from events.language_access import Certainty, LanguageNote, Line, notes, other_services
from events.material_items import MaterialSet, host_of, material_sets
from events.models import Event, Material, Speaker
from events.take_away.offer import TakeAway, event_offer
from programs.cards import GuideCard, guide_card


@dataclass(frozen=True, slots=True)
class Billing:
    """Somebody on stage, as the page names them."""

    name: LocalText
    url: str  # empty where the person has no page: a group, or nobody named
    pronouns: str
    part: str  # empty for a plain speaker
    role: LocalText
    affiliations: list[tuple[LocalText, LocalText]]  # role, organization or program


@dataclass(frozen=True, slots=True)
class Registration:
    """How to register, or why that is not possible."""

    state: str  # open, not_yet, closed, unknown, or none where there is nothing to register for
    link: str = ""
    text: str = ""

    @property
    def host(self) -> str:
        return host_of(self.link)


@dataclass(frozen=True, slots=True)
class Host:
    name: LocalText
    url: str


@dataclass(frozen=True, slots=True)
class EventPage:
    card: EventCard
    body: LocalText
    recap: LocalText
    note: LocalText
    venue: str
    time_zone: str
    other_zones: list[ZoneTime]
    moved_from: str  # the date that was announced before, empty if there was none
    moved_from_day: date | None
    languages: list[LanguageNote]
    services: list[Line]
    people: list[Billing]
    people_are_unnamed: bool
    registration: Registration
    material_sets: list[MaterialSet]
    guides: list[GuideCard]
    series: Host | None
    program: Host | None
    hosts: list[Host]
    topics: list[Host]
    channels: ChannelNote | None = None
    asking: Invitation | None = None  # none once nothing can be asked for any more
    take_away: TakeAway | None = None  # none where there is nothing to take
    follows: str = ""  # when the text in the reader's language is promised

    def __hash__(self) -> int:
        return hash(self.card)

    @property
    def has_something_to_open(self) -> bool:
        """Is there anything to watch or read, not only announced?"""
        return bool(self.guides) or any(item.url for found in self.material_sets for item in found.items)

    @property
    def languages_are_unknown(self) -> bool:
        return all(note.certainty == Certainty.UNKNOWN for note in self.languages)


def event_page(event: Event, at: datetime) -> EventPage:
    """The page of an event that was fetched `for_page`, in the active language. Costs no query."""
    language = active_language()
    card = event_card(event, at)
    texts = {name: event.text(name, language) for name in ("body", "recap", "occurrence_note")}
    is_over = event.is_over(at)
    hours, slots = hours_of(event), event.slots.all()
    moved_from_day = _moved_from_day(event)
    is_to_come = not is_over and event.occurrence != Occurrence.CANCELLED
    archive = reverse("event-archive" if is_over else "event-list")
    return EventPage(
        card=card,
        body=texts["body"],
        recap=texts["recap"],
        note=texts["occurrence_note"],
        venue=event.venue,
        time_zone=event.time_zone,
        other_zones=_other_zones(event, language),
        moved_from=long_date(moved_from_day, language) if moved_from_day else "",
        moved_from_day=moved_from_day,
        languages=notes(event.languages.all(), slots, hours, is_over=is_over, materials=_open_or_announced(event)),
        services=other_services(slots, hours, is_over=is_over),
        people=_people(event, at),
        people_are_unnamed=not event.people_named,
        registration=registration(event, at),
        material_sets=material_sets(event, language),
        guides=[guide_card(guide) for guide in event.published_guides if guide.listed],
        series=_host(event.series, at),
        program=_host(event.program, at),
        hosts=_hosts(event, at),
        topics=[Host(topic.text("name"), f"{archive}?topic={topic.pk}") for topic in event.topics.all()],
        channels=channel_note(event.platform, slots, language=language) if is_to_come else None,
        asking=invitation(event, at),
        take_away=event_offer(event, [guide for guide in event.published_guides if guide.listed]),
        follows=follows_words(event.promised_on, language, at),
    )


def _open_or_announced(event: Event) -> list[Material]:
    """Without those that lie here already but that nobody may open yet."""
    return [material for material in event.materials.all() if not material.is_posted or material.may_be_opened]


def _other_zones(event: Event, language: str) -> list[ZoneTime]:
    if event.all_day:
        return []
    return [
        other_zone(event.starts_at, event.ends_at, time_zone=event.time_zone, shown_in=zone, language=language)
        for zone in event.also_shown_in
        if zone != event.time_zone
    ]


def _moved_from_day(event: Event) -> date | None:
    before = event.previous_starts_at
    return None if before is None or before == event.starts_at else before.astimezone(event.zone).date()


def _people(event: Event, at: datetime) -> list[Billing]:
    """Those who may be named; where people may not, only groups, which name nobody."""
    return [
        _billing(speaker, at)
        for speaker in event.speakers.all()
        if speaker.person is None or (event.people_named and speaker.person.named_publicly)
    ]


def _billing(speaker: Speaker, at: datetime) -> Billing:
    part = "" if speaker.part == SpeakerPart.SPEAKER else str(speaker.get_part_display())
    if speaker.person is None:
        return Billing(speaker.text("group"), "", "", part, speaker.text("role"), [])
    person = speaker.person
    billed = [speaker.billed_as] if speaker.billed_as else person.current_affiliations
    language = active_language()
    return Billing(
        name=LocalText(person.billed_name, language, language),
        url=person.address(language),
        pronouns=person.pronouns,
        part=part,
        role=speaker.text("role"),
        affiliations=[(row.text("role"), row.place) for row in billed if row.may_be_named(at)],
    )


def registration(event: Event, at: datetime) -> Registration:
    """What somebody who wants to register should know now."""
    if event.is_over(at) or event.occurrence == Occurrence.CANCELLED:
        return Registration("none")
    if event.is_open_for_registration(at):
        return Registration("open", event.registration_link, _closing(event))
    language = active_language()
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if opens is not None and at < opens:
        date = long_date(opens.astimezone(event.zone).date(), language)
        return Registration("not_yet", text=_("Registration opens on %(date)s.") % {"date": date})
    if closes is not None and closes <= at:
        return Registration("closed", text=_("Registration is closed."))
    if event.occurrence == Occurrence.POSTPONED:
        return Registration("unknown", text=_("Registration will be announced with the new date."))
    return Registration("unknown", text=_("The registration link is not posted yet."))


def _closing(event: Event) -> str:
    """Until when somebody can register, in words; empty where nothing is said."""
    closes = event.registration_closes_at
    if closes is None:
        return ""
    date = long_date(closes.astimezone(event.zone).date(), active_language())
    return _("Registration closes on %(date)s.") % {"date": date}


def _host(entry: object | None, at: datetime) -> Host | None:
    if entry is None or not entry.may_be_named(at):  # type: ignore[attr-defined]
        return None
    return Host(entry.text("title"), entry.address())  # type: ignore[attr-defined]


def _hosts(event: Event, at: datetime) -> list[Host]:
    """The series' organization and everybody who hosts with it, each once."""
    hosts = []
    if event.series is not None and event.series.organization is not None and event.series.is_published(at):
        hosts.append(Host(event.series.organization.full_name, event.series.organization.web_page))
    for cohost in event.cohosts.all():
        host = (
            Host(cohost.organization.full_name, cohost.organization.web_page)
            if cohost.organization
            else _host(cohost.program, at)
        )
        if host and host not in hosts:
            hosts.append(host)
    return hosts
