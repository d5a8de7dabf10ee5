"""The words that every catalog entry is asked for with."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q
from django.utils import timezone

from ciwo_site.enums import Publication
from ciwo_site.row_changes import TellingQuerySet


def is_published(at: datetime, prefix: str = "") -> Q:
    """The condition behind `published`, for a relation that leads to an entry (`prefix="guide__"`)."""
    return Q(**{f"{prefix}publication": Publication.PUBLISHED}) & (
        Q(**{f"{prefix}publish_at__isnull": True}) | Q(**{f"{prefix}publish_at__lte": at})
    )


class CatalogEntryQuerySet(TellingQuerySet):
    def update(self, **values: Any) -> int:
        """As in Django; entries know that they changed (`updated_at`), as after a save."""
        return super().update(**{"updated_at": timezone.now(), **values})

    update.alters_data = True  # type: ignore[attr-defined]  # Django marks its own like this

    def published(self, at: datetime | None = None) -> Self:
        """What readers may open at that moment; unlisted pages among it."""
        return self.filter(is_published(at or timezone.now()))

    def listed(self) -> Self:
        # “= True” would become a bare column, by which SQLite finds nothing in an index.
        return self.filter(listed__in=[True])

    def public(self, at: datetime | None = None) -> Self:
        """What may appear in a list, a feed, a search result or a download."""
        return self.published(at).listed()
