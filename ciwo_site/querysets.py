"""The words that every catalog entry is asked for with."""

from datetime import datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.utils import timezone

from ciwo_site.enums import Publication


def is_published(at: datetime, prefix: str = "") -> Q:
    """The condition behind `published`, for a relation that leads to an entry (`prefix="guide__"`)."""
    return Q(**{f"{prefix}publication": Publication.PUBLISHED}) & (
        Q(**{f"{prefix}publish_at__isnull": True}) | Q(**{f"{prefix}publish_at__lte": at})
    )


class CatalogEntryQuerySet(QuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """What readers may open at that moment; unlisted pages among it."""
        return self.filter(is_published(at or timezone.now()))

    def listed(self) -> Self:
        return self.filter(listed=True)

    def public(self, at: datetime | None = None) -> Self:
        """What may appear in a list, a feed, a search result or a download."""
        return self.published(at).listed()
