"""What `ciwo_site.ready` asks: which state the catalog is in, and until when it lasts if nobody changes anything."""

from ciwo_site.page_cache.moments import next_moment as ends
from programs.catalog_version import catalog_version as version

__all__ = ["ends", "version"]
