from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from ciwo_site.acting import acting_person
from ciwo_site.querysets import CatalogEntryQuerySet, is_published
from events.enums import INTERPRETATION, VOICES, EventKind, MaterialKind, Occurrence, SlotStatus

TIME_FIELDS = frozenset({"starts_at", "ends_at", "all_day", "time_zone"})
PLACE_FIELDS = frozenset({"venue", "place", "attendance_mode"})
ANNOUNCED_FIELDS = TIME_FIELDS | PLACE_FIELDS | {"occurrence"}


def changes_what_was_announced(columns: Iterable[str]) -> bool:
    """Does one of these columns hold a part of time, place or occurrence?"""
    return any(column in ANNOUNCED_FIELDS or column.startswith("place_") for column in columns)


class EventQuerySet(CatalogEntryQuerySet):
    def update(self, **values: Any) -> int:
        """As in Django; what follows from time and place (`sequence`, `over_at`) follows here too.

        A change of time goes through each event's `save`, because its end depends on its zone.
        """
        if TIME_FIELDS & values.keys():
            events = list(self)
            for event in events:
                for name, value in values.items():
                    setattr(event, name, value)
                event.save()
            return len(events)
        if changes_what_was_announced(values) and "sequence" not in values:
            values["sequence"] = F("sequence") + 1
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # Django marks its own like this

    # When ---------------------------------------------------------------------------------------------------------

    def upcoming(self, at: datetime | None = None) -> Self:
        """Not over at that moment: an event under way is still upcoming. Soonest first."""
        return self.filter(over_at__gt=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None) -> Self:
        """Over at that moment. Latest first."""
        return self.filter(over_at__lte=at or timezone.now()).order_by("-starts_at", "-pk")

    # What ---------------------------------------------------------------------------------------------------------

    def webinars(self) -> Self:
        return self.filter(kind=EventKind.WEBINAR)

    def convenings(self) -> Self:
        return self.filter(kind=EventKind.CONVENING)

    def taking_place(self) -> Self:
        """Neither postponed nor cancelled."""
        return self.filter(occurrence=Occurrence.SCHEDULED)

    def followable_in(self, language: str) -> Self:
        """Somebody who knows only this language can follow: it is spoken, or a confirmed slot adds it to all of it."""
        related = {name: self.model._meta.get_field(name).related_model.objects for name in ("languages", "slots")}
        floor = related["languages"].filter(event=OuterRef("pk"), language=language)
        slots = related["slots"].filter(event=OuterRef("pk")).into(language).confirmed()
        slots = slots.throughout(OuterRef("starts_at"), OuterRef("over_at"))
        return self.filter(Exists(floor) | Exists(slots))

    def recorded(self) -> Self:
        """With a recording that readers can play."""
        recordings = self.model._meta.get_field("materials").related_model.objects.recordings().posted()
        return self.filter(Exists(recordings.filter(event=OuterRef("pk"))))

    def naming(self, person: Any) -> Self:
        """Events that name this person publicly."""
        return self.filter(speakers__person=person, people_named=True).distinct()

    # With what ------------------------------------------------------------------------------------------------------

    def for_listing(self, at: datetime | None = None) -> Self:
        """With all that a card shows: five queries for any number of events."""
        guides = self.model._meta.get_field("guides").related_model.objects.public(at)
        return self.select_related("series", "program").prefetch_related(
            "languages", "slots", "materials", Prefetch("guides", queryset=guides, to_attr="published_guides")
        )

    def for_page(self, at: datetime | None = None) -> Self:
        """With all that an event's page shows."""
        guides = self.model._meta.get_field("guides").related_model.objects
        speakers = self.model._meta.get_field("speakers").related_model.objects
        return self.select_related("series__organization", "program").prefetch_related(
            "languages",
            "topics",
            "materials",
            Prefetch("slots", queryset=self.model._meta.get_field("slots").related_model.objects.with_provider()),
            Prefetch("speakers", queryset=speakers.for_page()),
            Prefetch(
                "cohosts",
                queryset=self.model._meta.get_field("cohosts").related_model.objects.select_related(
                    "organization", "program"
                ),
            ),
            Prefetch("guides", queryset=guides.published(at).for_listing(), to_attr="published_guides"),
        )


class SeriesQuerySet(CatalogEntryQuerySet):
    pass


class SpeakerQuerySet(QuerySet):
    def named(self) -> Self:
        """People who may be named in public; groups among them."""
        return self.filter(event__people_named=True).filter(Q(person=None) | Q(person__named_publicly=True))

    def for_page(self) -> Self:
        """With each person's affiliations, in two queries."""
        affiliations = self.model._meta.get_field("billed_as").related_model.objects.with_place()
        return self.select_related("person", "billed_as__organization", "billed_as__program").prefetch_related(
            Prefetch("person__affiliations", queryset=affiliations.current(), to_attr="current_affiliations")
        )


class SlotQuerySet(QuerySet):
    def update(self, **values: Any) -> int:
        """As in Django; a change of status is kept too, for four queries more."""
        if "status" not in values:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            rows = self.model._base_manager.using(self.db).filter(pk__in=list(self.values_list("pk", flat=True)))
            before = dict(rows.select_for_update().values_list("pk", "status"))
            count = super().update(**values)
            kept = self.model._meta.get_field("status_changes").related_model
            kept._base_manager.using(self.db).bulk_create(
                kept(slot_id=pk, before=before[pk], after=after, changed_by=acting_person())
                for pk, after in rows.values_list("pk", "status")
                if after != before.get(pk, after)
            )
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # Django marks its own like this

    def confirmed(self) -> Self:
        return self.filter(status=SlotStatus.CONFIRMED)

    def into(self, language: str) -> Self:
        """Slots that give this language to people who need it; only interpretation gives two."""
        return self.filter(
            Q(to_language=language) | Q(both_ways=True, from_language=language, service__in=INTERPRETATION)
        )

    def throughout(self, starts_at: Any, over_at: Any) -> Self:
        """Slots that last from one moment to another, not for a part of the time; without hours, they are the event's."""
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=starts_at), Q(ends_at__isnull=True) | Q(ends_at__gte=over_at)
        )

    def with_provider(self) -> Self:
        return self.select_related("provider")


class MaterialQuerySet(QuerySet):
    def recordings(self) -> Self:
        return self.filter(kind=MaterialKind.RECORDING)

    def posted(self) -> Self:
        """With a link or a file; what is only announced is left out."""
        return self.exclude(link="", file="")

    def public(self, at: datetime | None = None) -> Self:
        """What readers may open at that moment."""
        return (
            self.posted()
            .filter(is_published(at or timezone.now(), prefix="event__"))
            .filter(~Q(kind__in=VOICES) | Q(consent_recorded=True))
        )
