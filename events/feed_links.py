"""The feeds of the catalog, for pages that offer them."""

from django.utils import translation
from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse
from ciwo_site.atom import FeedLink
from programs.feed_links import guides_feed_link


def feed_links(language: str) -> list[FeedLink]:
    """Every feed in a language, by the name that it has itself."""
    with translation.override(language):
        titles = {
            "upcoming-feed": _("Upcoming webinars and convenings"),
            "changes-feed": _("What changed"),
            "recordings-feed": _("New recordings"),
        }
    links = [FeedLink(title, localized_reverse(name, language)) for name, title in titles.items()]
    return [*links, guides_feed_link(language)]
