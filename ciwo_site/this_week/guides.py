"""Guides whose edition in one language is older than in another."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from ciwo_site.enums import Publication, language_name
from ciwo_site.this_week.task import Task, change_address, entry_words
from events.coverage_warnings import Severity
from programs.models import GuideEdition, ResourceGuide

LIMIT = 50


def guide_tasks(user: Any) -> Iterator[Task]:
    """Two queries."""
    if not user.has_perm("programs.change_guideedition"):
        return
    rows = GuideEdition.objects.published().filter(guide__publication=Publication.PUBLISHED)
    newest: dict[int, dict[str, int]] = {}
    for guide, language, version in (
        rows.order_by().values_list("guide", "language").annotate(newest=Max("version")).order_by("guide", "language")
    ):
        newest.setdefault(guide, {})[language] = version
    stale = {guide: versions for guide, versions in newest.items() if len(set(versions.values())) > 1}
    for found in ResourceGuide.objects.filter(pk__in=list(stale)[:LIMIT]).order_by("pk"):
        versions = stale[found.pk]
        ahead = max(versions, key=lambda language: versions[language])
        for language, version in versions.items():
            if version < versions[ahead]:
                words = {
                    "guide": entry_words(found),
                    "language": language_name(language),
                    "version": version,
                    "other": language_name(ahead),
                    "newer": versions[ahead],
                }
                sentence = _(
                    "%(guide)s: the edition in %(language)s is version %(version)s; "
                    "the one in %(other)s is already version %(newer)s."
                )
                address = change_address(found, "editions-group")
                yield Task(sentence % words, _("Add the new edition"), address, Severity.NOTE)
