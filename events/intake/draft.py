"""One proposal per event of a pasted text, put together from what the other modules find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import islice
from re import compile as pattern

from events.enums import EventKind
from events.intake.acronyms import Acronym, find_acronyms
from events.intake.dates import Day, heading_years, settle_year
from events.intake.groups import find_groups
from events.intake.guesses import Certainty, Gap, Guess, LocalName
from events.intake.hosts import Host, find_hosts, find_programs, find_series
from events.intake.interpretation import Interpretation, find_floor, find_interpretation, find_refusal
from events.intake.languages import detect, is_sure, split_by_language
from events.intake.links import Link, find_links
from events.intake.passages import LIMIT, MOST_PASSAGES, Line, Passage, find_passages, has_mail, read_lines
from events.intake.people import Person, find_people, is_unfinished
from events.intake.places import find_places
from events.intake.times import Stretch, moments_agree
from events.intake.titles import find_titles, is_dull
from events.intake.zones import find_zone

WEBINAR = pattern(
    r"(?i)\b(?:webinar|seminario web|webinario|virtual event|virtual|evento virtual|zoom|online|en línea)\b"
)
CONVENING = pattern(r"(?i)\b(?:in person|in-person|convening|gathered|gathering|presencial|encuentro|nos reunimos)\b")
ITEM = pattern(r"^[-–—•*·] ?\S")
NEAR = 40  # characters from a day in a sentence to its hour
SHOWN = 80  # characters of evidence for a whole text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft of one event, of which nothing is saved. Empty fields are named in `gaps`, beside what looks wrong.

    `day` has a month and a day; `year` completes it. `time_zone` and `also_shown_in` are IANA names. Mappings are by
    language code. A proposal that was refused has gaps and nothing else.
    """

    kind: Guess[EventKind] | None = None
    day: Guess[Day] | None = None
    year: Guess[int] | None = None
    start: Guess[time] | None = None
    end: Guess[time] | None = None
    time_zone: Guess[str] | None = None
    also_shown_in: tuple[Guess[str], ...] = ()
    places: Mapping[str, Guess[str]] = field(default_factory=dict)
    titles: Mapping[str, Guess[str]] = field(default_factory=dict)
    bodies: Mapping[str, Guess[str]] = field(default_factory=dict)  # plain text, a blank line between paragraphs
    floor_languages: tuple[Guess[str], ...] = ()
    interpretation: tuple[Guess[Interpretation], ...] = ()
    people: tuple[Guess[Person], ...] = ()
    groups: tuple[Guess[LocalName], ...] = ()
    cohosts: tuple[Guess[Host], ...] = ()
    series: tuple[Guess[LocalName], ...] = ()
    programs: tuple[Guess[LocalName], ...] = ()
    links: tuple[Guess[Link], ...] = ()
    acronyms: tuple[Guess[Acronym], ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def held_on(self) -> date | None:
        """None while the day or the year is not known, or the year has no such day."""
        return self.day.value.in_year(self.year.value) if self.day and self.year else None

    @property
    def is_refused(self) -> bool:
        return self.kind is None

    @property
    def has_no_hour(self) -> bool:
        return self.start is None


@dataclass(frozen=True, slots=True)
class _Hours:
    start: Guess[time] | None
    end: Guess[time] | None
    zone: Guess[str] | None
    also: tuple[Guess[str], ...]
    gaps: tuple[Gap, ...]


def read_flyer(text: str, *, year: int | None = None, languages: Sequence[str] = ("en", "es")) -> list[Proposal]:
    """A proposal for each event that a text announces, in its order; none for an empty text.

    `year` is what a day without a year is taken to be in, where the text does not say better. A text over `LIMIT`
    characters is not read: its one proposal says so. Never raises, whatever the text.
    """
    if len(text) > LIMIT:
        return [Proposal(gaps=(Gap("text", "too_long", str(LIMIT)),))]
    lines = read_lines(text)
    passages = find_passages(lines)
    if len(passages) > MOST_PASSAGES:
        return [Proposal(gaps=(Gap("text", "too_many", str(MOST_PASSAGES)),))]
    headings = heading_years(line.text for line in lines)
    mail = (Gap("body", "mail_removed"),) if has_mail(text) else ()
    return [_propose(passage, year, headings, languages, mail) for passage in passages]


def _propose(
    passage: Passage, year: int | None, headings: dict[int, Guess[int]], languages: Sequence[str], mail: tuple[Gap, ...]
) -> Proposal:
    texts = [line.text for line in passage.lines]
    spoken = _with_language([line for line in passage.lines if not line.is_image], languages)
    day, settled, day_gaps = _day(passage, year, headings)
    hours = _hours(passage, day, settled)
    places = find_places(spoken)
    titles, title_lines = find_titles(passage, languages)
    bodies = _bodies(passage, title_lines, languages)
    people = find_people(spoken)
    interpretation = find_interpretation(texts, list(bodies))
    floor = find_floor(texts) or _floor_of_text(bodies, interpretation)
    links = find_links(texts)
    kind = _kind(texts, places, hours)
    draft = Proposal(
        kind=kind,
        day=day,
        year=settled,
        start=hours.start,
        end=hours.end,
        time_zone=hours.zone,
        also_shown_in=hours.also,
        places=places,
        titles=titles,
        bodies=bodies,
        floor_languages=tuple(floor),
        interpretation=tuple(interpretation),
        people=tuple(people),
        groups=tuple(find_groups(spoken)),
        cohosts=tuple(find_hosts(spoken)),
        series=tuple(
            find_series(_with_language(passage.lines, languages))
            or _suggested(find_series(_with_language(passage.introduction, languages)))
        ),
        programs=tuple(find_programs(spoken)),
        links=tuple(links),
        acronyms=tuple(find_acronyms(spoken)),
    )
    gaps = (*day_gaps, *hours.gaps, *_gaps(draft, texts, languages), *mail)
    return replace(draft, gaps=tuple(dict.fromkeys(gaps)))


def _day(
    passage: Passage, year: int | None, headings: dict[int, Guess[int]]
) -> tuple[Guess[Day] | None, Guess[int] | None, list[Gap]]:
    first = passage.day
    if first is None:
        return None, None, [Gap("date", "date_missing"), Gap("year", "year_missing")]
    same = [day for line in passage.lines for day in line.days if first.same_day(day)]
    settled, gaps = settle_year(
        same or [first], given=year, headings=headings, lines=[line.text for line in passage.lines]
    )
    if first.month_was_second is False and first.month != first.day and first.day <= 12:
        gaps.append(Gap("date", "month_unclear", first.evidence))
    if several := next((day for day in same if day.last is not None), None):
        gaps.append(Gap("date", "more_days", several.evidence))
    certainty: Certainty = (
        "read" if any(line.anchor is not None for line in passage.lines) or len(same) > 1 else "guessed"
    )
    return Guess(first, first.evidence, certainty), settled, gaps


def _hours(passage: Passage, day: Guess[Day] | None, year: Guess[int] | None) -> _Hours:
    groups = _announced_hours(passage)
    if not groups:
        zone = next((found for line in passage.anchors if (found := find_zone(line.text))), None)
        gaps = (Gap("start", "start_missing"), *(() if zone else (Gap("time_zone", "zone_missing"),)))
        return _Hours(None, None, Guess(zone[0], zone[1]) if zone else None, (), gaps)
    stretches = groups[0]
    first = stretches[0]
    zoned = [stretch for stretch in stretches if stretch.zone]
    gaps_found: list[Gap] = []
    zone_guess = Guess(zoned[0].zone, zoned[0].evidence) if zoned else _zone_elsewhere(passage)
    ending = next((stretch for stretch in stretches if stretch.end is not None), None)
    if first.half_missing:
        gaps_found.append(Gap("start", "half_missing", first.evidence))
    if ending is None or ending.start != first.start:
        ending = next((one for group in groups for one in group if one.end and one.start == first.start), None)
    if ending is None:
        gaps_found.append(Gap("end", "end_missing"))
    if zone_guess is None:
        gaps_found.append(Gap("time_zone", "zone_missing"))
    gaps_found += _disagreements(groups, zoned, day, year)
    also = {one.zone: Guess(one.zone, one.evidence) for one in zoned if zone_guess and one.zone != zone_guess.value}
    certainty: Certainty = "read" if first.certain else "guessed"
    return _Hours(
        Guess(first.start, first.evidence, certainty),
        Guess(ending.end, ending.evidence, "read" if ending.certain else "guessed") if ending and ending.end else None,
        zone_guess,
        tuple(also.values()),
        tuple(gaps_found),
    )


def _announced_hours(passage: Passage) -> list[list[Stretch]]:
    """The hours of each line that announces the day, of lines that hold only hours, then of sentences with the day."""
    anchored = [line.stretches for line in passage.anchors if line.stretches]
    alone = [line.stretches for line in passage.lines if line.stretches and not line.days and _is_hours(line)]
    in_prose: list[list[Stretch]] = []
    for line in passage.lines:
        if line.anchor is not None:
            continue
        for day in line.days:
            near = [one for one in line.stretches if 0 <= one.begins - day.ends <= NEAR]
            if day.same_day(passage.day) and near:
                begin = line.stretches.index(near[0])
                in_prose.append(
                    [near[0], *(one for one in line.stretches[begin + 1 :] if one.begins - near[0].ends <= 5)]
                )
    return [*anchored, *alone, *in_prose] or _hours_anywhere(passage)


def _hours_anywhere(passage: Passage) -> list[list[Stretch]]:
    """The first hour of the text that cannot be anything else, for want of one beside the day."""
    sure = (one for line in passage.lines for one in line.stretches if one.certain and (one.zone or one.end))
    return [[replace(one, certain=False)] for one in islice(sure, 1)]


def _is_hours(line: Line) -> bool:
    before, after = line.rest
    return len(before.split()) <= 3 and len(after.split()) <= 4 and len(line.between) <= 3


def _zone_elsewhere(passage: Passage) -> Guess[str] | None:
    found = next((zone for line in passage.lines if (zone := find_zone(line.text))), None)
    return Guess(found[0], found[1], "guessed") if found else None


def _disagreements(
    groups: list[list[Stretch]], zoned: list[Stretch], day: Guess[Day] | None, year: Guess[int] | None
) -> list[Gap]:
    month, number = (day.value.month, day.value.day) if day else (1, 1)
    on = day.value.in_year(year.value) if day and year else None
    if not moments_agree(on, month, number, zoned):
        return [Gap("time_zone", "zones_disagree", " / ".join(one.evidence for one in zoned))]
    gaps = []
    first = groups[0]
    for group in groups[1:]:
        said = {(one.start, one.zone) for one in first}
        for one in group:
            comparable = [known for known in first if known.zone == one.zone] if one.zone else first
            if (
                comparable
                and (one.start, one.zone) not in said
                and all(known.start != one.start for known in comparable)
            ):
                gaps.append(Gap("start", "times_disagree", one.evidence))
            ends = {known.end for known in comparable if known.end and known.start == one.start}
            if one.end and ends and one.end not in ends:
                gaps.append(Gap("end", "times_disagree", one.evidence))
            if one.zone and not comparable and not moments_agree(on, month, number, [*zoned, one]):
                gaps.append(Gap("time_zone", "zones_disagree", " / ".join(s.evidence for s in [*zoned, one])))
    return gaps


def _bodies(passage: Passage, titles: frozenset[int], languages: Sequence[str]) -> dict[str, Guess[str]]:
    """The paragraphs in each language; dates, titles, pictures and bare links are not among them."""
    paragraphs: dict[str, list[str]] = {}
    main = detect(" ".join(line.text for line in passage.lines), languages) or languages[0]
    last = ""
    for number, line in enumerate(passage.lines):
        is_frame = is_dull(line) or line.is_image or line.is_link or line.is_month or line.anchor is not None
        if number in titles or is_frame or (line.stretches and _is_hours(line)):
            continue
        for language, run in split_by_language(line.text, languages):
            # The items of a list, names above all, have few words to tell their language by.
            last = last if last and ITEM.match(line.text) else language or last or main
            paragraphs.setdefault(last, []).append(run)
    return {
        language: _body("\n\n".join(paragraphs[language]), language, languages)
        for language in languages
        if language in paragraphs
    }


def _body(text: str, language: str, languages: Sequence[str]) -> Guess[str]:
    return Guess(text, text.partition("\n")[0][:SHOWN], "read" if is_sure(text, language, languages) else "guessed")


def _floor_of_text(bodies: Mapping[str, Guess[str]], services: Sequence[Guess[Interpretation]]) -> list[Guess[str]]:
    """A flyer in one language, which promises no other, suggests that this one is spoken."""
    if len(bodies) != 1 or any(guess.value.both_ways and len(guess.value.languages) > 1 for guess in services):
        return []
    language, body = next(iter(bodies.items()))
    return [Guess(language, body.evidence, "guessed")] if body.is_certain else []


def _kind(texts: Sequence[str], places: Mapping[str, Guess[str]], hours: _Hours) -> Guess[EventKind]:
    for kind, shape in ((EventKind.WEBINAR, WEBINAR), (EventKind.CONVENING, CONVENING)):
        if match := next((found for text in texts if (found := shape.search(text))), None):
            certainty: Certainty = "guessed" if kind == EventKind.CONVENING or places else "read"
            return Guess(kind, match[0], certainty)
    if places:
        return Guess(EventKind.CONVENING, next(iter(places.values())).evidence, "guessed")
    # An hour with a zone is for people who are in several.
    return Guess(EventKind.WEBINAR, hours.zone.evidence if hours.zone else "", "guessed")


def _with_language(lines: Sequence[Line], languages: Sequence[str]) -> list[tuple[str, str]]:
    """Each line with its language; one that does not tell has that of the whole."""
    main = detect(" ".join(line.text for line in lines), languages) or languages[0]
    return [(line.text, detect(line.text, languages) or main) for line in lines]


def _suggested(names: list[Guess[LocalName]]) -> list[Guess[LocalName]]:
    """What the page says before all its events holds for each of them perhaps."""
    return [Guess(name.value, name.evidence, "guessed") for name in names]


def _gaps(draft: Proposal, texts: Sequence[str], languages: Sequence[str]) -> list[Gap]:
    gaps = [Gap(f"title_{code}", "title_missing", code) for code in languages if code not in draft.titles]
    gaps += [Gap(f"body_{code}", "body_missing", code) for code in languages if code not in draft.bodies]
    if draft.kind is not None and draft.kind.value == EventKind.CONVENING and not draft.places:
        gaps.append(Gap("place", "place_missing"))
    if not draft.floor_languages:
        gaps.append(Gap("floor_languages", "floor_missing"))
    if not draft.interpretation:
        refusal = find_refusal(texts)
        code = "interpretation_refused" if refusal else "interpretation_missing"
        gaps.append(Gap("interpretation", code, refusal))
    lost = next((text for text in texts if is_unfinished(text)), "")
    if lost and not _is_followed_by_names(texts, lost, draft.people):
        gaps.append(Gap("people", "people_lost", lost[-SHOWN:]))
    elif not draft.people and not draft.groups:
        gaps.append(Gap("people", "people_missing"))
    for person in draft.people:
        if person.value.spellings:
            gaps.append(Gap("people", "spelling_differs", ", ".join((person.value.name, *person.value.spellings))))
    for link in draft.links:
        if not link.value.address:
            gaps.append(Gap(f"{link.value.purpose}_link", "address_missing", link.evidence))
    if not any(link.value.purpose == "registration" for link in draft.links):
        gaps.append(Gap("registration_link", "registration_missing"))
    return gaps


def _is_followed_by_names(texts: Sequence[str], line: str, people: Sequence[Guess[Person]]) -> bool:
    place = list(texts).index(line)
    following = texts[place + 1] if place + 1 < len(texts) else ""
    return any(following.lstrip(" -–—•·*").startswith(guess.evidence[:20]) for guess in people)
