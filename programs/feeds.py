"""The feed of new guides, in the active language. Knows no HTTP."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from ciwo_site.atom import LENGTH, AtomEntry, AtomFeed, AtomText, content_of, entry_id, labelled, page_links, paragraph
from ciwo_site.enums import language_name
from ciwo_site.feeds import catalog_feed
from ciwo_site.freshness import latest, latest_moment, latest_of
from ciwo_site.i18n import active_language
from programs.enums import EditionFormat
from programs.models import GuideEdition, ResourceGuide


def guides_feed(at: datetime, origin: str) -> AtomFeed:
    """Guides that can be downloaded, an entry for each language of their editions; latest first."""
    uploaded = Max("editions__uploaded_at", filter=Q(editions__published=True))
    guides = ResourceGuide.objects.public(at).for_listing(at).annotate(uploaded=uploaded).filter(uploaded__isnull=False)
    entries = [entry for guide in guides.order_by("-uploaded", "-pk")[:LENGTH] for entry in _entries(guide, origin)]
    return catalog_feed(
        "guides-feed",
        page="guide-list",
        title=_("New guides"),
        subtitle=_("Guides to download, each language by itself."),
        entries=sorted(entries, key=lambda entry: entry.updated, reverse=True)[:LENGTH],
        origin=origin,
    )


def last_change(at: datetime) -> datetime | None:
    """The moment since which the feed says what it says now: one query. Hidden rows count, for they may have been public."""
    return latest_moment(
        [
            latest_of(ResourceGuide.objects.all(), "updated_at"),
            latest_of(ResourceGuide.objects.filter(publish_at__lte=at), "publish_at"),
            latest_of(GuideEdition.objects.all(), "uploaded_at"),
            latest_of(LogEntry.objects.filter(action_flag=DELETION), "action_time"),
        ]
    )


def _entries(guide: ResourceGuide, origin: str) -> Iterator[AtomEntry]:
    by_language: dict[str, list[GuideEdition]] = {}
    for edition in guide.published_editions:
        by_language.setdefault(edition.language, []).append(edition)
    for language, editions in by_language.items():
        yield _entry(guide, language, editions, origin)


def _entry(guide: ResourceGuide, spoken: str, editions: list[GuideEdition], origin: str) -> AtomEntry:
    language = active_language()
    title, summary = guide.text("title", language), guide.text("summary", language)
    label = _("Guide in %(language)s") % {"language": language_name(spoken)}
    newest = max(edition.version for edition in editions)
    formats = ", ".join(str(EditionFormat(row.format).label) for row in editions if row.version == newest)
    facts = _("%(guide)s · version %(version)s · %(formats)s")
    # Numbers of rows are the same in every catalog of this make; the moment of writing is not.
    of = f"guide/{guide.pk}/{guide.created_at.isoformat()}"
    return AtomEntry(
        id=entry_id(of, f"guide/{spoken}", language),
        title=labelled(_("%(label)s: %(title)s"), label, title),
        updated=latest(max(edition.uploaded_at for edition in editions), guide.publish_at),
        links=page_links(guide, origin),
        categories={spoken: language_name(spoken)},
        summary=AtomText(summary.text, summary.language) if summary else None,
        content=content_of(
            paragraph(facts % {"guide": label, "version": newest, "formats": formats}), paragraph(summary)
        ),
    )
