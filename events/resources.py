"""Events of one kind as a table: what goes out, and what a table that comes back would change, row by row."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from import_export.results import RowResult

from ciwo_site.i18n import language_columns
from events.enums import EventKind
from events.known_names import KnownNames
from events.models import Convening, Event, EventLanguage, InterpretationSlot, Speaker, Webinar
from events.table_cells import KEY, Reading, cells, read, service_key


def for_table(queryset: "QuerySet[Any]") -> "QuerySet[Any]":
    """With everything that a row says: five queries, however many rows."""
    return queryset.select_related("series", "program").prefetch_related("languages", "slots", "speakers__person")


class EventResource(ModelResource):
    """Rows are known by their uid; a row without one is a new draft. A table deletes nothing but speakers."""

    kind: EventKind

    class Meta:
        model = Event
        fields = (KEY,)
        import_id_fields = (KEY,)
        clean_model_instances = True
        use_transactions = True
        skip_diff = True  # the library's has styles in it, and shows a bilingual field as one
        report_skipped = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stored: dict[UUID, Event] = {}
        self.known: KnownNames | None = None  # read when a table comes back
        self.reading = Reading()
        self.seen: set[UUID] = set()

    def table(self, queryset: "QuerySet[Any]") -> Iterable[list[str]]:
        return (list(cells(event).values()) for event in for_table(queryset))

    # Coming back ----------------------------------------------------------------------------------------------------

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.known = KnownNames()
        wanted = {uid for row in dataset.dict if (uid := _uid(row[KEY]))}
        events = for_table(self.get_queryset().filter(uid__in=wanted))
        self.stored = {event.uid: event for event in events}
        self.seen = set()

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        self.reading = Reading()
        result = super().import_row(row, instance_loader, **{**kwargs, "retain_instance_in_row_result": True})
        result.changes = self.reading.changes
        return result

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Event, bool]:
        if not row[KEY].strip():
            return self._meta.model(kind=self.kind), True
        uid = _uid(row[KEY])
        if uid is None or uid not in self.stored:
            words = _("The catalog has no such entry in this list. Leave the cell empty for a new one.")
            raise ValidationError({KEY: words})
        if uid in self.seen:
            raise ValidationError({KEY: _("This entry stands in the table twice.")})
        self.seen.add(uid)
        return self.stored[uid], False

    def import_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        self.reading = read(row, instance, self.known or KnownNames())
        for name, value in self.reading.values.items():
            setattr(instance, name, value)

    def validate_instance(
        self, instance: Event, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """What a cell does not say readably is told first; a half-read entry would be found wanting in more than that."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        super().validate_instance(instance, None, validate_unique)

    def skip_row(self, instance: Event, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return instance.pk is not None and not import_validation_errors and not self.reading.changes

    def save_m2m(self, instance: Event, row: Any, **kwargs: Any) -> None:
        """What hangs on the event, once it is saved itself."""
        rows = self.reading.rows
        if rows.languages is not None:
            instance.languages.all().delete()
            for order, code in enumerate(rows.languages):
                EventLanguage(event=instance, language=code, order=order).save()
        if rows.services is not None:
            stored = {service_key(slot): slot for slot in instance.slots.all()}
            for key, status in rows.services.items():
                slot = stored.get(key)
                if slot is None:
                    service, source, target, both_ways = key
                    slot = InterpretationSlot(
                        event=instance, service=service, from_language=source, to_language=target, both_ways=both_ways
                    )
                elif slot.status == status:
                    continue
                slot.status = status
                slot.save()
        if rows.speakers is not None:
            _write_speakers(instance, rows.speakers)


class WebinarResource(EventResource):
    kind = EventKind.WEBINAR

    class Meta(EventResource.Meta):
        model = Webinar


class ConveningResource(EventResource):
    kind = EventKind.CONVENING

    class Meta(EventResource.Meta):
        model = Convening


def _uid(cell: str) -> UUID | None:
    try:
        return UUID(cell.strip())
    except ValueError:
        return None


def _write_speakers(event: Event, wanted: list[tuple[str, int | None, tuple[str, ...]]]) -> None:
    """Those who stay keep their role at the event; those who are not in the cell go."""
    columns = language_columns("group")
    stored = {
        (row.part, row.person_id, () if row.person_id else tuple(getattr(row, name) or "" for name in columns)): row
        for row in event.speakers.all()
    }
    for key, row in stored.items():
        if key not in wanted:
            row.delete()
    for order, (part, person, names) in enumerate(wanted):
        row = stored.get((part, person, names)) or Speaker(
            event=event, part=part, person_id=person, **dict(zip(columns, names, strict=False))
        )
        row.order = order
        row.save()
