"""In which languages an event can be followed, and how sure that is: generated from the data, never typed.

Pure: takes an event's floor languages and slots, and the moment; returns sentences in the active language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciwo_site.dates import join_words, long_date, other_zone, when
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, site_languages, text_in
from events.afterwards import Remnant, afterwards
from events.enums import INTERPRETATION, LanguageService, ServiceProvision, SlotStatus


class Certainty(StrEnum):
    """How sure a reader can be of a language."""

    FLOOR = "floor"  # it is spoken from the stage
    CONFIRMED = "confirmed"
    PART = "part"  # confirmed, but not for all of the event
    PENDING = "pending"  # asked for; nobody has promised it
    NONE = "none"
    UNKNOWN = "unknown"


PENDING_STATUSES = {SlotStatus.REQUESTED, SlotStatus.HELD}


class FloorLanguage(Protocol):
    language: str


class Provider(Protocol):
    def text(self, field: str, language: str | None = None) -> LocalText: ...


class Slot(Protocol):
    service: str
    from_language: str
    to_language: str
    both_ways: bool
    provided_by: str
    status: str
    confirm_by: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    channel_publishable: bool

    @property
    def provider(self) -> Provider | None: ...

    @property
    def languages_given(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Hours:
    """When the event is: what the hours of a service are measured against."""

    starts_at: datetime
    ends_at: datetime | None  # where nobody has noted it, a service that ends early is not told from one that does not
    over_at: datetime
    time_zone: str

    def hold_more_than(self, slot: Slot) -> bool:
        """Is the service for a part of the event only?"""
        starts_late = slot.starts_at is not None and slot.starts_at > self.starts_at
        ends_early = slot.ends_at is not None and slot.ends_at < self.over_at
        return starts_late or ends_early


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words for a list."""

    text: str
    certainty: Certainty
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence about one service, and what goes with it."""

    text: str
    certainty: Certainty
    detail: str = ""  # who provides it, by when it will be confirmed, for which part of the event
    how_to_join: LocalText | None = None
    translator: LocalText | None = None  # whose interpreters are confirmed, where the sentence names them


@dataclass(frozen=True, slots=True)
class LanguageNote:
    """What the event's page says of one language."""

    language: str
    name: str  # a site language in its own words, any other in the reader's
    certainty: Certainty
    lines: list[Line]

    @property
    def tone(self) -> str:
        """How the page draws it: sure, part, asked, none or unknown."""
        sure = self.certainty in (Certainty.FLOOR, Certainty.CONFIRMED)
        return "sure" if sure else {Certainty.PENDING: "asked"}.get(self.certainty, self.certainty.value)

    @property
    def icon(self) -> str:
        return {"sure": "check", "part": "half", "asked": "hourglass", "none": "cross"}.get(self.tone, "speech")


def certainty_of(language: str, floor: Iterable[FloorLanguage], slots: Iterable[Slot], hours: Hours) -> Certainty:
    """How sure it is that somebody who knows only this language can follow all of the event.

    The queryset's `followable_in` finds the same events. Two services that fill the event only together count as parts,
    each with its hours.
    """
    floor_languages = {row.language for row in floor}
    if language in floor_languages:
        return Certainty.FLOOR
    given = [slot for slot in slots if language in slot.languages_given]
    confirmed = [slot for slot in given if slot.status == SlotStatus.CONFIRMED]
    if confirmed:
        return Certainty.PART if all(hours.hold_more_than(slot) for slot in confirmed) else Certainty.CONFIRMED
    if any(slot.status in PENDING_STATUSES for slot in given):
        return Certainty.PENDING
    return Certainty.NONE if floor_languages else Certainty.UNKNOWN


def badges(floor: Iterable[FloorLanguage], slots: Iterable[Slot], hours: Hours, *, is_over: bool) -> list[Badge]:
    """What a list says of the languages of an event: first what is spoken, then what is added.

    A part is not told where the same service is there for the whole.
    """
    found = [
        Badge(
            capfirst(pgettext("badge", "in %(language)s") % {"language": language_name(row.language)}),
            Certainty.FLOOR,
            row.language,
        )
        for row in floor
    ]
    spoken = {row.language for row in floor}
    parts = []
    for slot in slots:
        certainty = _slot_certainty(slot, is_over=is_over)
        if certainty is None:
            continue
        for language in _languages_added(slot, spoken):
            text = _badge_text(slot, language, certainty)
            if certainty == Certainty.CONFIRMED and hours.hold_more_than(slot):
                parts.append((text, language))
            else:
                found.append(Badge(text, certainty, language))
    told = {badge.text for badge in found}
    found += [
        Badge(_("%(service)s, in part") % {"service": text}, Certainty.PART, language)
        for text, language in parts
        if text not in told
    ]
    return list(dict.fromkeys(found))


def _languages_added(slot: Slot, spoken: set[str]) -> list[str]:
    """What is not spoken anyway; captions add something even in the language that is spoken."""
    if slot.service == LanguageService.CAPTIONS:
        return [slot.to_language]
    return [language for language in slot.languages_given if language not in spoken]


def _carries_over(slot: Slot) -> bool:
    """Does the service bring one spoken language into another: by interpretation, or by captions that translate?"""
    translates = slot.service == LanguageService.CAPTIONS and slot.from_language != slot.to_language
    return slot.service in INTERPRETATION or translates


def _slot_certainty(slot: Slot, *, is_over: bool) -> Certainty | None:
    """What a slot lets us say in public; nothing of one that is only wished for, cancelled, or past and unsure."""
    if slot.status == SlotStatus.CONFIRMED:
        return Certainty.CONFIRMED
    if slot.status in PENDING_STATUSES and not is_over:
        return Certainty.PENDING
    return None


def _badge_text(slot: Slot, language: str, certainty: Certainty) -> str:
    names = {"language": language_name(language)}
    if slot.service == LanguageService.SIGN_LANGUAGE:
        text = capfirst(names["language"])
        return text if certainty == Certainty.CONFIRMED else _("%(service)s requested") % {"service": text}
    if slot.service == LanguageService.CAPTIONS:
        if certainty == Certainty.CONFIRMED and slot.provided_by == ServiceProvision.AUTOMATIC:
            return _("Automatic captions in %(language)s") % names
        if certainty == Certainty.CONFIRMED:
            return _("Live captions in %(language)s") % names
        return _("Captions in %(language)s requested") % names
    if certainty == Certainty.CONFIRMED and slot.provided_by == ServiceProvision.AUTOMATIC:
        return _("Interpreted into %(language)s by a machine") % names
    if certainty == Certainty.CONFIRMED:
        return _("Interpreted into %(language)s") % names
    return _("Interpretation into %(language)s requested") % names


def notes(
    floor: Iterable[FloorLanguage],
    slots: Iterable[Slot],
    hours: Hours,
    *,
    is_over: bool,
    materials: Iterable[Remnant] | None = (),
) -> list[LanguageNote]:
    """What the event's page says of each language, the site's own first.

    `materials` are those posted and those announced: what there is where nobody interprets. None: nothing is said of them.
    """
    floor, materials = list(floor), None if materials is None else list(materials)
    said = [slot for slot in slots if _slot_certainty(slot, is_over=is_over) and _carries_over(slot)]
    languages = [
        *site_languages(),
        *(row.language for row in floor),
        *(language for slot in said for language in slot.languages_given),
    ]
    return [
        _note(language, floor, said, hours, is_over=is_over, materials=materials)
        for language in dict.fromkeys(languages)
    ]


def other_services(slots: Iterable[Slot], hours: Hours, *, is_over: bool) -> list[Line]:
    """Sign language, and captions in the language that is spoken."""
    return [
        _line(slot, certainty, hours, is_over=is_over)
        for slot in slots
        if not _carries_over(slot) and (certainty := _slot_certainty(slot, is_over=is_over))
    ]


def _note(
    language: str,
    floor: list[FloorLanguage],
    said: list[Slot],
    hours: Hours,
    *,
    is_over: bool,
    materials: list[Remnant] | None,
) -> LanguageNote:
    certainty = certainty_of(language, floor, said, hours)
    lines = [
        _line(slot, _slot_certainty(slot, is_over=is_over) or Certainty.NONE, hours, is_over=is_over)
        for slot in said
        if language in slot.languages_given
    ]
    if certainty in (Certainty.NONE, Certainty.UNKNOWN):
        lines.insert(0, Line(_plain_sentence(certainty, is_over=is_over), certainty))
    if certainty == Certainty.FLOOR:
        others = [row.language for row in floor if row.language != language]
        lines.insert(0, Line(_floor_sentence(others, is_over=is_over), certainty))
    if materials is not None and certainty in (Certainty.NONE, Certainty.PART, Certainty.PENDING):
        instead = afterwards(language, materials, is_over=is_over, is_all=certainty == Certainty.NONE)
        lines += [Line(sentence, certainty) for sentence in instead]
    name = settings.LANGUAGE_NAMES.get(language) or capfirst(language_name(language))
    return LanguageNote(language, name, certainty, lines)


def _plain_sentence(certainty: Certainty, *, is_over: bool) -> str:
    now, before = {
        Certainty.NONE: (_("No interpretation is planned."), _("There was no interpretation.")),
        Certainty.UNKNOWN: (
            _("The languages of this event are not announced yet."),
            _("We have no record of the languages of this event."),
        ),
    }[certainty]
    return before if is_over else now


def _floor_sentence(others: list[str], *, is_over: bool) -> str:
    """What is spoken; beside other languages, that they are too: whoever knows only one of them misses a part."""
    if not others:
        return _("It was spoken from the stage.") if is_over else _("Spoken from the stage.")
    names = {"languages": join_words([language_name(code) for code in others], active_language())}
    if is_over:
        return _("It was spoken from the stage, along with %(languages)s.") % names
    return _("Spoken from the stage, along with %(languages)s.") % names


def _line(slot: Slot, certainty: Certainty, hours: Hours, *, is_over: bool) -> Line:
    is_part = hours.hold_more_than(slot)
    return Line(
        text=_service_sentence(slot, certainty, is_over=is_over, is_part=is_part),
        certainty=Certainty.PART if is_part and certainty == Certainty.CONFIRMED else certainty,
        detail=_slot_detail(slot, certainty, hours, is_over=is_over),
        how_to_join=_how_to_join(slot) if certainty == Certainty.CONFIRMED and not is_over else None,
        translator=_translator(slot) if certainty == Certainty.CONFIRMED else None,
    )


def _translator(slot: Slot) -> LocalText | None:
    """The organization whose people interpret; not one whose machine does, nor one that writes captions."""
    by_people = slot.provided_by == ServiceProvision.PEOPLE and slot.service != LanguageService.CAPTIONS
    return slot.provider.text("name") if by_people and slot.provider is not None else None


def _service_sentence(slot: Slot, certainty: Certainty, *, is_over: bool, is_part: bool) -> str:
    names = {"service": service_phrase(slot)}
    if certainty == Certainty.PENDING:
        if is_part:
            return _("Requested for a part of the event, not confirmed yet: %(service)s.") % names
        return _("Requested, not confirmed yet: %(service)s.") % names
    if is_over:
        return (_("For a part of it, it had %(service)s.") if is_part else _("It had %(service)s.")) % names
    if is_part:
        return _("Confirmed for a part of the event only: %(service)s.") % names
    return _("Confirmed: %(service)s.") % names


def _slot_detail(slot: Slot, certainty: Certainty, hours: Hours, *, is_over: bool) -> str:
    """Who provides the service, in which hours if they are not the event's, and by when a request will be settled."""
    parts = []
    if hours.hold_more_than(slot):
        parts.append(_slot_hours(slot, hours))
    if certainty == Certainty.CONFIRMED and slot.provider is not None:
        parts.append(_("Provided by %(provider)s.") % {"provider": slot.provider.text("name")})
    if certainty == Certainty.CONFIRMED and slot.channel_publishable and slot.service in INTERPRETATION and not is_over:
        parts.append(_("The interpretation is recorded and may be posted afterwards."))
    if certainty == Certainty.PENDING:
        if slot.confirm_by is not None:
            parts.append(
                _("We will say here by %(date)s if it is confirmed.")
                % {"date": long_date(slot.confirm_by, active_language())}
            )
        else:
            parts.append(_("We will say here if it is confirmed."))
    return " ".join(parts)


def _slot_hours(slot: Slot, hours: Hours) -> str:
    """“Hours: 6:00–7:00 p.m. ET.”, with the date where the event has several; only the start where no end is known."""
    starts_at = slot.starts_at or hours.starts_at
    ends_at = slot.ends_at or hours.ends_at
    zone, language = ZoneInfo(hours.time_zone), active_language()
    days = {moment.astimezone(zone).date() for moment in (hours.starts_at, hours.ends_at, starts_at) if moment}
    if len(days) > 1:
        time = when(starts_at, ends_at, all_day=False, time_zone=hours.time_zone, language=language).text
    else:
        time = other_zone(
            starts_at, ends_at, time_zone=hours.time_zone, shown_in=hours.time_zone, language=language
        ).text
    return (_("Hours: %(time)s.") if ends_at is not None else _("It begins at %(time)s.")) % {"time": time}


def _how_to_join(slot: Slot) -> LocalText | None:
    return text_in(slot, "how_to_join") or None


def service_phrase(slot: Slot) -> str:
    """The service in words, in the active language: “live interpretation between English and Spanish”."""
    words = {"source": language_name(slot.from_language), "target": language_name(slot.to_language)}
    automatic = slot.provided_by == ServiceProvision.AUTOMATIC
    if slot.service == LanguageService.CAPTIONS:
        return (_("automatic live captions in %(target)s") if automatic else _("live captions in %(target)s")) % words
    if slot.service == LanguageService.SIGN_LANGUAGE:
        return _("interpretation into %(target)s") % words
    if slot.service == LanguageService.CONSECUTIVE:
        if slot.both_ways:
            return _("consecutive interpretation between %(source)s and %(target)s") % words
        return _("consecutive interpretation from %(source)s into %(target)s") % words
    if automatic:
        return _("automatic interpretation from %(source)s into %(target)s") % words
    if slot.both_ways:
        return _("live interpretation between %(source)s and %(target)s") % words
    return _("live interpretation from %(source)s into %(target)s") % words
