"""What interpreters want to know before an event, with what they will say in one language beside the other.

Knows no HTTP and costs no query for an event that was fetched `for_page`. Labels are in the active language; names,
roles and terms are given in every language in which they exist, because an interpreter needs both.

What stays out although the page is private: the names of people whom an event does not name in public (a link can be
passed on), the names of interpreters, the notes on a service.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciwo_site.dates import When, ZoneTime, file_size, full_date, long_date, other_zone, when
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, site_languages
from ciwo_site.richtext import plain_text
from events.cards import ICONS, state_label, state_of
from events.enums import MaterialKind, SlotStatus, SpeakerPart
from events.intake.acronyms import find_acronyms
from events.language_access import service_phrase
from events.material_items import host_of
from events.models import Event, InterpretationSlot, Material, Speaker
from programs.cards import page_count
from programs.glossary_terms import forms_to_avoid, terms_in
from programs.models import GlossaryTerm, Organization

Texts = list[LocalText]  # the same words in each language in which they are written, the reader's first
FileAddress = Callable[[Material], str]


@dataclass(frozen=True, slots=True)
class Service:
    """One language service, with the hours on the clocks of each zone that the event is shown in."""

    name: str
    status: str
    status_label: str
    provider: Texts
    hours: list[str]
    call_time: list[str]  # empty while nobody has set one
    team: str
    papers: str  # by when slides and texts come, or when they were sent
    recording: str
    is_recorded: bool
    how_to_join: Texts  # what participants are told


@dataclass(frozen=True, slots=True)
class SpeakerNote:
    name: Texts
    say: str  # how to say the name
    pronouns: str
    part: str  # empty for a plain speaker
    roles: Texts
    affiliations: list[Texts]


@dataclass(frozen=True, slots=True)
class Paper:
    """Slides or a text to prepare with; without an address it is announced."""

    icon: str
    title: Texts
    about: str
    url: str
    leads_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What something is called in one language; the texts are empty where nobody has said."""

    language: str
    short: str
    long: str
    avoid: list[str]
    note: str


@dataclass(frozen=True, slots=True)
class About:
    """The announcement in one language."""

    language: str
    language_name: str  # in the reader's words
    summary: str
    body: str  # rich text


@dataclass(frozen=True, slots=True)
class Briefing:
    title: Texts
    kind_label: str
    mode_label: str
    state: str
    state_label: str
    note: Texts  # on a postponement or cancellation
    when: When
    other_zones: list[ZoneTime]
    venue: str
    place: Texts
    platform: str
    floor: list[str]  # languages spoken from the stage
    services: list[Service]
    run_of_show: str
    about: list[About]
    speakers: list[SpeakerNote]
    people_are_unnamed: bool  # somebody on stage is left out here
    papers: list[Paper]
    languages: list[str]  # the columns of the two tables below
    acronyms: list[list[Form]]
    terms: list[list[Form]]

    @property
    def something_is_recorded(self) -> bool:
        return any(service.is_recorded for service in self.services)


def briefing(event: Event, at: datetime, terms: Iterable[GlossaryTerm], file_address: FileAddress) -> Briefing:
    """The briefing of an event that was fetched `for_page`, for readers of the active language."""
    language = active_language()
    state = state_of(event, at)
    slots = [slot for slot in event.slots.all() if slot.status != SlotStatus.CANCELLED]
    speakers = event.speakers.all()
    named = [speaker for speaker in speakers if may_be_told(event, speaker)]
    codes = [language, *(code for code in site_languages() if code != language)]
    return Briefing(
        title=every_text(event, "title"),
        kind_label=str(event.get_kind_display()),
        mode_label=str(event.get_attendance_mode_display()),
        state=state,
        state_label=state_label(state),
        note=every_text(event, "occurrence_note"),
        when=when(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone, language=language),
        other_zones=[] if event.all_day else [_in_zone(event, zone) for zone in _zones(event)[1:]],
        venue=event.venue,
        place=every_text(event, "place"),
        platform=str(event.get_platform_display()) if event.platform else "",
        floor=[language_name(row.language) for row in event.languages.all()],
        services=[_service(slot, event) for slot in slots],
        run_of_show=event.run_of_show.strip(),
        about=_about(event, codes),
        speakers=[_speaker(speaker, at) for speaker in named],
        people_are_unnamed=len(named) < len(speakers),
        papers=[_paper(material, event, file_address) for material in event.materials.all()],
        languages=[capfirst(language_name(code)) for code in codes],
        acronyms=list(_acronyms(event, named, slots, codes)),
        terms=[[_term(term, code) for code in codes] for term in terms_of(event, named, terms)],
    )


def every_text(entry: Any, field: str) -> Texts:
    """A bilingual field in each language in which it is written, the reader's first; equal texts once."""
    wanted = active_language()
    found: dict[str, LocalText] = {}
    for code in sorted(site_languages(), key=lambda code: code != wanted):
        if text := (getattr(entry, f"{field}_{code}") or "").strip():
            found.setdefault(text, LocalText(text, code, wanted))
    return list(found.values())


def may_be_told(event: Event, speaker: Speaker) -> bool:
    """Groups, and people who are named in public."""
    return speaker.person is None or (event.people_named and speaker.person.named_publicly)


# Services ---------------------------------------------------------------------------------------------------------------


def _service(slot: InterpretationSlot, event: Event) -> Service:
    return Service(
        name=capfirst(service_phrase(slot)),
        status=slot.status,
        status_label=str(slot.get_status_display()),
        provider=_names(slot.provider) if slot.provider else [],
        hours=_hours(slot, event),
        call_time=_clock_times(slot.call_time, None, event) if slot.call_time else [],
        team=_team(slot),
        papers=_papers_due(slot),
        recording=_recording(slot),
        is_recorded=slot.channel_recorded,
        how_to_join=every_text(slot, "how_to_join"),
    )


def _hours(slot: InterpretationSlot, event: Event) -> list[str]:
    starts_at = slot.starts_at or (None if event.all_day else event.starts_at)
    ends_at = slot.ends_at or (None if event.all_day else event.ends_at)
    if starts_at is None:
        return [_("The hour is not known yet.")]
    return _clock_times(starts_at, ends_at, event)


def _clock_times(starts_at: datetime, ends_at: datetime | None, event: Event) -> list[str]:
    """The hours in the event's own zone, with the day where it is not the event's, then in its other zones."""
    language = active_language()
    times = [
        other_zone(starts_at, ends_at, time_zone=event.time_zone, shown_in=zone, language=language).text
        for zone in _zones(event)
    ]
    day = starts_at.astimezone(event.zone).date()
    if day != event.local_date:
        times[0] = f"{full_date(day, language)}, {times[0]}"
    return [capfirst(time) for time in times]


def _zones(event: Event) -> list[str]:
    return list(dict.fromkeys([event.time_zone, *event.also_shown_in]))


def _in_zone(event: Event, zone: str) -> ZoneTime:
    return other_zone(
        event.starts_at, event.ends_at, time_zone=event.time_zone, shown_in=zone, language=active_language()
    )


def _team(slot: InterpretationSlot) -> str:
    if not slot.team_size:
        return ""
    return ngettext("%(count)s person", "%(count)s people", slot.team_size) % {"count": slot.team_size}


def _papers_due(slot: InterpretationSlot) -> str:
    language = active_language()
    if slot.materials_sent:
        return _("Sent on %(date)s.") % {"date": long_date(slot.materials_sent, language)}
    if slot.materials_due:
        return _("You will have them by %(date)s.") % {"date": long_date(slot.materials_due, language)}
    return ""


def _recording(slot: InterpretationSlot) -> str:
    if not slot.channel_recorded:
        return _("This channel is not recorded.")
    if slot.channel_publishable:
        return _("This channel is recorded, and the recording may be published.")
    return _("This channel is recorded. The recording will not be published.")


# People and papers ------------------------------------------------------------------------------------------------------


def _speaker(speaker: Speaker, at: datetime) -> SpeakerNote:
    part = "" if speaker.part == SpeakerPart.SPEAKER else str(speaker.get_part_display())
    roles = every_text(speaker, "role")
    person = speaker.person
    if person is None:
        return SpeakerNote(every_text(speaker, "group"), "", "", part, roles, [])
    billed = [speaker.billed_as] if speaker.billed_as else person.current_affiliations
    return SpeakerNote(
        name=_billed_names(person),
        say=person.pronunciation,
        pronouns=person.pronouns,
        part=part,
        roles=roles,
        affiliations=[_affiliation(row) for row in billed if row.may_be_named(at)],
    )


def _billed_names(person: Any) -> Texts:
    """“Dr. Ana Torres”, “Dra. Ana Torres”; the bare name where no title goes before it."""
    titles = every_text(person, "credentials")
    wanted = active_language()
    if not titles:
        return [LocalText(person.name, wanted, wanted)]
    return [LocalText(f"{title} {person.name}", title.language, wanted) for title in titles]


def _affiliation(row: Any) -> Texts:
    """Role and place in each language; a role that one language lacks leaves the place alone."""
    wanted = active_language()
    places = _names(row.organization) if row.organization else every_text(row.program, "title")
    found: dict[str, LocalText] = {}
    for place in places or [LocalText("", wanted, wanted)]:
        role = getattr(row, f"role_{place.language}") or ""
        text = ", ".join(part for part in (role.strip(), place.text) if part)
        found.setdefault(text, LocalText(text, place.language, wanted))
    known = {text.language for text in found.values()}
    for role in every_text(row, "role"):
        if role.language not in known:
            found.setdefault(role.text, role)
    return [text for text in found.values() if text]


def _names(organization: Organization) -> Texts:
    """The name in each language, with its acronym there."""
    wanted = active_language()
    return [
        LocalText(
            f"{name} ({acronym})" if (acronym := _acronym(organization, name.language)) else name.text,
            name.language,
            wanted,
        )
        for name in every_text(organization, "name")
    ]


def _paper(material: Material, event: Event, file_address: FileAddress) -> Paper:
    material.event = event  # already here: asking for it would cost a query
    kind = str(material.get_kind_display())
    titles = every_text(material, "title")
    language = active_language()
    facts = [kind] if titles else []
    facts.append(_("in %(language)s") % {"language": language_name(material.language)})
    if material.pages:
        facts.append(page_count(material.pages))
    if material.file:
        facts += [material.file.name.rpartition(".")[2].upper(), file_size(material.size, language)]
    if material.link:
        facts.append(_("on %(host)s") % {"host": host_of(material.link)})
    return Paper(
        icon=ICONS[MaterialKind(material.kind)],
        title=titles or [LocalText(kind, language, language)],
        about=" · ".join(facts),
        url=(material.link or file_address(material)) if material.may_be_opened else "",
        leads_elsewhere=bool(material.link),
    )


# Words ------------------------------------------------------------------------------------------------------------------


def _about(event: Event, codes: Sequence[str]) -> list[About]:
    found = []
    for code in codes:
        summary, body = (getattr(event, f"{field}_{code}") or "" for field in ("summary", "body"))
        if summary.strip() or plain_text(body):
            found.append(About(code, capfirst(language_name(code)), summary, body))
    return found


def words_of(event: Event, speakers: Iterable[Speaker], language: str) -> str:
    """Everything that the event says in a language, as plain text; the run of show belongs to each, whatever it is in."""
    rows: list[tuple[Any, tuple[str, ...]]] = [(event, ("title", "summary", "body", "occurrence_note", "place"))]
    rows += [(entry, ("title", "summary")) for entry in (event.series, event.program) if entry is not None]
    rows += [(speaker, ("group", "role")) for speaker in speakers]
    rows += [(material, ("title",)) for material in event.materials.all()]
    texts = [getattr(row, f"{field}_{language}") or "" for row, fields in rows for field in fields]
    return "\n".join([*(plain_text(text) if "<" in text else text for text in texts), event.run_of_show])


def terms_of(event: Event, speakers: Sequence[Speaker], terms: Iterable[GlossaryTerm]) -> list[GlossaryTerm]:
    """The terms of the glossary that the event's texts use in any language, in alphabetical order."""
    terms = list(terms)
    found = {
        term.pk: term for code in site_languages() for term in terms_in(words_of(event, speakers, code), code, terms)
    }
    return sorted(found.values(), key=lambda term: str(term).casefold())


def _term(term: GlossaryTerm, language: str) -> Form:
    form, note = (getattr(term, f"{field}_{language}") or "" for field in ("term", "note"))
    return Form(language, "", form.strip(), forms_to_avoid(term, language), note.strip())


def _acronyms(
    event: Event, speakers: Iterable[Speaker], slots: Iterable[InterpretationSlot], codes: Sequence[str]
) -> Iterator[list[Form]]:
    """Short forms of the organizations concerned, each in every language; then those that the texts explain."""
    known = set()
    for organization in _organizations(event, speakers, slots):
        row = [_organization_form(organization, code) for code in codes]
        if any(form.short for form in row):
            known |= {form.short for form in row}
            yield row
    lines = [(words_of(event, speakers, code), code) for code in codes]
    for guess in find_acronyms(lines):
        acronym = guess.value
        if acronym.short not in known:
            known.add(acronym.short)
            yield [
                Form(code, acronym.short, acronym.long, [], "")
                if code == acronym.language
                else Form(code, "", "", [], "")
                for code in codes
            ]


def _organizations(
    event: Event, speakers: Iterable[Speaker], slots: Iterable[InterpretationSlot]
) -> list[Organization]:
    found = [event.series.organization if event.series else None]
    found += [cohost.organization for cohost in event.cohosts.all()]
    for speaker in speakers:
        if speaker.person is not None:
            billed = [speaker.billed_as] if speaker.billed_as else speaker.person.current_affiliations
            found += [row.organization for row in billed]
    found += [slot.provider for slot in slots]
    return list({organization.pk: organization for organization in found if organization is not None}.values())


def _organization_form(organization: Organization, language: str) -> Form:
    name = (getattr(organization, f"name_{language}") or "").strip()
    return Form(language, _acronym(organization, language), name, [], "")


def _acronym(organization: Organization, language: str) -> str:
    return (getattr(organization, f"acronym_{language}") or "").strip()


def expiry_words(expires_at: datetime | None, event: Event) -> str:
    """Until when the link works, as a date in the event's zone."""
    if expires_at is None:
        return ""
    day: date = expires_at.astimezone(event.zone).date()
    return _("This link works until %(date)s.") % {"date": long_date(day, active_language())}
