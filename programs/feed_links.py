"""The feed of guides, for pages that offer it."""

from django.utils import translation
from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse
from ciwo_site.atom import FeedLink


def guides_feed_link(language: str) -> FeedLink:
    """By the name that it has itself."""
    with translation.override(language):
        return FeedLink(_("New guides"), localized_reverse("guides-feed", language))
