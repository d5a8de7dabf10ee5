"""How many events each filter would leave: every link of a list is counted before it is offered."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, site_languages, text_in
from ciwo_site.querysets import is_published
from events.enums import EventKind
from events.filters import ANY_RECORDING, EventFilters
from events.querysets import EventQuerySet


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: LocalText
    count: int
    is_chosen: bool
    query: str  # the query string of the list with this choice, or without it where it is chosen


@dataclass(frozen=True, slots=True)
class Facet:
    name: str  # the name of the field in the form
    label: str
    any_label: str  # what the list is called without this filter
    query_without: str
    options: list[Option]

    def __hash__(self) -> int:
        return hash((self.name, self.query_without))

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.is_chosen), None)

    def offers_a_choice(self, total: int) -> bool:
        """Would an option leave fewer events than the `total` of now, or is one chosen that can be taken back?"""
        return self.chosen is not None or any(option.count < total for option in self.options)


@dataclass(frozen=True, slots=True)
class Facets:
    facets: list[Facet]
    total: int  # events that the present choice leaves


class _Labels:
    """A row's names by language, read like any entry's."""

    def __init__(self, names: dict[str, str]) -> None:
        self.__dict__.update(names)


RELATIONS = {"series": ("series", "title"), "program": ("program", "title"), "topic": ("topics", "name")}


def count_facets(events: EventQuerySet, filters: EventFilters, at: datetime, *, archive: bool) -> Facets:
    """Count every option among `events`, given the other filters; one query for all of them."""
    names = ["kind", "follow", "series", "program", "topic", "year", *(["recording", "transcript"] if archive else [])]
    parts = [_rows(filters.apply(events), "total", Value(""))]
    for name in names:
        parts += _parts(name, filters.without(name).apply(events), at)
    rows = parts[0].union(*parts[1:], all=True)

    total = 0
    found: dict[str, dict[str, tuple[int, list[str]]]] = defaultdict(dict)
    for facet, value, count, *labels in rows:
        if facet == "total":
            total = count
        else:
            found[facet][value] = (count, labels)
    labels_of = {"kind": _("Kind"), "follow": _("I can follow it in"), "series": _("Series"), "program": _("Program"),
                 "topic": _("Topic"), "year": _("Year"), "recording": _("Recording"),
                 "transcript": _("Transcript")}  # fmt: skip
    any_of = {
        "follow": _("any language"),
        "recording": _("with or without"),
        "transcript": pgettext("transcript", "with or without"),
    }
    facets = [
        Facet(
            name,
            labels_of[name],
            any_of.get(name, _("any")),
            filters.without(name).query(),
            _options(name, found[name], filters, events, at),
        )
        for name in names
    ]
    return Facets([facet for facet in facets if facet.offers_a_choice(total)], total)


def _parts(name: str, events: EventQuerySet, at: datetime) -> list:
    if name == "follow":
        return [_rows(events.followable_in(code), name, Value(code)) for code in site_languages()]
    if name == "recording":
        languages = [_rows(events.recorded(code), name, Value(code)) for code in site_languages()]
        return [_rows(events.recorded(), name, Value(ANY_RECORDING)), *languages]
    if name == "transcript":
        return [_rows(events.transcribed(), name, Value("1"))]
    if name == "kind":
        return [_rows(events, name, F("kind"))]
    if name == "year":
        return [_rows(events, name, Cast(ExtractYear("local_date"), CharField(max_length=20)))]
    relation, field = RELATIONS[name]
    events = events.filter(**{f"{relation}__isnull": False})
    if relation in ("series", "program"):  # a draft's name leaks nowhere
        events = events.filter(is_published(at, prefix=f"{relation}__"), **{f"{relation}__listed": True})
    columns = [f"{relation}__{field}_{code}" for code in site_languages()]
    return [_rows(events, name, Cast(f"{relation}__pk", CharField(max_length=20)), [F(column) for column in columns])]


def _rows(events: EventQuerySet, facet: str, value, labels: list | None = None):
    empty = Value("", output_field=CharField())
    named = {
        f"label_{code}": expression for code, expression in zip(site_languages(), labels or [empty] * 99, strict=False)
    }
    columns = {"facet": Value(facet, output_field=CharField()), "value": value, **named}
    # Constants alone would be grouped row by row; every public event has the same `publication`.
    # The names are listed, because modeltranslation reads a bare `values(**columns)` as every column of the table.
    counted = events.order_by().annotate(**columns).values(*columns, "publication").annotate(total=Count("*"))
    return counted.values_list("facet", "value", "total", *named)


def _unmatched(name: str, value: str, events: EventQuerySet, at: datetime) -> dict:
    """The choice that no event meets: it is named all the same, so that the reader can take it back."""
    if name not in RELATIONS:
        return {value: (0, [""] * len(site_languages()))}
    relation, field = RELATIONS[name]
    rows = events.model._meta.get_field(relation).related_model.objects.filter(pk=value)
    rows = rows.public(at) if hasattr(rows, "public") else rows
    labels = rows.values_list(*(f"{field}_{code}" for code in site_languages())).first()
    return {value: (0, list(labels))} if labels else {}


def _options(name: str, found: dict, filters: EventFilters, events: EventQuerySet, at: datetime) -> list[Option]:
    chosen = getattr(filters, name)
    chosen_value = "1" if chosen is True else str(chosen or "")
    if chosen_value and chosen_value not in found:
        found = found | _unmatched(name, chosen_value, events, at)
    options = [
        Option(
            value=value,
            label=_label(name, value, labels),
            count=count,
            is_chosen=value == chosen_value,
            query=(
                filters.without(name) if value == chosen_value else filters.choosing(name, _typed(name, value))
            ).query(),
        )
        for value, (count, labels) in found.items()
        if value and (count or value == chosen_value)
    ]
    return sorted(options, key=ORDER.get(name, _by_label), reverse=name == "year")


def _by_label(option: Option) -> str:
    return option.label.text.casefold()


ORDER: dict[str, Callable[[Option], Any]] = {
    "year": lambda option: int(option.value),
    "kind": lambda option: EventKind.values.index(option.value),
    "follow": lambda option: site_languages().index(option.value),
    "recording": lambda option: (ANY_RECORDING, *site_languages()).index(option.value),
}


def _typed(name: str, value: str) -> object:
    return value if name in {"kind", "follow", "recording"} else True if name == "transcript" else int(value)


def _recording_label(value: str) -> str:
    if value == ANY_RECORDING:
        return _("With a recording")
    return _("One I can follow in %(language)s") % {"language": language_name(value)}


def _label(name: str, value: str, labels: list[str]) -> LocalText:
    language = active_language()
    if name in RELATIONS:
        entry = _Labels({f"name_{code}": text for code, text in zip(site_languages(), labels, strict=True)})
        return text_in(entry, "name")
    text = {
        "kind": lambda: EventKind(value).label,
        "follow": lambda: capfirst(language_name(value)),
        "recording": lambda: _recording_label(value),
        "transcript": lambda: _("With a transcript"),
    }.get(name, lambda: value)()
    return LocalText(str(text), language, language)
