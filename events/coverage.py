"""How much of an event can be followed in each language, and what is missing. Pure: knows neither database nor clock.

An event that is over has nothing left to put right, so no warnings. Leave cancelled and postponed events out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from events.coverage_warnings import (
    ASKED,
    Code,
    CoverageWarning,
    Severity,
    directions,
    same_service_warnings,
    severity_by,
    slot_warnings,
)
from events.enums import LanguageService, SlotStatus
from events.intervals import Interval, merged, pieces, total_minutes, without
from events.language_access import FloorLanguage
from events.service_plans import (
    Bookings,
    LeadTimes,
    PlannedEvent,
    PlannedSlot,
    ask_by,
    event_stretch,
    hours_are_known,
    slot_interval,
)


class Channel(StrEnum):
    """How a language reaches people."""

    VOICE = "voice"  # the stage and its interpreters
    SIGNS = "signs"
    CAPTIONS = "captions"


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """How much of an event can be followed in one language.

    Covered is what services requested, held or confirmed give, and for a voice what the stage itself gives; confirmed
    is the part of it that is certain. The minutes are None, and the gaps empty, while the event's hours are not known.
    """

    language: str
    channel: Channel
    is_floor: bool
    is_served: bool  # for a part of the event at least
    covered_minutes: int | None
    confirmed_minutes: int | None
    uncovered_minutes: int | None
    gaps: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class EventCoverage:
    event: int
    minutes: int | None  # None: only the date is known, or nobody knows the end
    languages: tuple[LanguageCoverage, ...]
    warnings: tuple[CoverageWarning, ...]  # the most pressing first


Timed: TypeAlias = Sequence[tuple[PlannedSlot, Interval]]


def event_coverage(
    event: PlannedEvent,
    floor: Iterable[FloorLanguage],
    slots: Iterable[PlannedSlot],
    *,
    wanted: Iterable[str],
    bookings: Bookings,
    at: datetime,
    lead_times: LeadTimes,
) -> EventCoverage:
    """Compare an event with its services. `wanted` are the languages that every event should be followed in."""
    slots = list(slots)
    floor_languages = [row.language for row in floor]
    languages = tuple(_languages(event, floor_languages, slots, list(wanted)))
    known = hours_are_known(event)
    whole = event_stretch(event)
    today = at.astimezone(ZoneInfo(event.time_zone)).date()
    warnings: list[CoverageWarning] = []
    if at < whole.ends_at:
        warnings += _event_warnings(event, floor_languages)
        warnings += _language_warnings(event, languages, slots, today, lead_times)
        warnings += same_service_warnings(event, slots)
        for slot in slots:
            if (interval := slot_interval(event, slot)) and interval.ends_at <= at:
                continue  # on an earlier day of a convening
            warnings += slot_warnings(event, slot, bookings=bookings, today=today, lead_times=lead_times)
    warnings.sort(key=lambda one: (list(Severity).index(one.severity), one.due or date.max))
    return EventCoverage(event.pk, whole.minutes if known else None, languages, tuple(warnings))


def _languages(
    event: PlannedEvent, floor: Sequence[str], slots: Sequence[PlannedSlot], wanted: Sequence[str]
) -> Iterator[LanguageCoverage]:
    """Voices first: those that are wanted, of the stage, of the slots; then signs and captions where any are planned."""
    given: dict[Channel, list[str]] = {channel: [] for channel in Channel}
    for slot in slots:
        if slot.status != SlotStatus.CANCELLED:
            given[_channel(slot)] += slot.languages_given
    voices = list(dict.fromkeys([*wanted, *floor, *given[Channel.VOICE]]))
    # An interpreter of signs gives their voice to what is signed; that makes no channel for people who listen.
    signs = [language for language in dict.fromkeys(given[Channel.SIGNS]) if language not in voices]
    for channel, languages in (
        (Channel.VOICE, voices),
        (Channel.SIGNS, signs),
        (Channel.CAPTIONS, list(dict.fromkeys(given[Channel.CAPTIONS]))),
    ):
        timed = [
            (slot, interval)
            for slot in slots
            if _channel(slot) == channel and slot.status in ASKED and (interval := slot_interval(event, slot))
        ]
        yield from (_language(event, language, channel, floor, timed) for language in languages)


def _language(
    event: PlannedEvent, language: str, channel: Channel, floor: Sequence[str], timed: Timed
) -> LanguageCoverage:
    stretch = event_stretch(event)
    if event.ends_at is None and not event.all_day:
        stretch = Interval(stretch.starts_at, max([stretch.ends_at, *(interval.ends_at for _slot, interval in timed)]))
    confirmed = [(slot, interval) for slot, interval in timed if slot.status == SlotStatus.CONFIRMED]
    stage = floor if channel == Channel.VOICE else []
    covered = _covered(language, stage, timed, stretch)
    known = hours_are_known(event)
    minutes = total_minutes(covered)
    return LanguageCoverage(
        language,
        channel,
        is_floor=language in stage,
        is_served=bool(covered),
        covered_minutes=minutes if known else None,
        confirmed_minutes=total_minutes(_covered(language, stage, confirmed, stretch)) if known else None,
        uncovered_minutes=stretch.minutes - minutes if known else None,
        gaps=without(stretch, covered) if known else (),
    )


def _covered(language: str, floor: Sequence[str], timed: Timed, stretch: Interval) -> tuple[Interval, ...]:
    return merged(
        piece
        for piece in pieces(stretch, (interval for _slot, interval in timed))
        if _reaches(language, floor, [slot for slot, interval in timed if interval.contains(piece)])
    )


def _reaches(language: str, floor: Sequence[str], slots: Sequence[PlannedSlot]) -> bool:
    """Does all that is said on the stage reach a language, be it through a third one?

    Two languages on a stage need interpretation both ways. Of signs and captions, and while nobody knows the stage's
    languages, a service that gives the language is enough: what its people listen to is theirs to arrange.
    """
    if not floor:
        return any(language in slot.languages_given for slot in slots)
    ways = {way for slot in slots for way in directions(slot)}
    for spoken in floor:
        reached = {spoken}
        while more := {target for source, target in ways if source in reached} - reached:
            reached |= more
        if language not in reached:
            return False
    return True


def _channel(slot: PlannedSlot) -> Channel:
    return {
        LanguageService.SIGN_LANGUAGE.value: Channel.SIGNS,
        LanguageService.CAPTIONS.value: Channel.CAPTIONS,
    }.get(slot.service, Channel.VOICE)


def _event_warnings(event: PlannedEvent, floor: Sequence[str]) -> Iterator[CoverageWarning]:
    if not floor:
        yield CoverageWarning(Code.FLOOR_UNKNOWN, Severity.PRESSING)
    if event.all_day:
        yield CoverageWarning(Code.HOURS_UNKNOWN, Severity.NOTE)
    elif event.ends_at is None:
        yield CoverageWarning(Code.END_UNKNOWN, Severity.PRESSING)


def _language_warnings(
    event: PlannedEvent,
    languages: Sequence[LanguageCoverage],
    slots: Sequence[PlannedSlot],
    today: date,
    lead_times: LeadTimes,
) -> Iterator[CoverageWarning]:
    """One warning for each gap, whatever the number of languages that it is in."""
    unplanned: list[str] = []
    gaps: dict[tuple[Channel, Interval], list[str]] = {}
    for coverage in languages:
        if coverage.is_served:
            for gap in coverage.gaps:
                gaps.setdefault((coverage.channel, gap), []).append(coverage.language)
        elif not any(_is_needed(slot, coverage) for slot in slots):
            unplanned.append(coverage.language)
    if unplanned:
        due = ask_by(event.starts_at, LanguageService.SIMULTANEOUS, lead_times, ZoneInfo(event.time_zone))
        severity = severity_by(due, today, lead_times)
        yield CoverageWarning(Code.NOTHING_PLANNED, severity, due=due, languages=tuple(unplanned))
    for (channel, gap), missing in gaps.items():
        yield _gap_warning(event, channel, gap, missing, slots)


def _is_needed(slot: PlannedSlot, coverage: LanguageCoverage) -> bool:
    """Is somebody still to be asked for it? The slot then has a warning of its own."""
    is_needed = slot.status == SlotStatus.NEEDED and _channel(slot) == coverage.channel
    return is_needed and coverage.language in slot.languages_given


def _gap_warning(
    event: PlannedEvent, channel: Channel, gap: Interval, missing: Sequence[str], slots: Sequence[PlannedSlot]
) -> CoverageWarning:
    whole = event_stretch(event)
    beside: dict[datetime, PlannedSlot] = {}  # the slot that ends where the gap begins, or begins where it ends
    for slot in sorted(slots, key=lambda slot: set(missing).isdisjoint(slot.languages_given)):
        interval = slot_interval(event, slot)
        if interval and slot.status in ASKED and _channel(slot) == channel:
            beside.setdefault(interval.ends_at if gap.starts_at > whole.starts_at else interval.starts_at, slot)
    if gap.starts_at == whole.starts_at:
        code, moment = Code.STARTS_LATE, gap.ends_at
    else:
        code = Code.ENDS_EARLY if gap.ends_at == whole.ends_at else Code.LEAVES_GAP
        moment = gap.starts_at
    return CoverageWarning(code, Severity.PRESSING, beside[moment], languages=tuple(missing), minutes=gap.minutes)
