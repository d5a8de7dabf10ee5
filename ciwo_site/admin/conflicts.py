"""Two people at the same entry. Whoever saves second is told, sees both versions, and loses nothing.

A form carries a short print of each value that it started from. When it is sent back, three states can be compared:
what the person started from, what she sends, and what is stored by then. What she did not touch stays as it is stored;
if anything was saved meanwhile, nothing is saved before she has seen it and chosen. What is set aside goes into the
history.
"""

import json
import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, time
from hashlib import blake2s
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ciwo_site.admin.changes import FieldChange, RowEvent, Shown, changes, moment_words
from ciwo_site.admin.fields import WallTime
from ciwo_site.admin.versions import (
    Kind,
    RowKey,
    Snapshot,
    Values,
    key_of,
    set_aside,
    snapshots,
    stored_now,
    stored_values,
)
from ciwo_site.local_times import HourHappensTwice, NoSuchHour, moment

STORED, SEEN, TAKE_THEIRS = "_stored_values", "_seen_values", "_take_theirs"
CONFLICT = "conflict"

Prints = Mapping[str, Mapping[str, str]]  # row → field → print


def value_print(value: Any) -> str:
    return blake2s(json.dumps(value, sort_keys=True).encode(), digest_size=5).hexdigest()


def row_name(key: RowKey) -> str:
    return f"{key.model._meta.model_name}.{key.number}"


def prints_of(snapshot: Snapshot, shown: Shown) -> Prints:
    """Of the fields that this person can change."""
    return {
        row_name(key): {name: value_print(_comparable(values.get(name))) for name in shown[key.model]}
        for key, values in snapshot.rows.items()
        if key.model in shown
    }


def read_prints(text: str | None) -> Prints:
    """What a form sent back; nothing where it is not ours."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    rows = found.items() if isinstance(found, dict) else ()
    return {name: prints for name, prints in rows if isinstance(prints, dict)}


def digest(prints: Prints) -> str:
    return value_print(prints)


def _comparable(value: Any) -> Any:
    """The order of what was chosen, the way lines are broken, nothing or an empty text: none is a difference."""
    if isinstance(value, list):
        return sorted(value, key=str)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return "" if value is None else value


class UntouchedStays:
    """A form that reads what is stored by now where the person touched nothing. Stands before the form class.

    `typed` is what she sent, in the form in which it would be stored.
    """

    typed: Values = {}

    def full_clean(self) -> None:
        """Before the form's own rules are asked, which then speak of what will be saved."""
        form: Any = self
        if form.is_bound:
            self.typed = self._typed()
            start = read_prints(form.data.get(STORED)).get(row_name(key_of(form.instance)), {})
            if form.instance.pk is not None and start:
                self._read_stored(start)
        super().full_clean()  # type: ignore[misc]

    def _read_stored(self, start: Mapping[str, str]) -> None:
        form: Any = self
        stored = stored_values(form.instance)
        moved = [
            name
            for name, before in start.items()
            if name in self.typed
            and value_print(_comparable(self.typed[name])) == before
            and value_print(_comparable(stored.get(name))) != before
        ]
        if moved:
            form.data = form.data.copy()
        for name in moved:
            _put(form, name, stored.get(name))

    def _typed(self) -> Values:
        form: Any = self
        probe, chosen = copy(form.instance), {}
        files = (name for name, field in form.fields.items() if isinstance(field, forms.FileField))
        cleaned = {name: _read(form, name) for name in form.fields.keys() - set(files)}
        for name, value in cleaned.items():
            if isinstance(value, models.QuerySet):
                chosen[name] = [row.pk for row in value]
            elif (
                name in {field.name for field in probe._meta.concrete_fields if not field.primary_key}
                and value is not UNREADABLE
            ):
                setattr(probe, name, value)
        if hasattr(probe, "sanitize_rich_text"):
            probe.sanitize_rich_text()
        values = stored_values(probe) if probe.pk else values_of_new(probe)
        return {name: value for name, value in values.items() if name in cleaned and name not in chosen} | chosen


UNREADABLE = object()


def _read(form: Any, name: str) -> Any:
    """One field as it was sent; times as moments of the zone that the form was shown in."""
    field = form.fields[name]
    try:
        value = field.clean(field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))
        if isinstance(value, WallTime):
            return (
                moment(value.day, value.hour or time(0), form.shown_in, value.turn).astimezone(UTC)
                if value.day
                else UNREADABLE
            )
    except (ValidationError, NoSuchHour, HourHappensTwice):
        return UNREADABLE
    return value


def _put(form: Any, name: str, stored: Any) -> None:
    """Let the form have been sent with what is stored."""
    field, place = form.fields[name], form.add_prefix(name)
    if isinstance(field.widget, forms.MultiWidget):
        several: Any = field.widget
        parts = several.decompress(form.initial.get(name))
        for suffix, widget, part in zip(several.widgets_names, several.widgets, parts, strict=True):
            formatted = widget.format_value(part) or ""
            form.data[f"{place}{suffix}"] = formatted[0] if isinstance(formatted, list) else formatted
    elif isinstance(stored, list):
        form.data.setlist(place, [str(one) for one in stored])
    elif isinstance(stored, bool):
        form.data.pop(place, None)
        if stored:
            form.data[place] = "on"
    else:
        form.data[place] = "" if stored is None else str(stored)
        if field.show_hidden_initial:
            form.data[form.add_initial_prefix(name)] = form.data[place]


def values_of_new(row: models.Model) -> Values:
    """Of a row that has no number yet, so that nobody may ask for its many-to-many fields."""
    fields = [field for field in row._meta.concrete_fields if not isinstance(field, models.FileField)]
    values = {field.name: field.value_from_object(row) for field in fields}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field of one row says twice."""

    row: str  # empty for the entry itself
    change: FieldChange


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person needs to see before she chooses."""

    by: Any
    when: str
    both: tuple[Difference, ...]  # she and somebody else changed it
    theirs: tuple[Difference, ...]  # it changed meanwhile; she did not touch it
    mine: tuple[str, ...]  # what only she changed, by name
    added: tuple[str, ...]  # rows that came meanwhile
    gone: tuple[str, ...]  # rows that were taken away meanwhile


class ConflictAdmin:
    """Stands before the site's own admin classes, after the one that keeps the history."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type:
        base = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        if obj is None:
            return base
        options: Any = self

        class Form(UntouchedStays, base):  # type: ignore[misc, valid-type]
            is_in_conflict = False

            def clean(self) -> dict[str, Any] | None:
                _hold(obj)
                cleaned = super().clean()
                start = read_prints(self.data.get(STORED))
                now = prints_of(stored_now(obj), options.open_to(request, obj)) if start else {}
                if start != now and self.data.get(SEEN) != digest(now):
                    self.is_in_conflict = True
                    self.add_error(
                        None, ValidationError(_("Somebody else saved this while you were writing."), CONFLICT)
                    )
                return cleaned

        Form.__name__ = base.__name__
        return Form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        if "data" in kwargs and obj is not None and obj.pk:
            gone = _gone_rows(kwargs["data"], inline.model, prefix)
            if gone:
                kwargs |= {name: _without_rows(kwargs[name], prefix, gone) for name in ("data", "files")}
        return kwargs

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):  # type: ignore[misc]
            if obj is not None:
                formset.form = type(formset.form.__name__, (UntouchedStays, formset.form), {})
            yield formset, inline

    def open_to(self, request: HttpRequest, entry: Any) -> Shown:
        """The fields that this person can change, in the entry and in its rows."""
        options: Any = self
        shown = options.shown(request, entry)
        concrete = entry._meta.concrete_model
        found = {concrete: _without(shown[concrete], options.get_readonly_fields(request, entry))}
        for inline in options.get_inline_instances(request, entry):
            if inline.has_change_permission(request, entry) or inline.has_delete_permission(request, entry):
                found[inline.model] = _without(shown[inline.model], inline.get_readonly_fields(request, entry))
        return found

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and object_id is not None and TAKE_THEIRS in request.POST:
            return self._take_theirs(request, unquote(object_id))
        return super().changeform_view(request, object_id, *args, **kwargs)  # type: ignore[misc]

    def _take_theirs(self, request: HttpRequest, object_id: str) -> HttpResponse:
        options: Any = self
        entry = options.get_object(request, object_id)
        if entry is None or not options.has_change_permission(request, entry):
            raise PermissionDenied
        stored = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
        form = options.get_form(request, entry, change=True)(request.POST, instance=entry)
        form.is_valid()
        for field in entry._meta.concrete_fields:
            if isinstance(field, models.FileField):
                setattr(form.instance, field.attname, stored[field.attname])
        set_aside(form.instance, request.user)
        words = _("You see what is stored now. The texts that you typed are kept in the history of this entry.")
        options.message_user(request, words, messages.SUCCESS)
        return redirect(request.get_full_path())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        entry, form = context.get("original"), context["adminform"].form
        if entry is not None and entry.pk:
            shown = self.open_to(request, entry)
            stored = stored_now(entry)
            now = prints_of(stored, shown)
            start = read_prints(form.data.get(STORED)) if form.is_bound else now
            if getattr(form, "is_in_conflict", False):
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                context["conflict"] = _conflict(entry, stored, form, formsets, start, shown)
            context["stored_values"] = json.dumps(start, separators=(",", ":"))
            # What she has in front of her now; once she saves again, she has seen it.
            context["seen_values"] = digest(now) if "conflict" in context else (form.data.get(SEEN) or digest(start))
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def _hold(entry: models.Model) -> None:
    """Let whoever saves the same entry at the same moment wait for this one."""
    if connection.in_atomic_block:
        type(entry)._base_manager.select_for_update().filter(pk=entry.pk).values_list("pk").first()


def _without(names: Any, readonly: Any) -> list[str]:
    return [name for name in names if name not in set(readonly)]


def _gone_rows(data: Any, model: Any, prefix: str) -> set[int]:
    """The places of rows that somebody deleted meanwhile: no rows to save."""
    sent = {
        int(found[1]): number
        for name, number in data.items()
        if (found := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-id", name)) and number.isdigit()
    }
    there = {str(number) for number in model._base_manager.filter(pk__in=sent.values()).values_list("pk", flat=True)}
    return {place for place, number in sent.items() if number not in there}


def _without_rows(data: Any, prefix: str, gone: set[int]) -> Any:
    """What a formset sends, as if these rows had not been on the page."""
    kept = MultiValueDict() if not isinstance(data, QueryDict) else QueryDict(mutable=True)
    for name in data:
        found = re.fullmatch(rf"((?:initial-)?{re.escape(prefix)}-)(\d{{1,4}})(-.+)", name)
        place = int(found[2]) if found else -1
        if place in gone:
            continue
        moved = f"{found[1]}{place - sum(one < place for one in gone)}{found[3]}" if found else name
        kept.setlist(moved, data.getlist(name))
    for counter in ("TOTAL_FORMS", "INITIAL_FORMS"):
        if (number := str(data.get(f"{prefix}-{counter}", ""))).isdigit():
            kept[f"{prefix}-{counter}"] = str(max(0, int(number) - len(gone)))
    return kept


def _conflict(entry: models.Model, stored: Snapshot, form: Any, formsets: Any, start: Prints, shown: Shown) -> Conflict:
    mine = _sent(stored, form, formsets)
    compared = changes(stored, mine, shown)
    both: list[Difference] = []
    theirs: list[Difference] = []
    only_mine: list[str] = []

    def sort(row: str, key: RowKey, change: FieldChange) -> None:
        before = start.get(row_name(key), {}).get(change.name)
        if value_print(_comparable(mine.rows[key].get(change.name))) == before:
            theirs.append(Difference(row, change))
        elif value_print(_comparable(stored.rows[key].get(change.name))) == before:
            only_mine.append(f"{row}: {change.label}" if row else change.label)
        else:
            both.append(Difference(row, change))

    for change in compared.fields:
        sort("", stored.main, change)
    for row in compared.rows:
        if row.event == RowEvent.CHANGED:
            for change in row.fields:
                sort(row.name, row.key, change)
    numbers = {row_name(key) for key in stored.rows}
    by_name = {row_name(row.key): row for row in compared.rows}
    added = [row.name for name, row in by_name.items() if row.event == RowEvent.REMOVED and name not in start]
    deleted = [row.name for name, row in by_name.items() if row.event == RowEvent.REMOVED and name in start]
    new = [row.name for name, row in by_name.items() if row.event == RowEvent.ADDED]
    gone = [name for name in start if name not in numbers]
    kept = next(
        (one for one in snapshots(type(entry), entry.pk, 5) if one.kind not in (Kind.SET_ASIDE, Kind.FOUND)), None
    )
    is_known = kept is not None and stored.is_like(kept)
    return Conflict(
        kept.by if is_known and kept else None,
        moment_words(kept.at) if is_known and kept and kept.at else "",
        tuple(both),
        tuple(theirs),
        (*only_mine, *new, *deleted),
        tuple(added),
        tuple(_gone_words(entry, gone)),
    )


def _gone_words(entry: models.Model, gone: list[str]) -> Iterator[str]:
    """Named by the last version that knew them."""
    for kept in snapshots(type(entry), entry.pk, 5) if gone else ():
        for key in kept.rows:
            if row_name(key) in gone:
                gone = [name for name in gone if name != row_name(key)]
                yield f"{key.model._meta.verbose_name}: {kept.versions[key].object_repr}"


def _sent(stored: Snapshot, form: Any, formsets: Any) -> Snapshot:
    """What the whole form sends, as if it had been stored."""
    rows: dict[RowKey, Values] = {stored.main: {**stored.rows[stored.main], **form.typed}}
    for formset in formsets:
        sent = set()
        for row in formset.forms:
            if not hasattr(row, "typed"):
                continue
            is_deleted = bool(getattr(row, "cleaned_data", {}).get("DELETE"))
            if row.instance.pk and not is_deleted:
                rows[key_of(row.instance)] = row.typed
            elif not row.instance.pk and row.has_changed() and row in formset.extra_forms:
                rows[RowKey(formset.model, f"new-{row.prefix}")] = row.typed
            if row.instance.pk:
                sent.add(row.instance.pk)
    # Rows of which the form sends nothing stay as they are; rows it has never seen came meanwhile.
    return Snapshot(stored.main, rows)
