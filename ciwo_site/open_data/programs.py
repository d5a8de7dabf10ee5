"""Programs, guides, and the editions of guides."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ciwo_site.open_data.dataset import Dataset, Field, FieldType, RichText, named
from ciwo_site.open_data.fields import BODY, SUMMARY, TITLE, UPDATED_AT
from programs.cards import application, program_card
from programs.models import GuideEdition, Program, ResourceGuide
from programs.people import program_people

PROGRAM_FIELDS = (
    Field("number", FieldType.NUMBER, _("The number of the program.")),
    Field("url", FieldType.ADDRESS, _("The page of the program in this language.")),
    Field("kind", FieldType.CODE, _("fellowship, leadership, hub or program.")),
    TITLE,
    SUMMARY,
    BODY,
    Field("audience", FieldType.TEXT, _("Whom it is for.")),
    Field("length", FieldType.TEXT, _("How long it lasts.")),
    Field("partners", FieldType.LIST, _("The organizations that carry it: home, partner or supporter.")),
    Field("people", FieldType.LIST, _("Who holds a role in it, where people may be named.")),
    Field("cohorts", FieldType.LIST, _("The runs of the program.")),
    Field("application_opens_on", FieldType.DATE, _("The first day on which people can apply.")),
    Field("application_closes_on", FieldType.DATE, _("The last day on which people can apply.")),
    Field("application_url", FieldType.ADDRESS, _("Where to apply; empty while nobody can.")),
    UPDATED_AT,
)


def program_record(program: Program, at: datetime, origin: str) -> dict[str, Any]:
    card, opening = program_card(program), application(program, at)
    return {
        "number": program.pk,
        "url": f"{origin}{card.url}",
        "kind": card.kind,
        "title": card.title,
        "summary": card.summary,
        "body": RichText(program.text("body")),
        "audience": card.audience,
        "length": card.length,
        "partners": [named(row.name, part=row.part, url=row.url or None) for row in card.partners],
        "people": [{"name": member.name, "role": member.role} for member in program_people(program)],
        "cohorts": [named(cohort.text("name")) for cohort in program.cohorts.all()],
        "application_opens_on": program.application_opens_on,
        "application_closes_on": program.application_closes_on,
        "application_url": opening.link if opening and opening.link else None,
        "updated_at": program.updated_at,
    }


PROGRAMS = Dataset(
    "programs",
    _("Programs"),
    _("What is offered all year: fellowships, leadership programs, training."),
    PROGRAM_FIELDS,
    lambda at: Program.objects.public(at).for_page().order_by("pk"),
    program_record,
)

GUIDE_FIELDS = (
    Field("number", FieldType.NUMBER, _("The number of the guide.")),
    Field("url", FieldType.ADDRESS, _("The page of the guide in this language.")),
    TITLE,
    SUMMARY,
    Field("body", FieldType.RICH_TEXT, _("What is in it.")),
    Field("program", FieldType.TEXT, _("The title of its program.")),
    Field("program_number", FieldType.NUMBER, _("The number of its program, as in the set “programs”.")),
    Field("languages", FieldType.LIST, _("Codes of the languages in which it can be downloaded.")),
    UPDATED_AT,
)


def guide_record(guide: ResourceGuide, at: datetime, origin: str) -> dict[str, Any]:
    program = guide.program if guide.program is not None and guide.program.may_be_named(at) else None
    return {
        "number": guide.pk,
        "url": f"{origin}{guide.address()}",
        "title": guide.text("title"),
        "summary": guide.text("summary"),
        "body": RichText(guide.text("body")),
        "program": program.text("title") if program else None,
        "program_number": program.pk if program else None,
        "languages": sorted({edition.language for edition in guide.published_editions}),
        "updated_at": guide.updated_at,
    }


GUIDES = Dataset(
    "guides",
    _("Guides"),
    _("Resource guides, each as a work; their files are in the set “editions”."),
    GUIDE_FIELDS,
    lambda at: ResourceGuide.objects.public(at).for_listing(at).order_by("pk"),
    guide_record,
)

EDITION_FIELDS = (
    Field("number", FieldType.NUMBER, _("The number of the edition.")),
    Field("guide", FieldType.NUMBER, _("The number of the guide, as in the set “guides”.")),
    Field("guide_title", FieldType.TEXT, _("The title of the guide.")),
    Field("language", FieldType.CODE, _("The code of the language that it is in.")),
    Field("format", FieldType.CODE, _("pdf, epub, docx, odt or mp3.")),
    Field("version", FieldType.NUMBER, _("The version, counted from 1 in each language.")),
    Field("dated", FieldType.DATE, _("The date of this version.")),
    Field("pages", FieldType.NUMBER, _("How many pages it has, if it has pages.")),
    Field("size_bytes", FieldType.NUMBER, _("The size of the file.")),
    Field("checksum_sha256", FieldType.CODE, _("A fingerprint of the file, to tell whether a copy is whole.")),
    Field("url", FieldType.ADDRESS, _("The permanent address of the file.")),
)


def edition_record(edition: GuideEdition, at: datetime, origin: str) -> dict[str, Any]:
    return {
        "number": edition.pk,
        "guide": edition.guide_id,
        "guide_title": edition.guide.text("title"),
        "language": edition.language,
        "format": edition.format,
        "version": edition.version,
        "dated": edition.dated,
        "pages": edition.pages,
        "size_bytes": edition.size,
        "checksum_sha256": edition.checksum,
        "url": f"{origin}{edition.address()}",
    }


EDITIONS = Dataset(
    "editions",
    _("Editions of guides"),
    _("Each file of a guide: one language, one format, one version."),
    EDITION_FIELDS,
    lambda at: GuideEdition.objects.public(at).filter(guide__listed=True).select_related("guide").order_by("pk"),
    edition_record,
)
