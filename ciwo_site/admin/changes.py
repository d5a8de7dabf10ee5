"""What differs between two states of an entry, in the words of the person who reads: field by field, row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.admin.versions import RowKey, Snapshot, Values
from ciwo_site.dates import full_date, join_words, when
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from ciwo_site.richtext import plain_text
from ciwo_site.word_diff import Change, Piece, word_diff

Shown = Mapping[type[models.Model], Sequence[str]]  # model → the fields that this person sees in the form
Namer = Callable[[type[models.Model], Any], str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str  # of the column
    label: str
    language: str  # of the text; empty for what has none
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece] | None:
        return word_diff(self.before, self.after)

    @property
    def before_pieces(self) -> list[Piece]:
        """The earlier words, with those marked that went."""
        return self._side(Change.NEW, self.before)

    @property
    def after_pieces(self) -> list[Piece]:
        """The later words, with those marked that came."""
        return self._side(Change.GONE, self.after)

    def _side(self, left_out: Change, whole: str) -> list[Piece]:
        pieces = word_diff(self.before, self.after)
        if pieces is None:
            return [Piece(Change.SAME, whole)]
        return [piece for piece in pieces if piece.change != left_out]


class RowEvent(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RowChange:
    key: RowKey
    event: RowEvent
    name: str  # “Speaker: Ana Torres”
    fields: tuple[FieldChange, ...]

    @property
    def words(self) -> str:
        """“Speaker: Ana Torres (added)”, “Speaker: Ana Torres – role (Spanish)”"""
        if self.event == RowEvent.ADDED:
            return _("%(row)s (added)") % {"row": self.name}
        if self.event == RowEvent.REMOVED:
            return _("%(row)s (taken away)") % {"row": self.name}
        labels = join_words([change.label for change in self.fields], active_language())
        return _("%(row)s: %(fields)s") % {"row": self.name, "fields": labels}


@dataclass(frozen=True, slots=True)
class Changes:
    fields: tuple[FieldChange, ...]
    rows: tuple[RowChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.rows)


def changes(before: Snapshot, after: Snapshot, shown: Shown, *, without: frozenset[str] = frozenset()) -> Changes:
    """`without` names fields that this comparison leaves alone. Asks the database for names that values refer to."""
    zone = _zone(after.rows.get(after.main) or before.rows.get(before.main) or {})
    teller = _Teller(zone)
    main = tuple(
        _field_changes(
            before.main.model,
            before.rows.get(before.main, {}),
            after.rows.get(after.main, {}),
            shown.get(before.main.model, ()),
            teller,
            without,
        )
    )
    rows: list[RowChange] = []
    for key in dict.fromkeys([*before.rows, *after.rows]):
        if key == before.main or key.model not in shown:
            continue
        old, new = before.rows.get(key), after.rows.get(key)
        fields = tuple(_field_changes(key.model, old or {}, new or {}, shown[key.model], teller, without))
        if old is None or new is None or fields:
            event = RowEvent.ADDED if old is None else RowEvent.REMOVED if new is None else RowEvent.CHANGED
            name = teller.row_name(key.model, new if new is not None else old or {}, shown[key.model])
            rows.append(RowChange(key, event, name, fields))
    return Changes(main, tuple(rows))


def moment_words(at: datetime) -> str:
    """“Tuesday, March 10, 2026, 11:00 a.m. ET”: on the clocks of the people who work here."""
    return when(at, None, all_day=False, time_zone=settings.EVENT_TIME_ZONE, language=active_language()).text


def field_label(model: type[models.Model], name: str) -> tuple[str, str]:
    """What a column is called, and the language of its text: “Title (Spanish)”, `es`."""
    found: Any = model._meta.get_field(name)
    original = getattr(found, "translated_field", None)
    if original is None:
        return capfirst(str(found.verbose_name)), ""
    words = {"field": capfirst(str(original.verbose_name)), "language": language_name(found.language)}
    return _("%(field)s (%(language)s)") % words, found.language


def _field_changes(
    model: type[models.Model],
    old: Values,
    new: Values,
    names: Sequence[str],
    teller: "_Teller",
    without: frozenset[str],
) -> Iterator[FieldChange]:
    for name in names:
        if name in without or old.get(name) == new.get(name):
            continue
        try:
            field: Any = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue  # a column of the form that is computed
        before, after = teller.words(field, old.get(name)), teller.words(field, new.get(name))
        if before != after:
            yield FieldChange(name, *field_label(model, name), before, after)


def _zone(values: Values) -> ZoneInfo:
    try:
        return ZoneInfo(values.get("time_zone") or settings.EVENT_TIME_ZONE)
    except (KeyError, ValueError):
        return ZoneInfo(settings.EVENT_TIME_ZONE)


class _Teller:
    """Says stored values. Names of other entries are asked for once each."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._names: dict[tuple[type[models.Model], str], str] = {}

    def words(self, field: Any, value: Any) -> str:
        if value is None or value in ("", [], {}):
            return ""
        if field.many_to_many:
            names = [self.name(field.related_model, number) for number in value]
            return join_words(sorted(names), active_language())
        if field.is_relation:
            return self.name(field.related_model, value)
        if isinstance(field, models.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(field, models.DateTimeField):
            return self._moment(value)
        if isinstance(field, models.DateField):
            return full_date(date.fromisoformat(value), active_language())
        if isinstance(field, models.FileField):
            return str(value).rpartition("/")[2]
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        return self._text(field, value)

    def _text(self, field: Any, value: Any) -> str:
        if isinstance(value, list):
            return join_words([str(part) for part in value], active_language())
        if isinstance(value, dict):
            return ", ".join(f"{language_name(key)}: {part}" for key, part in value.items())
        rich = getattr(field.model, "RICH", ())
        is_rich = getattr(getattr(field, "translated_field", field), "name", "") in rich
        return plain_text(value) if is_rich else str(value)

    def _moment(self, value: str) -> str:
        at = datetime.fromisoformat(value)
        said = when(at, None, all_day=False, time_zone=self.zone.key, language=active_language())
        is_midnight = at.astimezone(self.zone).time() == time(0)
        return said.date if is_midnight else said.text

    def name(self, model: Any, number: Any) -> str:
        key = (model, str(number))
        if key not in self._names:
            found = model._base_manager.filter(pk=number).first()
            self._names[key] = str(found) if found is not None else _("(no longer there)")
        return self._names[key]

    def row_name(self, model: Any, values: Values, names: Sequence[str]) -> str:
        """The kind of row and what is in its first filled field or two."""
        said: list[str] = []
        for name in names:
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            language = getattr(field, "language", active_language()) if hasattr(field, "translated_field") else ""
            if language and language != active_language() and said:
                continue
            if words := self.words(field, values.get(name)):
                said.append(words)
            if len(said) == (1 if field.is_relation else 2):
                break
        kind = capfirst(str(model._meta.verbose_name))
        return _("%(kind)s “%(name)s”") % {"kind": kind, "name": ", ".join(said)} if said else kind
