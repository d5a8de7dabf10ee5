"""Every door by which a row changes, watched: what came through it is indexed when the transaction is over.

A row that is saved or deleted sends Django's signals; rows that change by a queryset tell of it themselves
(`ciwo_site.row_changes`). What comes through neither (SQL, a queryset of another class, rows of a plain through table)
is found by `index_search --check`. Ties between entries need no door: a search asks for them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from ciwo_site.row_changes import rows_changed, rows_changing
from programs.search.index import in_parts, index
from programs.search.kinds import KINDS, Part, SearchKind

_kinds_of: dict[type[Model], str] = {}
_parts_of: dict[type[Model], list[tuple[str, Part]]] = defaultdict(list)


def register(*kinds: SearchKind) -> None:
    """Make rows findable, and watch their doors from now on. For `AppConfig.ready`."""
    for kind in kinds:
        KINDS[kind.name] = kind
        _kinds_of[kind.model] = kind.name
        _watch(kind.model)
        for part in kind.parts:
            _parts_of[part.model].append((kind.name, part))
            if part.through is None:
                _watch(part.model)
            else:
                m2m_changed.connect(_ties_changed, part.through, dispatch_uid=f"search of {part.through._meta.label}")


def _watch(model: type[Model]) -> None:
    """The model and its proxies: a signal knows the class that was saved, not the table."""
    for sender in apps.get_models():
        if sender._meta.concrete_model is not model:
            continue
        name = f"search of {sender._meta.label}"
        post_save.connect(_saved, sender, dispatch_uid=name)
        post_delete.connect(_deleted, sender, dispatch_uid=name)
        rows_changed.connect(_rows_changed, sender, dispatch_uid=name)
        if model in _parts_of:  # what they belong to before
            pre_save.connect(_about_to_be_saved, sender, dispatch_uid=name)
            pre_delete.connect(_about_to_be_deleted, sender, dispatch_uid=name)
            rows_changing.connect(_rows_changing, sender, dispatch_uid=name)


def _about_to_be_saved(sender: type[Model], instance: Model, **signal: Any) -> None:
    if not instance._state.adding:
        instance.__dict__["_belonged_to"] = _owners(sender, [instance.pk])


def _saved(sender: type[Model], instance: Model, using: str, **signal: Any) -> None:
    _note(using, instance.__dict__.pop("_belonged_to", {}))
    _rows_changed(sender, [instance.pk], using)


def _about_to_be_deleted(sender: type[Model], instance: Model, using: str, **signal: Any) -> None:
    _rows_changing(sender, [instance.pk], using)


def _deleted(sender: type[Model], instance: Model, using: str, **signal: Any) -> None:
    _rows_changed(sender, [instance.pk], using)


def _rows_changing(sender: type[Model], numbers: Collection[int], using: str, **signal: Any) -> None:
    """Whom the rows belong to now, before they perhaps belong to somebody else. Sent within a transaction."""
    _note(using, _owners(sender, numbers))


def _rows_changed(sender: type[Model], numbers: Collection[int], using: str, **signal: Any) -> None:
    """Whom the rows belong to is asked when the transaction is over, for all of them together."""
    model = _table(sender)
    changed = {_kinds_of[model]: numbers} if model in _kinds_of else {}
    _note(using, changed, {model: numbers} if model in _parts_of else {})


def _ties_changed(
    sender: type[Model],
    instance: Model,
    action: str,
    model: type[Model],
    pk_set: set[int] | None,
    using: str,
    **signal: Any,
) -> None:
    """Both ends are told of: each of them may be a part. Django sends this within a transaction."""
    for end, numbers in ((type(instance), {instance.pk}), (model, pk_set or set())):
        if action in ("pre_remove", "pre_clear"):
            _rows_changing(end, numbers, using)
        elif action in ("post_add", "post_remove", "post_clear"):
            _rows_changed(end, numbers, using)


def _owners(sender: type[Model], numbers: Collection[int]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for name, part in _parts_of.get(_table(sender), ()):
        for some in in_parts(sorted(numbers)):
            found[name] |= {number for number in part.owners(some) if number is not None}
    return found


def _table(sender: type[Model]) -> type[Model]:
    """The model itself, for a proxy of it too."""
    return sender._meta.concrete_model or sender


# When -----------------------------------------------------------------------------------------------------------------


class Indexing:
    """The work of one transaction, done when it is over; nothing is done twice."""

    def __init__(self) -> None:
        self.changed: dict[str, set[int]] = defaultdict(set)  # kind → rows
        self.parts: dict[type[Model], set[int]] = defaultdict(set)  # rows that have a say in others

    def add(self, changed: Mapping[str, Collection[int]], parts: Mapping[type[Model], Collection[int]]) -> None:
        for name, numbers in changed.items():
            self.changed[name].update(numbers)
        for model, numbers in parts.items():
            self.parts[model].update(numbers)

    def finish(self) -> None:
        for model, numbers in self.parts.items():
            self.add(_owners(model, numbers), {})
        index(self.changed)


def to_index(model: type[Model], numbers: Collection[int], using: str = DEFAULT_DB_ALIAS) -> None:
    """Have rows indexed that came through a door that nobody watches."""
    _rows_changed(model, numbers, using)


def _note(
    using: str,
    changed: Mapping[str, Collection[int]],
    parts: Mapping[type[Model], Collection[int]] = MappingProxyType({}),
) -> None:
    """Index all this once the transaction is over, or at once where there is none.

    A failure is logged and spoils nobody's save: the index is then out of step until the next time.
    """
    if not any(changed.values()) and not any(parts.values()):
        return
    waiting = _waiting(using)
    work = waiting or Indexing()
    work.add(changed, parts)
    if waiting is None:
        transaction.on_commit(work.finish, using=using, robust=True)


def _waiting(using: str) -> Indexing | None:
    """The work that this transaction has already; none that a savepoint could still take back alone."""
    connection = transaction.get_connection(using)
    open_savepoints = {*connection.savepoint_ids, None}
    for savepoints, callback, _robust in connection.run_on_commit:
        work = getattr(callback, "__self__", None)
        if isinstance(work, Indexing) and savepoints <= open_savepoints:
            return work
    return None
