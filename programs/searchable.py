"""What search finds of programs and guides, people, and the pages of the site."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciwo_site.models import CatalogEntry
from ciwo_site.querysets import is_published
from ciwo_site.richtext import plain_text
from programs.models import (
    Affiliation,
    Cohort,
    Organization,
    Page,
    Person,
    Program,
    ProgramPartner,
    ResourceGuide,
    Topic,
)
from programs.search.kinds import ALWAYS, Part, Path, SearchKind, Texts


def entry_shown_from(entry: CatalogEntry) -> datetime | None:
    """From when on readers may find an entry of the catalog: what its queryset's `public` asks, but for the clock."""
    if not entry.may_be_named(entry.publish_at or ALWAYS):
        return None
    return entry.publish_at or ALWAYS


def said(row: Any, field: str, language: str) -> str:
    """A bilingual field in exactly this language; empty where it has no text in it."""
    text = getattr(row, f"{field}_{language}") or ""
    return plain_text(text) if field in row.RICH else " ".join(text.split())


def _program(program: Program, language: str) -> Texts:
    cohorts = (said(cohort, "name", language) for cohort in program.cohorts.all())
    return Texts(
        said(program, "title", language),
        said(program, "summary", language),
        (*(said(program, field, language) for field in ("body", "audience", "length")), *cohorts),
    )


def entry_texts(entry: CatalogEntry, language: str) -> Texts:
    """What every entry of the catalog says."""
    return Texts(said(entry, "title", language), said(entry, "summary", language), (said(entry, "body", language),))


def _person(person: Person, language: str) -> Texts:
    """A name is the same in every language, so that it is found and marked in each."""
    return Texts(person.name, said(person, "credentials", language), (said(person, "bio", language),))


def _always(row: Any) -> datetime:
    return ALWAYS


KINDS = (
    SearchKind(
        "program",
        Program,
        texts=_program,
        rows=lambda: Program.objects.prefetch_related("cohorts"),
        shown_from=entry_shown_from,
        label=_("Program"),
        plural=_("Programs"),
        parts=(Part(Cohort, lambda some: Cohort.objects.filter(pk__in=some).values_list("program", flat=True)),),
        paths=(
            Path("topic", lambda at: Program.topics.through.objects.all(), "program", "topic"),
            Path("organization", lambda at: ProgramPartner.objects.all(), "program", "organization"),
            Path("person", lambda at: Affiliation.objects.current().exclude(program=None), "program", "person"),
        ),
    ),
    SearchKind(
        "guide",
        ResourceGuide,
        texts=entry_texts,
        rows=ResourceGuide.objects.all,
        shown_from=entry_shown_from,
        label=_("Resource guide"),
        plural=_("Guides"),
        paths=(
            Path("topic", lambda at: ResourceGuide.topics.through.objects.all(), "resourceguide", "topic"),
            Path("program", lambda at: ResourceGuide.objects.exclude(program=None), "pk", "program"),
        ),
    ),
    SearchKind(
        "person",
        Person,
        texts=_person,
        rows=Person.objects.all,
        shown_from=lambda person: ALWAYS if person.named_publicly else None,
        label=_("Person"),
        plural=_("People"),
        paths=(
            Path("organization", lambda at: Affiliation.objects.exclude(organization=None), "person", "organization"),
            Path("program", lambda at: Affiliation.objects.exclude(program=None), "person", "program"),
            Path("affiliation", lambda at: _named_affiliations(at), "person", "pk"),
        ),
    ),
    SearchKind(
        "page",
        Page,
        texts=lambda page, language: Texts(said(page, "title", language), "", (said(page, "body", language),)),
        rows=Page.objects.all,
        shown_from=_always,
        label=_("Page of the site"),
        plural=_("Pages of the site"),
    ),
    # These have no page; they lead to what belongs to them.
    SearchKind(
        "topic",
        Topic,
        texts=lambda topic, language: Texts(said(topic, "name", language)),
        rows=Topic.objects.all,
        shown_from=_always,
        label=_("Topic"),
        has_page=False,
    ),
    SearchKind(
        "organization",
        Organization,
        texts=lambda found, language: Texts(" ".join(said(found, field, language) for field in ("name", "acronym"))),
        rows=Organization.objects.all,
        shown_from=_always,
        label=_("Organization"),
        has_page=False,
    ),
    SearchKind(
        "affiliation",
        Affiliation,
        texts=lambda found, language: Texts(said(found, "role", language)),
        rows=Affiliation.objects.all,
        shown_from=_always,
        label=_("Role"),
        has_page=False,
    ),
)


def _named_affiliations(at: datetime) -> Any:
    """Those that pages may speak of: none in a program that readers may not know of."""
    return Affiliation.objects.filter(
        Q(program=None) | (is_published(at, prefix="program__") & Q(program__listed=True))
    )
