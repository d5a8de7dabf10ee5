from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from ciwo_site.acting import acting_person
from ciwo_site.querysets import CatalogEntryQuerySet, is_published
from ciwo_site.row_changes import TellingQuerySet
from events.announced import TIME_FIELDS, changed_columns, changes_what_readers_know, told_columns
from events.enums import CONSENTED, INTERPRETATION, VOICES, ChangeKind, EventKind, MaterialKind, Occurrence, SlotStatus

CANCELLED_STAYS = timedelta(days=30)


class EventQuerySet(CatalogEntryQuerySet):
    def update(self, **values: Any) -> int:
        """As in Django; what follows from time and place (`sequence`, `over_at`) follows here too.

        A change of time goes through each event's `save`, because its end depends on its zone. A change of place,
        occurrence or publication costs up to six queries more, for what readers had been told.
        """
        if TIME_FIELDS & values.keys():
            with transaction.atomic(using=self.db):
                events = list(self)
                for event in events:
                    for name, value in values.items():
                        setattr(event, name, value)
                    event.save()
            return len(events)
        if not changes_what_readers_know(values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            rows = self.model._base_manager.using(self.db).filter(pk__in=list(self.values_list("pk", flat=True)))
            before = {row["pk"]: row for row in rows.select_for_update().values("pk", *told_columns())}
            count = super().update(**values)
            now = {row["pk"]: row for row in rows.values("pk", *told_columns())}
            changed = [pk for pk, row in now.items() if changed_columns(before[pk], row)]
            if changed and "sequence" not in values:
                QuerySet(self.model, using=self.db).filter(pk__in=changed).update(sequence=F("sequence") + 1)
            self.model.keep_changes(before, now, using=self.db)
        return count

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

    def in_calendars(self, at: datetime | None = None) -> Self:
        """Public; a cancelled one for 30 days after readers were told, so that it goes out of no calendar unseen.

        One that was cancelled before readers knew of it stands in nobody's calendar.
        """
        at = at or timezone.now()
        told = self.model._meta.get_field("changes").related_model.objects.filter(
            event=OuterRef("pk"), kind=ChangeKind.CANCELLED, at__gt=at - CANCELLED_STAYS
        )
        return self.public(at).filter(~Q(occurrence=Occurrence.CANCELLED) | Exists(told))

    def followable_in(self, language: str) -> Self:
        """Somebody who knows only this language can follow: it is spoken, or a confirmed slot adds it to all of it."""
        related = {name: self.model._meta.get_field(name).related_model.objects for name in ("languages", "slots")}
        floor = related["languages"].filter(event=OuterRef("pk"), language=language)
        slots = related["slots"].filter(event=OuterRef("pk")).into(language).confirmed()
        slots = slots.throughout(OuterRef("starts_at"), OuterRef("over_at"))
        return self.filter(Exists(floor) | Exists(slots))

    def recorded(self, language: str = "") -> Self:
        """With a recording that readers can play; with a language, one that they can follow in it.

        That is one in which it is heard or signed, or a film of ours whose captions are in it.
        """
        materials = self.model._meta.get_field("materials").related_model.objects.agreed().filter(event=OuterRef("pk"))
        recordings = materials.filter(kind__in=VOICES).posted()
        if not language:
            return self.filter(Exists(recordings))
        films = materials.filter(kind=MaterialKind.RECORDING).exclude(file="")
        captions = materials.transcribed().filter(kind=MaterialKind.CAPTIONS, language=language)
        return self.filter(Exists(recordings.filter(language=language)) | (Exists(films) & Exists(captions)))

    def transcribed(self) -> Self:
        """With a text of what people said, in whichever language."""
        materials = self.model._meta.get_field("materials").related_model.objects.agreed().transcribed()
        return self.filter(Exists(materials.filter(event=OuterRef("pk"))))

    def naming(self, person: Any) -> Self:
        """Events that name this person publicly."""
        return self.filter(speakers__person=person, people_named=True).distinct()

    def slice(self, start: int, stop: int) -> Self:
        """The rows `[start:stop]`, as a queryset in the same order.

        They are found by their numbers, in an index; a sort of whole rows would read every event's texts.
        """
        return self.model.objects.filter(pk__in=self.values("pk")[start:stop]).order_by(*self.query.order_by)

    # With what ------------------------------------------------------------------------------------------------------

    def for_listing(self, at: datetime | None = None) -> Self:
        """With all that a card shows: five queries for any number of events."""
        guides = self.model._meta.get_field("guides").related_model.objects.public(at)
        return self.select_related("series", "program").prefetch_related(
            "languages", "slots", "materials", Prefetch("guides", queryset=guides, to_attr="published_guides")
        )

    def with_names_to_withhold(self) -> Self:
        """With those whom a transcript must not name; after `for_page` or `for_listing`, two queries more."""
        return self.prefetch_related("speakers__person", "slots__interpreters")

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


class SpeakerQuerySet(TellingQuerySet):
    def named(self) -> Self:
        """People who may be named in public; groups among them."""
        return self.filter(event__people_named=True).filter(Q(person=None) | Q(person__named_publicly=True))

    def for_page(self) -> Self:
        """With each person's affiliations, in two queries."""
        affiliations = self.model._meta.get_field("billed_as").related_model.objects.with_place()
        return self.select_related("person", "billed_as__organization", "billed_as__program").prefetch_related(
            Prefetch("person__affiliations", queryset=affiliations.current(), to_attr="current_affiliations")
        )


# What readers see nothing of.
PRIVATE_SLOT_FIELDS = frozenset(
    {"notes", "call_time", "team_size", "materials_due", "materials_sent", "channel_recorded"}
)


class SlotQuerySet(QuerySet):
    def update(self, **values: Any) -> int:
        """As in Django. What readers see of it changes the events too, for two queries more.

        A change of status is kept, for four further ones.
        """
        if values.keys() <= PRIVATE_SLOT_FIELDS:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            events = list(self.values_list("event", flat=True).distinct().order_by())
            count = self._update_and_keep(values) if "status" in values else super().update(**values)
            rows = self.model._meta.get_field("event").related_model._base_manager.using(self.db)
            rows.filter(pk__in=events).update(updated_at=timezone.now())
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # Django marks its own like this

    def _update_and_keep(self, values: dict[str, Any]) -> int:
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


class MaterialQuerySet(TellingQuerySet):
    def with_transcript(self) -> Self:
        """With the paragraphs of each, which may be megabytes."""
        return self.defer(None)

    def recordings(self) -> Self:
        return self.filter(kind=MaterialKind.RECORDING)

    def posted(self) -> Self:
        """With a link or a file; what is only announced is left out."""
        return self.exclude(link="", file="")

    def transcribed(self) -> Self:
        """With a text that has a page of its own."""
        return self.filter(transcript_paragraphs__gt=0)

    def agreed(self) -> Self:
        """Without those whose voices or words nobody has agreed to publish."""
        return self.filter(~Q(kind__in=CONSENTED) | Q(consent_recorded=True))

    def public(self, at: datetime | None = None) -> Self:
        """What readers may open at that moment."""
        return self.posted().agreed().filter(is_published(at or timezone.now(), prefix="event__"))
