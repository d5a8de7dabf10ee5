"""An event as the cells of one row of a table, and a row's cells as the values of an event.

Columns have one name in every language, so that a table can come back. A cell that says what the catalog says is not
read at all: what was exported comes back as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from re import Match as Found
from re import compile as pattern
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ciwo_site.admin.fields import NO_SUCH_HOUR
from ciwo_site.enums import spoken_language_choices, stage_language_choices
from ciwo_site.i18n import language_columns, site_languages
from ciwo_site.local_times import (
    HourHappensTwice,
    NoSuchHour,
    WrongOffset,
    both_moments,
    moment,
    moment_with_offset,
    on_the_wall,
)
from events.enums import LanguageService, SlotStatus, SpeakerPart
from events.known_names import KnownNames, Match
from events.models import Event
from events.models.event import validate_time_zone
from events.slot_status import allowed, refusal

KEY = "uid"
TIMES = ("starts_at", "ends_at", "time_zone")
PLAIN = ("attendance_mode", "platform", "venue", "registration_link", "occurrence")
TEXTS = tuple(
    column
    for name in ("title", "summary", "body", "place", "occurrence_note", "recap")
    for column in language_columns(name)
)
LISTS = ("also_shown_in", "series", "program", "languages", "services", "speakers")
SHOWN_ONLY = ("publication", "listed")  # whoever publishes does it where the page can be seen
COLUMNS = (KEY, *TEXTS[: 3 * len(site_languages())], *TIMES, "also_shown_in", *PLAIN, *TEXTS[3 * len(site_languages()) :],
           *LISTS[1:], *SHOWN_ONLY)  # fmt: skip

MOMENT = "%Y-%m-%d %H:%M"
MOMENTS = (MOMENT, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
OFFSET = pattern(
    r"(?<=:\d\d)\s*(?:UTC)?(?P<sign>[+\-−])(?P<hours>\d{2}):?(?P<minutes>\d{2})$"
)  # at the end of a moment
DAY_STARTS, DAY_ENDS = time(0), time(23, 59)
SERVICE = pattern(r"^(?P<service>\w+) (?P<source>[a-z]+) ?(?P<way><>|>) ?(?P<target>[a-z]+)(?: (?P<status>\w+))?$")
SPEAKER = pattern(r"^(?:(?P<part>\w+): ?)?(?P<name>.+)$")
GROUP = pattern(r"^\[(?P<names>.*)\]$")

ServiceKey = tuple[str, str, str, bool]


@dataclass(slots=True)
class Rows:
    """What hangs on the event, where its cell says something new; None where it does not."""

    languages: list[str] | None = None
    services: dict[ServiceKey, str] | None = None  # the status of each
    speakers: list[tuple[str, int | None, tuple[str, ...]]] | None = None  # part, person, names of a group


@dataclass(slots=True)
class Reading:
    """Values to set, rows to write, and what differs from the catalog: column → before, after."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)


# Writing ----------------------------------------------------------------------------------------------------------------


def cells(event: Event) -> dict[str, str]:
    """Every cell of an event, in the order of the columns. What hangs on it should be prefetched."""
    is_stored = event.pk is not None
    found = {column: getattr(event, column) or "" for column in (*TEXTS, *PLAIN)}
    found |= {
        KEY: str(event.uid) if is_stored else "",
        "time_zone": event.time_zone,
        "starts_at": _moment_cell(event, event.starts_at),
        "ends_at": _moment_cell(event, event.ends_at),
        "also_shown_in": " ".join(event.also_shown_in or []),
        "series": _title(event.series),
        "program": _title(event.program),
        "languages": " ".join(row.language for row in event.languages.all()) if is_stored else "",
        "services": "; ".join(_service_cell(slot) for slot in event.slots.all()) if is_stored else "",
        "speakers": "; ".join(_speaker_cell(row) for row in event.speakers.all()) if is_stored else "",
        "publication": event.publication,
        "listed": "yes" if event.listed else "no",
    }
    return {column: found[column].replace("\r\n", "\n").strip() for column in COLUMNS}


def _title(entry: Any) -> str:
    return entry.text("title", site_languages()[0]).text if entry is not None else ""


def _moment_cell(event: Event, at: datetime | None) -> str:
    if at is None:
        return ""
    shown = on_the_wall(at, event.zone)
    if event.all_day:
        return shown.strftime("%Y-%m-%d")
    is_one_of_two = both_moments(shown.date(), shown.time(), event.zone)
    return shown.strftime(MOMENT) + (f" {_offset_cell(at.astimezone(event.zone))}" if is_one_of_two else "")


def _offset_cell(at: datetime) -> str:
    return at.isoformat()[-6:]


def _service_cell(slot: Any) -> str:
    way = "<>" if slot.both_ways else ">"
    return f"{slot.service} {slot.from_language}{way}{slot.to_language} {slot.status}"


def _speaker_cell(row: Any) -> str:
    name = row.person.name if row.person else f"[{' | '.join(_group(row))}]"
    return f"{row.part}: {name}"


def _group(row: Any) -> tuple[str, ...]:
    return tuple(getattr(row, column) or "" for column in language_columns("group"))


# Reading ----------------------------------------------------------------------------------------------------------------


def read(row: Mapping[str, str], event: Event, known: KnownNames) -> Reading:
    """What a row changes. Raises `ValidationError` with a sentence for each cell that cannot be read."""
    now = cells(event)
    if event.pk is None:
        now["starts_at"] = now["ends_at"] = ""
    changed = {
        column: cell.replace("\r\n", "\n").strip()
        for column, cell in row.items()
        if column in now and column != KEY and column not in SHOWN_ONLY
    }
    changed = {column: cell for column, cell in changed.items() if cell != now[column]}
    found = Reading(changes={column: (now[column], cell) for column, cell in changed.items()})
    errors: dict[str, Any] = {}
    for column, cell in changed.items():
        if column in TEXTS or column in PLAIN:
            found.values[column] = cell
    if event.pk is None or changed.keys() & set(TIMES):
        try:
            found.values |= _times(now | changed)
        except ValidationError as refused:
            errors |= refused.error_dict
    for column in LISTS:
        if column not in changed:
            continue
        try:
            _read_list(column, changed[column], event, known, found)
        except ValidationError as refused:
            errors[column] = refused
    if errors:
        raise ValidationError(errors)
    return found


def _times(cells: Mapping[str, str]) -> dict[str, Any]:
    try:
        validate_time_zone(cells["time_zone"])
    except ValidationError as refused:
        raise ValidationError({"time_zone": refused}) from refused
    zone = ZoneInfo(cells["time_zone"])
    if not cells["starts_at"]:
        raise ValidationError({"starts_at": _("Give the date at which it starts.")})
    day, hour, offset = _day_and_hour("starts_at", cells["starts_at"])
    all_day = hour is None
    starts_at = _moment("starts_at", day, hour or DAY_STARTS, zone, offset)
    ends_at = None
    if cells["ends_at"]:
        last_day, last_hour, offset = _day_and_hour("ends_at", cells["ends_at"])
        if last_hour is None and not all_day:
            raise ValidationError({"ends_at": _("Give the hour too.")})
        ends_at = _moment("ends_at", last_day, DAY_ENDS if all_day or last_hour is None else last_hour, zone, offset)
    return {"starts_at": starts_at, "ends_at": ends_at, "all_day": all_day, "time_zone": zone.key}


def _day_and_hour(column: str, cell: str) -> tuple[date, time | None, timedelta | None]:
    """A date, its hour if there is one, and how far from UTC the clocks are if that is said: “2026-11-01 01:30 -05:00”."""
    match = OFFSET.search(cell)
    shown, offset = (cell[: match.start()], _offset(match)) if match else (cell, None)
    for shape in MOMENTS:
        try:
            found = datetime.strptime(shown, shape)  # noqa: DTZ007 -- the zone has a column of its own
        except ValueError:
            continue
        return found.date(), found.time().replace(second=0), offset
    try:
        return date.fromisoformat(cell), None, None
    except ValueError:
        words = _("“%(cell)s” is not a date and hour that we can read. Write it like 2026-01-31 18:00.")
        raise ValidationError({column: words % {"cell": cell[:40]}}) from None


def _offset(match: Found[str]) -> timedelta:
    size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return -size if match["sign"] in "-−" else size


def _moment(column: str, day: date, hour: time, zone: ZoneInfo, offset: timedelta | None) -> datetime:
    if not 1970 <= day.year <= 2100:
        raise ValidationError({column: _("This date is too far away.")})
    try:
        return moment(day, hour, zone) if offset is None else moment_with_offset(day, hour, zone, offset)
    except NoSuchHour:
        raise ValidationError({column: NO_SUCH_HOUR}) from None
    except HourHappensTwice:
        first, second = (f"{day} {hour:%H:%M} {_offset_cell(at)}" for at in both_moments(day, hour, zone) or ())
        words = _("On this night the clocks show that hour twice. Write which is meant: “%(first)s” or “%(second)s”.")
        raise ValidationError({column: words % {"first": first, "second": second}}) from None
    except WrongOffset:
        words = _("The clocks of this zone are not that far from UTC at this hour. Leave the “%(offset)s” out.")
        raise ValidationError({column: words % {"offset": _words_of(offset)}}) from None


def _words_of(offset: timedelta | None) -> str:
    minutes = round((offset or timedelta()).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _read_list(column: str, cell: str, event: Event, known: KnownNames, found: Reading) -> None:
    match column:
        case "also_shown_in":
            zones = list(dict.fromkeys(cell.split()))
            for zone in zones:
                validate_time_zone(zone)
            found.values["also_shown_in"] = zones
        case "series" | "program":
            look_up = known.series if column == "series" else known.program
            found.values[f"{column}_id"] = _one(cell, look_up(cell)) if cell else None
        case "languages":
            found.rows.languages = _languages(cell)
        case "services":
            found.rows.services = _services(cell, event)
        case "speakers":
            found.rows.speakers = _speakers(cell, known)


def _one(name: str, match: Match) -> int:
    if match.number is None:
        words = (
            _("The catalog has several entries called “%(name)s”.")
            if match.is_ambiguous
            else _("The catalog has nothing called “%(name)s”.")
        )
        raise ValidationError(words % {"name": name[:80]})
    return match.number


def _languages(cell: str) -> list[str]:
    known = {code for code, _name in spoken_language_choices()}
    codes = cell.replace(",", " ").split()
    for place, code in enumerate(codes):
        if code not in known:
            raise ValidationError(_("“%(code)s” is not a language that we know.") % {"code": code[:40]})
        if code in codes[:place]:
            raise ValidationError(_("“%(code)s” stands there twice.") % {"code": code})
    return codes


def _parts(cell: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in cell.split(";")))


def service_key(slot: Any) -> ServiceKey:
    return (slot.service, slot.from_language, slot.to_language, slot.both_ways)


def _services(cell: str, event: Event) -> dict[ServiceKey, str]:
    """The status of each service of the cell. A service is never taken away by a table: much hangs on it."""
    stages = {code for code, _name in stage_language_choices()}
    found: dict[ServiceKey, str] = {}
    for part in _parts(cell):
        match = SERVICE.match(part)
        status = (match["status"] if match else None) or SlotStatus.NEEDED.value
        if (
            match is None
            or match["service"] not in LanguageService.values
            or {match["source"], match["target"]} - stages
            or status not in SlotStatus.values
        ):
            words = _("“%(part)s” is not a language service that we can read. Write it like “%(example)s”.")
            raise ValidationError(words % {"part": part[:80], "example": "simultaneous en<>es needed"})
        key = (match["service"], match["source"], match["target"], match["way"] == "<>")
        if match["source"] == match["target"] and match["service"] != LanguageService.CAPTIONS:
            raise ValidationError(_("The two languages are the same; only captions may stay in one language."))
        if key in found:
            raise ValidationError(_("“%(part)s” stands there twice.") % {"part": part[:80]})
        found[key] = status
    stored = [service_key(slot) for slot in event.slots.all()] if event.pk is not None else []
    if len(stored) != len(set(stored)):
        raise ValidationError(_("This event has two services of the same kind. Change them in its form."))
    for slot in event.slots.all() if event.pk is not None else ():
        key = service_key(slot)
        if key not in found:
            words = _("“%(service)s” is in the catalog and not in the cell. To take it away, mark it as cancelled.")
            raise ValidationError(words % {"service": _service_cell(slot)})
        if found[key] != slot.status and found[key] not in allowed(slot.status):
            raise ValidationError(refusal(slot.status, found[key]))
    return found


def _speakers(cell: str, known: KnownNames) -> list[tuple[str, int | None, tuple[str, ...]]]:
    found: list[tuple[str, int | None, tuple[str, ...]]] = []
    for words in _parts(cell):
        match = SPEAKER.match(words)
        part = ((match["part"] if match else None) or SpeakerPart.SPEAKER.value).lower()
        if match is None or part not in SpeakerPart.values:
            raise ValidationError(
                _("“%(words)s” is not a speaker that we can read. Write it like “%(example)s”.")
                % {"words": words[:80], "example": "moderator: Ana Torres"}
            )
        if group := GROUP.match(match["name"]):
            names = tuple(name.strip() for name in group["names"].split("|"))
            if len(names) > len(site_languages()) or not any(names) or any(len(name) > 200 for name in names):
                raise ValidationError(_("Write a group like [name in English | name in Spanish]."))
            entry: tuple[str, int | None, tuple[str, ...]] = (
                part,
                None,
                names + ("",) * (len(site_languages()) - len(names)),
            )
        else:
            entry = (part, _one(match["name"], known.person(match["name"])), ())
        if entry in found:
            raise ValidationError(_("“%(part)s” stands there twice.") % {"part": words[:80]})
        found.append(entry)
    return found
