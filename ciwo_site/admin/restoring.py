"""Putting an earlier version of an entry back, both languages together.

Texts, dates and rows become what they were. What was decided since about readers and about people is not undone by
that: whether it is published, whether people may be named, how far an interpretation is confirmed.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from ciwo_site.admin.versions import Kind, RowKey, Snapshot, keep_as_found, recording, stored_now
from ciwo_site.enums import Publication

# By name, in whichever model they stand.
AS_THEY_ARE = frozenset(
    {
        "publication", "publish_at", "listed",  # readers: what was taken off the site does not come back by itself
        "people_named", "named_publicly", "consent_recorded",  # people: a withdrawn consent stays withdrawn
        "status",  # of a language service: a promise to readers
        "sequence", "uid", "previous_starts_at", "created_at", "updated_at", "translation_record",
    }
)  # fmt: skip


class CannotRestore(Exception):
    """The message says why, in the active language."""


def restore(entry: models.Model, snapshot: Snapshot, user: Any, *, remove: Collection[RowKey] = ()) -> None:
    """All or nothing. Rows that came since stay, except those to `remove`. Raises `CannotRestore`."""
    keep_as_found(entry)
    with _told(), recording(user, Kind.RESTORED):
        current = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
        _restore_row(current, snapshot, snapshot.main)
        for key in _rows(snapshot):
            stored = key.model._base_manager.filter(pk=key.number).first()
            if stored is not None:
                _restore_row(stored, snapshot, key)
            else:
                _bring_back(snapshot, key)
        for key in remove:
            key.model._base_manager.filter(pk=key.number).delete()
        _settle(current, snapshot)


def recover(snapshot: Snapshot, user: Any) -> models.Model:
    """A deleted entry with its rows, as a draft. Raises `CannotRestore`."""
    with _told(), recording(user, Kind.RESTORED):
        entry = _bring_back(snapshot, snapshot.main)
        for key in _rows(snapshot):
            _bring_back(snapshot, key)
        _settle(entry, snapshot)
    return entry


class _told:
    """A refusal of the database or of a model's rules, as a sentence; and nothing half done."""

    def __enter__(self) -> None:
        self._transaction = transaction.atomic()
        self._transaction.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._transaction.__exit__(kind, error, trace)
        if isinstance(error, ValidationError):
            raise CannotRestore(" ".join(error.messages)) from error
        if isinstance(error, IntegrityError):
            raise CannotRestore(_("It does not go together with what was entered since.")) from error


def _rows(snapshot: Snapshot) -> Iterator[RowKey]:
    return (key for key in snapshot.rows if key != snapshot.main)


def _restore_row(stored: models.Model, snapshot: Snapshot, key: RowKey) -> None:
    then = snapshot.versions[key]._object_version
    for field in _fields(key):
        if field.name not in AS_THEY_ARE:
            setattr(stored, field.attname, _value(field, then.object))
    _check(stored)
    stored.save()
    _restore_many(stored, then.m2m_data or {})


def _bring_back(snapshot: Snapshot, key: RowKey) -> models.Model:
    """A row that was deleted, under its old number. What readers would be promised by it is asked for anew."""
    then = snapshot.versions[key]._object_version
    values = {field.attname: _value(field, then.object) for field in _fields(key)}
    if "status" in values:
        status: Any = key.model._meta.get_field("status")
        values["status"] = status.get_default()
    if "publication" in values:
        values["publication"] = Publication.DRAFT
    row = key.model(pk=key.model._meta.pk.to_python(key.number), **values)
    _check(row)
    row.save(force_insert=True)
    _restore_many(row, then.m2m_data or {})
    return row


def _fields(key: RowKey) -> list[Any]:
    """Every column that a version holds: not the number of the row, the originals of bilingual fields, what is derived."""
    left_out = {*getattr(key.model, "BILINGUAL", ()), *getattr(key.model, "DERIVED", ())}
    return [field for field in key.model._meta.concrete_fields if not field.primary_key and field.name not in left_out]


def _value(field: Any, then: models.Model) -> Any:
    """The value of then; nothing where it refers to what is gone since, or names a file that is."""
    value = getattr(then, field.attname)
    if field.is_relation and value is not None:
        is_there = field.related_model._base_manager.filter(pk=value).exists()
        return value if is_there or not field.null else None
    if isinstance(field, models.FileField):
        name = value.name if value else ""
        if name and not field.storage.exists(name):
            if not field.blank:
                raise CannotRestore(_("The file %(file)s is no longer stored.") % {"file": name.rpartition("/")[2]})
            return ""
        return name
    return value


def _check(row: Any) -> None:
    """The model's rules. Files were judged when they were uploaded, and what a field refers to was looked up above."""
    files = {field.name for field in row._meta.concrete_fields if isinstance(field, models.FileField)}
    relations = {field.name for field in row._meta.concrete_fields if field.is_relation}
    row.clean_fields(exclude=files | relations | {row._meta.pk.name})
    row.clean()
    row.validate_constraints()


def _restore_many(row: Any, numbers: Any) -> None:
    for field in row._meta.many_to_many:
        if field.name in numbers and field.remote_field.through._meta.auto_created:
            there = field.related_model._base_manager.filter(pk__in=numbers[field.name])
            getattr(row, field.name).set(there)


def _settle(entry: Any, snapshot: Snapshot) -> None:
    """What was known of the translations goes with the texts that it was known of."""
    record = snapshot.rows[snapshot.main].get("translation_record")
    if record is not None:
        entry._meta.concrete_model._base_manager.filter(pk=entry.pk).update(translation_record=record)


def added_since(entry: models.Model, snapshot: Snapshot) -> list[RowKey]:
    """Rows that hang on the entry now and did not then."""
    return [key for key in stored_now(entry).rows if key not in snapshot.rows]
