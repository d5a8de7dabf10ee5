"""What every feed of the catalog says of itself."""

from collections.abc import Iterable

from ciwo_site.addresses import localized_reverse
from ciwo_site.atom import CONTENT_TYPE, AtomEntry, AtomFeed, AtomLink, feed_id
from ciwo_site.i18n import active_language, other_languages

AUTHOR = "CIWO"


def catalog_feed(
    name: str, *, page: str, title: str, subtitle: str, entries: Iterable[AtomEntry], origin: str
) -> AtomFeed:
    """A feed in the active language. `name` is that of its address, `page` that of the page which shows the same."""
    language = active_language()
    twins = [
        AtomLink(f"{origin}{localized_reverse(name, code)}", "alternate", CONTENT_TYPE.partition(";")[0], code)
        for code in other_languages(language)
    ]
    return AtomFeed(
        id=feed_id(name, language),
        language=language,
        title=title,
        subtitle=subtitle,
        author=AUTHOR,
        author_uri=f"{origin}{localized_reverse('home', language)}",
        links=[
            AtomLink(f"{origin}{localized_reverse(name, language)}", "self", CONTENT_TYPE.partition(";")[0], language),
            AtomLink(f"{origin}{localized_reverse(page, language)}", "alternate", "text/html", language),
            *twins,
        ],
        entries=list(entries),
    )
