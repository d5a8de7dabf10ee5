"""What staff look for in the list of events."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import MaterialKind, SlotStatus
from events.models import InterpretationSlot, Material


class WhenFilter(SimpleListFilter):
    title = _("when")
    parameter_name = "when"
    over_at = "over_at"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("upcoming", _("Upcoming")), ("past", _("Past"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        lookup = {"upcoming": "gt", "past": "lte"}.get(str(self.value()))
        return queryset.filter(**{f"{self.over_at}__{lookup}": timezone.now()}) if lookup else queryset


class SlotWhenFilter(WhenFilter):
    over_at = "event__over_at"


class AccessFilter(SimpleListFilter):
    title = _("interpretation")
    parameter_name = "access"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("open", _("Needed, nobody asked yet")),
            ("pending", _("Requested or held")),
            ("confirmed", _("Confirmed")),
            ("none", _("None planned")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        slots = InterpretationSlot.objects.filter(event=OuterRef("pk"))
        conditions: dict[str, Exists | Any] = {
            "open": Exists(slots.filter(status=SlotStatus.NEEDED)),
            "pending": Exists(slots.filter(status__in=[SlotStatus.REQUESTED, SlotStatus.HELD])),
            "confirmed": Exists(slots.filter(status=SlotStatus.CONFIRMED)),
            "none": ~Exists(slots.exclude(status=SlotStatus.CANCELLED)),
        }
        condition = conditions.get(str(self.value()))
        return queryset if condition is None else queryset.filter(condition)


class RecordingFilter(SimpleListFilter):
    title = _("recording")
    parameter_name = "recording"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("todo", _("To be posted")), ("posted", _("Posted")), ("none", _("None"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        recordings = Material.objects.filter(event=OuterRef("pk"), kind=MaterialKind.RECORDING)
        conditions: dict[str, Exists | Any] = {
            "todo": Exists(recordings.filter(Q(link="", file=""))),
            "posted": Exists(recordings.posted()),
            "none": ~Exists(recordings),
        }
        condition = conditions.get(str(self.value()))
        return queryset if condition is None else queryset.filter(condition)
