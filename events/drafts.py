"""What a flyer's proposal becomes: the values of a draft, none of them saved. Pure.

A person has settled the day, the hours, the zone and the kind; the rest is taken as it was read.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from re import compile as pattern
from typing import Any

from events.enums import AttendanceMode, EventKind, LanguageService, SlotStatus
from events.intake import Gap, Guess, Proposal
from events.intake.guesses import LocalName
from events.intake.interpretation import Interpretation
from events.intake.people import Person

TITLE_LENGTH, NAME_LENGTH = 300, 200  # what the columns hold
ITEM = pattern(r"^[-–—•*·] ?(?=\S)")
SETTLED = frozenset({"date", "year", "time_zone"})  # gaps that are closed once somebody has given the day and the zone
HOURS = {"start": "start_missing", "end": "end_missing"}  # what is still open of an hour that was left empty


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person said of the four things that a draft cannot do without. No hour: only the day is known."""

    kind: EventKind
    day: date
    start: time | None
    end: time | None
    time_zone: str


def event_values(proposal: Proposal, settled: Settled, starts_at: datetime, ends_at: datetime | None) -> dict[str, Any]:
    """The event's own columns. `starts_at` and `ends_at` are the moments of the settled day and hours."""
    shown_too = [guess.value for guess in proposal.also_shown_in if guess.value != settled.time_zone]
    return {
        "kind": settled.kind,
        "attendance_mode": AttendanceMode.IN_PERSON if settled.kind == EventKind.CONVENING else AttendanceMode.ONLINE,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "all_day": settled.start is None,
        "time_zone": settled.time_zone,
        "also_shown_in": list(dict.fromkeys(shown_too)),
        **{f"title_{code}": shortened(guess.value, TITLE_LENGTH) for code, guess in proposal.titles.items()},
        **{f"body_{code}": rich_text(guess.value) for code, guess in proposal.bodies.items()},
        **{f"place_{code}": shortened(guess.value, NAME_LENGTH) for code, guess in proposal.places.items()},
    }


def closing_day(day: date, start: time | None, end: time) -> date:
    """The day on which it ends: the next one when the clocks then show an earlier hour."""
    return day + timedelta(days=1) if start is not None and end <= start else day


def rich_text(text: str) -> str:
    """Paragraphs and lists for the editor; every character of the flyer stays a character."""
    parts: list[str] = []
    items: list[str] = []
    for paragraph in [*filter(None, (part.strip() for part in text.split("\n\n"))), ""]:
        if ITEM.match(paragraph):
            items.append(f"<li><p>{escape(ITEM.sub('', paragraph), quote=False)}</p></li>")
            continue
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if paragraph:
            lines = [escape(line.strip(), quote=False) for line in paragraph.split("\n")]
            parts.append(f"<p>{'<br>'.join(lines)}</p>")
    return "".join(parts)


def shortened(text: str, length: int) -> str:
    """As many whole words as fit, with a mark for those that do not."""
    if len(text) <= length:
        return text
    cut = text[:length]
    return f"{cut.rpartition(' ')[0] or cut[:-1]}…"


def spoken_languages(proposal: Proposal, known: Sequence[str]) -> list[str]:
    return [code for code in dict.fromkeys(guess.value for guess in proposal.floor_languages) if code in known]


def slot_values(found: Interpretation) -> dict[str, Any] | None:
    """A language service that the text promises; None for one between a language and itself.

    A flyer confirms nothing, so it is *needed*.
    """
    source, target = found.languages[0], found.languages[-1]
    if source == target and found.service != LanguageService.CAPTIONS:
        return None
    return {
        "service": found.service,
        "from_language": source,
        "to_language": target,
        "both_ways": found.both_ways,
        "status": SlotStatus.NEEDED,
    }


def role_texts(person: Person) -> dict[str, str]:
    """The person's roles as the text has them, by language: “Co-Director, WILL Empower; …”."""
    found: dict[str, list[str]] = defaultdict(list)
    for role in person.roles:
        if words := ", ".join(part for part in (role.title, role.organization) if part):
            found[role.language].append(words)
    return {language: shortened("; ".join(dict.fromkeys(roles)), NAME_LENGTH) for language, roles in found.items()}


def group_texts(groups: Sequence[Guess[LocalName]], languages: Sequence[str]) -> list[dict[str, str]]:
    """Each unnamed group by language. Two texts that name equally many name the same ones in the same order."""
    by_language = {
        code: [guess.value.text for guess in groups if guess.value.language == code]
        for code in languages
        if any(guess.value.language == code for guess in groups)
    }
    if len({len(names) for names in by_language.values()}) == 1:
        return [dict(zip(by_language, names, strict=True)) for names in zip(*by_language.values(), strict=True)]
    return [{code: name} for code, names in by_language.items() for name in names]


def registration_address(proposal: Proposal) -> str:
    links = (guess.value for guess in proposal.links)
    return next((link.address for link in links if link.purpose == "registration" and link.address), "")


def open_gaps(proposal: Proposal, settled: Settled) -> list[Gap]:
    """What the draft still lacks after a person settled its times."""
    empty = {"start": settled.start is None, "end": settled.end is None}
    return [
        gap
        for gap in proposal.gaps
        if gap.field not in SETTLED and (gap.field not in HOURS or (empty[gap.field] and gap.code == HOURS[gap.field]))
    ]
