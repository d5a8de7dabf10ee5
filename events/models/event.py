import uuid
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciwo_site.links import WebAddressField
from ciwo_site.models import CatalogEntry, RichTextField
from events.announced import Told, changed_columns, kinds_of_change, start_before, told_columns, was_told
from events.enums import AttendanceMode, EventKind, Occurrence, Platform
from events.models.change import EventChange, Withdrawal
from events.querysets import EventQuerySet
from events.timeline import day_begins, over_at

if TYPE_CHECKING:
    from programs.models import ResourceGuide, Topic


@cache
def known_time_zones() -> frozenset[str]:
    """Every IANA zone; read once, because the list lies in hundreds of files."""
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    """Refuse what is no IANA zone."""
    if name not in known_time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone we know."), params={"name": name})


def validate_time_zones(names: object) -> None:
    """Refuse a list in which something is no IANA zone."""
    if not isinstance(names, list):
        raise ValidationError(_("Choose time zones from the list."))
    for name in names:
        validate_time_zone(str(name))


def default_time_zone() -> str:
    return settings.EVENT_TIME_ZONE


class Event(CatalogEntry):
    """A webinar or a convening: something at a time."""

    BILINGUAL: ClassVar[tuple[str, ...]] = (*CatalogEntry.BILINGUAL, "recap", "place", "occurrence_note")
    RICH: ClassVar[tuple[str, ...]] = ("body", "recap")
    ADDRESS_NAME = "event"

    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, default=EventKind.WEBINAR)
    attendance_mode = models.CharField(
        _("how people take part"), max_length=20, choices=AttendanceMode.choices, default=AttendanceMode.ONLINE
    )

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(
        _("ends"),
        null=True,
        blank=True,
        help_text=_("May stay empty while nobody knows; the page then shows the start."),
    )
    over_at = models.DateTimeField(editable=False)  # this and the next follow from the others: see events.timeline
    local_date = models.DateField(editable=False)  # the date on the flyer, in the event's own zone
    all_day = models.BooleanField(
        _("only the date is known"), default=False, help_text=_("The time is not shown anywhere.")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, default=default_time_zone, validators=[validate_time_zone]
    )
    also_shown_in = models.JSONField(_("also shown in"), default=list, blank=True, validators=[validate_time_zones])

    occurrence = models.CharField(
        _("takes place?"), max_length=20, choices=Occurrence.choices, default=Occurrence.SCHEDULED
    )
    occurrence_note = models.CharField(
        _("note on the change"),
        max_length=300,
        blank=True,
        help_text=_("Why it is postponed or cancelled, and what people can do."),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("City and state, or country."))

    platform = models.CharField(
        _("platform"),
        max_length=20,
        choices=Platform.choices,
        blank=True,
        help_text=_("Readers are told how to choose the channel of their language on it."),
    )
    run_of_show = models.TextField(
        _("run of show (for interpreters)"), blank=True, help_text=_("Never on a public page.")
    )

    registration_link = WebAddressField(_("registration link"), blank=True)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)

    series = models.ForeignKey(
        "events.Series", models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    program = models.ForeignKey(
        "programs.Program", models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("program")
    )
    guides = models.ManyToManyField(
        "programs.ResourceGuide", related_name="events", blank=True, verbose_name=_("guides")
    )
    topics: "models.ManyToManyField[Topic, Any]" = models.ManyToManyField(
        "programs.Topic", related_name="events", blank=True, verbose_name=_("topics")
    )
    recap = RichTextField(_("recap"), blank=True, help_text=_("What happened, written afterwards."))
    people_named = models.BooleanField(
        _("people may be named"),
        default=True,
        help_text=_("Untick it and no participant’s name appears anywhere in public."),
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # the same in every calendar, for life
    sequence = models.PositiveIntegerField(default=0, editable=False)  # RFC 5545 §3.8.7.4
    previous_starts_at = models.DateTimeField(null=True, editable=False)

    published_guides: "list[ResourceGuide]"  # set by `for_listing` and `for_page`

    objects = EventQuerySet.as_manager()

    class Meta(CatalogEntry.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            # All that a list is chosen, ordered and counted by: whole rows are read for the page alone.
            models.Index(
                fields=[
                    "publication",
                    "listed",
                    "over_at",
                    "publish_at",
                    "starts_at",
                    "id",
                    "occurrence",
                    "kind",
                    "series",
                    "program",
                    "local_date",
                ],
                name="event_by_end",
            ),
            models.Index(fields=["publication", "listed", "-starts_at", "-id"], name="event_by_start"),
            models.Index(fields=["publication", "-updated_at"], name="event_by_change"),
            models.Index(fields=["publication", "publish_at"], name="event_by_publish_at"),
        ]
        constraints = [
            *CatalogEntry.Meta.constraints,
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                name="event_is_over_when_it_ends",
                condition=Q(over_at__gt=F("starts_at"))
                & (Q(ends_at__isnull=True) | Q(all_day=True) | Q(over_at=F("ends_at"))),
            ),
            models.CheckConstraint(
                name="event_registration_closes_after_it_opens",
                condition=Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                violation_error_message=_("Registration closes before it opens."),
            ),
        ]

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        event = super().from_db(db, field_names, values)
        event._announced = event._what_is_announced()
        return event

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        fields = None if fields is None else set(fields)
        super().refresh_from_db(using, fields, from_queryset)
        read = {name: value for name, value in self._what_is_announced().items() if fields is None or name in fields}
        self._announced = getattr(self, "_announced", {}) | read

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle_time()
        fields = kwargs.get("update_fields")
        before = None if self._state.adding else self.note_what_changed()
        if fields is not None:
            kwargs["update_fields"] = {*fields, "over_at", "local_date", "sequence", "previous_starts_at"}
        with transaction.atomic(using=kwargs.get("using")):  # what readers were told otherwise belongs to the change
            super().save(*args, **kwargs)
            if before is not None:
                now = self._what_is_announced()
                saved = {name: now[name] if fields is None or name in fields else before[name] for name in before}
                self.keep_changes({self.pk: before}, {self.pk: saved}, using=self._state.db)
        self._announced = self._what_is_announced()

    def settle_time(self) -> None:
        """Make end and date follow from the other times; a dated event starts when its day begins in its zone."""
        if self.starts_at is None:
            return
        self.local_date = self.starts_at.astimezone(self.zone).date()
        if self.all_day:
            self.starts_at = day_begins(self.local_date, self.zone)
        self.over_at = over_at(self.starts_at, self.ends_at, all_day=self.all_day, time_zone=self.time_zone)

    def note_what_changed(self) -> Told | None:
        """Let `sequence` rise when time, place or occurrence changed since the event was read; give what was read."""
        before = getattr(self, "_announced", None)
        if before is None:
            return None
        now = self._what_is_announced()
        if changed_columns(before, now):
            self.sequence += 1
        if (start := start_before(before, now)) is not None:
            self.previous_starts_at = start
        return before

    @classmethod
    def keep_changes(cls, before: Mapping[int, Told], now: Mapping[int, Told], *, using: str | None) -> None:
        """Keep what readers had been told otherwise, and the moment if something was taken back from them."""
        at = timezone.now()
        public = [number for number in now if was_told(before[number], at)]
        changes = [
            EventChange(event_id=number, kind=kind, at=at, previous_starts_at=start_before(before[number], now[number]))
            for number in public
            for kind in kinds_of_change(before[number], now[number])
        ]
        EventChange._base_manager.using(using).bulk_create(changes)
        if not all(was_told(now[number], at) for number in public):
            Withdrawal._base_manager.using(using).create(at=at)

    def _what_is_announced(self) -> dict[str, Any]:
        """Time, place, occurrence, and whether readers know; what was not fetched is left out rather than fetched."""
        loaded = self.__dict__
        return {name: loaded[name] or "" for name in told_columns() if name in loaded}

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The event ends before it starts.")
        opens, closes = self.registration_opens_at, self.registration_closes_at
        if opens and closes and closes <= opens:
            errors["registration_closes_at"] = _("Registration closes before it opens.")
        if errors:
            raise ValidationError(errors)
        with suppress(KeyError, ValueError):  # an unknown zone has its own message
            self.settle_time()  # the database's constraints speak of what follows from the times

    # Questions ------------------------------------------------------------------------------------------------------

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_under_way(self, at: datetime) -> bool:
        return self.occurrence == Occurrence.SCHEDULED and not self.all_day and self.starts_at <= at < self.over_at

    def is_over(self, at: datetime) -> bool:
        return self.over_at <= at

    def is_open_for_registration(self, at: datetime) -> bool:
        """Can somebody register now? Needs a link, an event that takes place and is not over, and the right time."""
        return (
            bool(self.registration_link)
            and self.occurrence == Occurrence.SCHEDULED
            and not self.is_over(at)
            and (self.registration_opens_at is None or self.registration_opens_at <= at)
            and (self.registration_closes_at is None or at < self.registration_closes_at)
        )

    @property
    def short_address(self) -> str:
        """The link for flyers and messages."""
        return f"/e/{self.pk}"


class KindManager(models.Manager.from_queryset(EventQuerySet)):
    """Only the events of one kind: what a proxy is for."""

    def __init__(self, kind: str = EventKind.WEBINAR) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> EventQuerySet:
        return super().get_queryset().filter(kind=self.kind)


class Webinar(Event):
    """An event that staff announce in the list of webinars."""

    objects = KindManager(EventKind.WEBINAR)

    class Meta:
        proxy = True
        verbose_name = _("webinar")
        verbose_name_plural = _("webinars")


class Convening(Event):
    """An in-person or hybrid gathering, in a list of its own for staff."""

    objects = KindManager(EventKind.CONVENING)

    class Meta:
        proxy = True
        verbose_name = _("convening")
        verbose_name_plural = _("convenings")
