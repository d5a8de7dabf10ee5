"""Rows that change by a queryset's door tell of it: Django sends signals when one row is saved, and none for many."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal

# Sent with `numbers`, the primary keys of the rows, and `using`, their database.
rows_changing = Signal()  # before an `update`
rows_changed = Signal()  # after an `update`, a `bulk_update` or a `bulk_create`


class TellingQuerySet(models.QuerySet):
    """A queryset whose changes in bulk can be listened to. An update costs one query more, for the rows it is about."""

    def update(self, **values: Any) -> int:
        if not (rows_changed.has_listeners(self.model) or rows_changing.has_listeners(self.model)):
            return super().update(**values)
        with transaction.atomic(using=self.db, savepoint=False):
            numbers = list(self.values_list("pk", flat=True))
            rows_changing.send(self.model, numbers=numbers, using=self.db)
            count = super().update(**values)
            rows_changed.send(self.model, numbers=numbers, using=self.db)
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # Django marks its own like this

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As in Django. Rows whose numbers the database does not give back (`ignore_conflicts`) are not told of."""
        made = super().bulk_create(objs, *args, **kwargs)
        numbers = [row.pk for row in made if row.pk is not None]
        rows_changed.send(self.model, numbers=numbers, using=self.db)
        return made

    bulk_create.alters_data = True  # type: ignore[attr-defined]
