"""Earlier versions of an entry: kept by django-reversion, read here as plain values.

A version is the entry with all that hangs on it (speakers, services, materials), in both languages at once, as it was
when somebody saved. Rows are compared as they are stored, so that nothing has to be built to tell what changed.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import router
from django.db.models import Field, Model
from django.dispatch import receiver
from django.utils import timezone
from reversion import create_revision, is_registered, register, set_comment, set_user
from reversion.models import Revision, Version
from reversion.revisions import _get_options
from reversion.signals import pre_revision_commit

UNIMPORTANT = frozenset({"updated_at"})  # differs after a save that changed nothing


class Kind(StrEnum):
    """Why a version was kept, where it was not simply saved."""

    SAVED = "saved"
    FOUND = "found"  # changed elsewhere, by an import or an action, and kept before the next save
    RESTORED = "restored"
    SET_ASIDE = "set_aside"  # typed, and never in force: somebody else had saved meanwhile
    DELETED = "deleted"  # as it was when it was deleted


class RowKey(NamedTuple):
    model: type[Model]
    number: str


Values = Mapping[str, Any]  # field → value as JSON has it


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of an entry and its rows."""

    main: RowKey
    rows: Mapping[RowKey, Values]
    number: int = 0  # of the version; 0 for what is stored now
    kind: Kind = Kind.SAVED
    at: datetime | None = None
    by: Any = None
    versions: Mapping[RowKey, Version] = field(default_factory=dict)

    def is_like(self, other: Self | None) -> bool:
        return other is not None and _important(self.rows) == _important(other.rows)


def register_entry(model: type[Model], row_models: Mapping[str, type[Model]]) -> None:
    """Let versions of an entry hold its rows, given by their accessors; for a proxy, those of what it stands for too."""
    for row_model in row_models.values():
        if not is_registered(row_model):
            register(row_model, exclude=_unversioned(row_model))
    for each in dict.fromkeys([model, model._meta.concrete_model]):
        if not is_registered(each):
            register(each, exclude=_unversioned(each), follow=tuple(row_models))


def _unversioned(model: Any) -> tuple[str, ...]:
    """The columns of bilingual fields hold all; the field itself would say the same again in whichever language.

    What is derived from a file is read from it again, when an earlier file comes back.
    """
    return (*getattr(model, "BILINGUAL", ()), *getattr(model, "DERIVED", ()))


# Reading ----------------------------------------------------------------------------------------------------------------


def stored_now(entry: Model) -> Snapshot:
    """What the database holds: one query for each kind of row, and one for each of their many-to-many fields."""
    main = key_of(entry)
    fresh = main.model._base_manager.prefetch_related(*_many(main.model)).get(pk=entry.pk)
    return Snapshot(main, {key_of(row): stored_values(row) for row in [fresh, *_rows_of(fresh)]})


def _rows_of(entry: Model) -> list[Model]:
    managers = [getattr(entry, name) for name in _get_options(type(entry)).follow]
    return [row for manager in managers for row in manager.prefetch_related(*_many(manager.model))]


def _many(model: Any) -> list[str]:
    return [field.name for field in model._meta.many_to_many]


def snapshots(model: type[Model], number: Any, limit: int | None, only: int | None = None) -> list[Snapshot]:
    """Earlier versions of an entry, the newest first, or one of them. Three queries."""
    concrete: Any = model._meta.concrete_model
    mine = Version.objects.get_for_object_reference(concrete, number).order_by("-pk")
    if only is not None:
        mine = mine.filter(pk=only)
    versions = {version.revision_id: version for version in mine.select_related("revision__user")[:limit]}
    rows: dict[int, dict[RowKey, Version]] = {revision: {} for revision in versions}
    for row in Version.objects.filter(revision__in=versions).order_by("pk"):
        row_model = ContentType.objects.get_for_id(row.content_type_id).model_class()
        if row_model is not None:
            rows[row.revision_id][RowKey(row_model, row.object_id)] = row
    main = RowKey(concrete, str(number))
    return [_snapshot(main, version, rows[revision]) for revision, version in versions.items()]


def deleted(model: type[Model], limit: int) -> list[Version]:
    """The last version of each entry that is no more, the latest deletion first."""
    concrete: Any = model._meta.concrete_model
    return list(Version.objects.get_deleted(concrete).select_related("revision__user").order_by("-pk")[:limit])


def values_of(version: Version) -> Values:
    return json.loads(version.serialized_data)[0]["fields"]


def _snapshot(main: RowKey, version: Version, rows: Mapping[RowKey, Version]) -> Snapshot:
    own = {key: row for key, row in rows.items() if key == main or _hangs_on(main, key, values_of(row))}
    kind = _kind(version.revision)
    return Snapshot(
        main,
        {key: values_of(row) for key, row in own.items()},
        version.pk,
        kind,
        version.revision.date_created,
        version.revision.user,
        own,
    )


def _hangs_on(main: RowKey, key: RowKey, values: Values) -> bool:
    """One revision may hold several entries, as when a list publishes them together."""
    parents = [
        row for row in key.model._meta.get_fields() if isinstance(row, Field) and row.related_model is main.model
    ]
    follows = {getattr(main.model, name).rel.related_model for name in _get_options(main.model).follow}
    return key.model in follows and any(str(values.get(row.name)) == main.number for row in parents)


def _kind(revision: Revision) -> Kind:
    return Kind(revision.comment) if revision.comment in set(Kind) else Kind.SAVED


def key_of(row: Model) -> RowKey:
    return RowKey(row._meta.concrete_model, str(row.pk))  # type: ignore[arg-type]


def stored_values(row: Model) -> Values:
    return json.loads(_serialized(row))[0]["fields"]


def _serialized(row: Model) -> str:
    return serializers.serialize("json", [row], fields=_get_options(type(row)).fields)


def _important(rows: Mapping[RowKey, Values]) -> dict[RowKey, dict[str, Any]]:
    return {
        key: {name: value for name, value in values.items() if name not in UNIMPORTANT} for key, values in rows.items()
    }


# Keeping ----------------------------------------------------------------------------------------------------------------


@contextmanager
def recording(user: Any, kind: Kind = Kind.SAVED) -> Iterator[None]:
    """What is saved within becomes a version, by this person."""
    with create_revision():
        set_user(user if user is not None and user.is_authenticated else None)
        yield
        set_comment("" if kind == Kind.SAVED else kind.value)


@receiver(pre_revision_commit)
def read_what_was_stored(versions: list[Version], **options: Any) -> None:
    """A version holds what the database has. What lay in memory may say the same in other words: another zone, a string."""
    by_model: dict[Any, list[Version]] = {}
    for version in versions:
        by_model.setdefault(version._model, []).append(version)
    for model, found in by_model.items():
        numbers = [version.object_id for version in found]
        rows = {str(row.pk): row for row in model._base_manager.filter(pk__in=numbers).prefetch_related(*_many(model))}
        for version in found:
            if version.object_id in rows:
                version.serialized_data = _serialized(rows[version.object_id])


def keep_as_found(entry: Model) -> None:
    """Before a change: keep what is stored if no version holds it yet, so that the change loses nothing."""
    kept = [version for version in snapshots(type(entry), entry.pk, 3) if version.kind != Kind.SET_ASIDE]
    if not stored_now(entry).is_like(kept[0] if kept else None):
        _keep(_fresh(entry), None, Kind.FOUND)


def keep_before_deletion(entry: Model, user: Any) -> None:
    _keep(_fresh(entry), user, Kind.DELETED)


def set_aside(entry: Model, user: Any) -> None:
    """Keep what somebody typed (an entry that is not saved) beside what is stored."""
    _keep(entry, user, Kind.SET_ASIDE)


def _keep(entry: Model, user: Any, kind: Kind) -> None:
    """A version at once, whatever else is being recorded; its rows are those that are stored."""
    revision = Revision.objects.create(date_created=timezone.now(), user=user, comment=kind.value)
    Version.objects.bulk_create(
        Version(
            revision=revision,
            object_id=str(row.pk),
            content_type=ContentType.objects.get_for_model(row),
            db=router.db_for_write(type(row)),
            format="json",
            serialized_data=_serialized(row),
            object_repr=str(row),
        )
        for row in [entry, *_rows_of(_fresh(entry))]
    )


def _fresh(entry: Model) -> Model:
    """As it is stored, and as what a proxy stands for."""
    return key_of(entry).model._base_manager.get(pk=entry.pk)
