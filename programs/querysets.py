from datetime import datetime
from typing import Self

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils import timezone

from ciwo_site.querysets import CatalogEntryQuerySet, is_published
from ciwo_site.row_changes import TellingQuerySet


class AffiliationQuerySet(TellingQuerySet):
    def current(self) -> Self:
        return self.filter(current=True)

    def with_place(self) -> Self:
        """Joined to the organization or the program, so that naming it costs no query."""
        return self.select_related("organization", "program")


class PersonQuerySet(TellingQuerySet):
    def public(self) -> Self:
        """People who may be named."""
        return self.filter(named_publicly=True)

    def for_page(self) -> Self:
        affiliations = self.model._meta.get_field("affiliations").related_model.objects.with_place()
        return self.prefetch_related(Prefetch("affiliations", queryset=affiliations))


class ProgramQuerySet(CatalogEntryQuerySet):
    def for_page(self) -> Self:
        """With all that a program's page shows besides events and guides."""
        affiliations = self.model._meta.get_field("affiliations").related_model.objects.select_related("person")
        return self.select_related("contact__person").prefetch_related(
            "partnerships__organization", "cohorts", Prefetch("affiliations", queryset=affiliations)
        )

    def for_listing(self) -> Self:
        return self.prefetch_related("partnerships__organization").order_by("kind", "pk")


class ResourceGuideQuerySet(CatalogEntryQuerySet):
    def for_listing(self, at: datetime | None = None) -> Self:
        """With the editions that readers may download, and newest work first."""
        editions = self.model._meta.get_field("editions").related_model.objects.published()
        return (
            self.select_related("program")
            .prefetch_related(Prefetch("editions", queryset=editions, to_attr="published_editions"))
            .annotate(newest=Max("editions__dated", filter=Q(editions__published=True)))
            .order_by("-newest", "-pk")
        )


class GuideEditionQuerySet(QuerySet):
    def published(self) -> Self:
        """Marked as published; whether the guide itself is, `public` asks."""
        return self.filter(published=True)

    def public(self, at: datetime | None = None) -> Self:
        """What readers may download at that moment."""
        return self.published().filter(is_published(at or timezone.now(), prefix="guide__"))
