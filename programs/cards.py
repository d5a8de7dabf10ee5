"""Programs and guides as lists show them: every text ready."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciwo_site.dates import file_size, long_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, site_languages
from ciwo_site.plates import figure_for, guide_figure
from programs.enums import EditionFormat, PartnerPart
from programs.models import GuideEdition, Program, ResourceGuide


@dataclass(frozen=True, slots=True)
class EditionItem:
    """One file, as a reader chooses it."""

    number: int
    url: str
    language: str
    language_label: str
    format_label: str
    version: int
    dated: str
    day: date
    pages: str  # “6 pages”, empty for a file without pages
    size: str
    verb: str  # “Download in English”
    is_latest: bool  # the newest version in its language
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class GuideCard:
    number: int
    url: str
    title: LocalText
    summary: LocalText
    program: LocalText | None
    figure: str
    image: object | None
    image_description: LocalText
    editions: list[EditionItem]
    older: list[str]  # a sentence for each language that is behind another's version
    missing: list[str]  # a sentence for each site language without an edition

    def __hash__(self) -> int:
        return hash(self.url)

    @property
    def latest(self) -> list[EditionItem]:
        return [edition for edition in self.editions if edition.is_latest]


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization's part in a program."""

    part: str
    label: str  # the part in words
    name: LocalText
    url: str  # of its web page; may be empty


@dataclass(frozen=True, slots=True)
class ProgramCard:
    number: int
    url: str
    kind: str
    kind_label: str
    title: LocalText
    summary: LocalText
    audience: LocalText
    length: LocalText
    partners: list[Partner]
    figure: str
    image: object | None
    image_description: LocalText

    def __hash__(self) -> int:
        return hash(self.url)


def page_count(pages: int) -> str:
    return ngettext("%(count)s page", "%(count)s pages", pages) % {"count": pages}


def guide_card(guide: ResourceGuide) -> GuideCard:
    """The card of a guide that was fetched `for_listing`, in the active language. Costs no query."""
    language = active_language()
    editions = guide.published_editions
    newest = {code: max(e.version for e in editions if e.language == code) for code in {e.language for e in editions}}
    return GuideCard(
        number=guide.pk,
        url=guide.address(language),
        title=guide.text("title", language),
        summary=guide.text("summary", language),
        program=guide.program.text("title") if guide.program and guide.program.is_public else None,
        figure=guide_figure(guide.pk),
        image=guide.image or None,
        image_description=guide.text("image_description", language),
        editions=sorted(
            (_edition_item(edition, guide, newest, language) for edition in editions),
            key=lambda item: (item.language != language, item.language, -item.version, item.format_label),
        ),
        older=_older(newest),
        missing=[
            _("There is no edition in %(language)s yet.") % {"language": language_name(code)}
            for code in site_languages()
            if code not in newest
        ],
    )


def _edition_item(edition: GuideEdition, guide: ResourceGuide, newest: dict[str, int], language: str) -> EditionItem:
    edition.guide = guide  # already here: asking for it would cost a query
    return EditionItem(
        number=edition.pk,
        url=edition.address(language),
        language=edition.language,
        language_label=capfirst(language_name(edition.language)),
        format_label=str(EditionFormat(edition.format).label),
        version=edition.version,
        dated=long_date(edition.dated, language),
        day=edition.dated,
        pages=page_count(edition.pages) if edition.pages else "",
        size=file_size(edition.size, language),
        verb=_("Download in %(language)s") % {"language": language_name(edition.language)},
        is_latest=edition.version == newest[edition.language],
        media_type=edition.media_type,
    )


def _older(newest: dict[str, int]) -> list[str]:
    """Say which language still has an older version than another."""
    if not newest:
        return []
    latest = max(newest.values())
    ahead = next(code for code, version in newest.items() if version == latest)
    sentence = _(
        "The %(language)s edition is version %(version)s; the %(newer_language)s one is already version %(newer)s."
    )
    return [
        sentence
        % {
            "language": language_name(code),
            "version": version,
            "newer_language": language_name(ahead),
            "newer": latest,
        }
        for code, version in sorted(newest.items())
        if version < latest
    ]


def program_card(program: Program) -> ProgramCard:
    """The card of a program that was fetched `for_listing`, in the active language. Costs no query."""
    language = active_language()
    words = {
        PartnerPart.HOME: _("A project of"),
        PartnerPart.PARTNER: _("In partnership with"),
        PartnerPart.SUPPORTER: _("Supported by"),
    }
    return ProgramCard(
        number=program.pk,
        url=program.address(language),
        kind=program.kind,
        kind_label=str(program.get_kind_display()),
        title=program.text("title", language),
        summary=program.text("summary", language),
        audience=program.text("audience", language),
        length=program.text("length", language),
        partners=[
            Partner(row.part, words[PartnerPart(row.part)], row.organization.full_name, row.organization.web_page)
            for row in program.partnerships.all()
        ],
        figure=figure_for(program.pk),
        image=program.image or None,
        image_description=program.text("image_description", language),
    )


@dataclass(frozen=True, slots=True)
class Application:
    """Whether somebody can apply to a program now."""

    text: str
    link: str  # empty where nobody can apply now


def application(program: Program, at: datetime) -> Application | None:
    """The application window in words; None where the catalog knows nothing of one."""
    today = at.date()
    opens, closes = program.application_opens_on, program.application_closes_on
    language = active_language()
    if opens is not None and today < opens:
        return Application(_("Applications open on %(date)s.") % {"date": long_date(opens, language)}, "")
    if closes is not None and closes < today:
        return Application(_("Applications are closed."), "")
    if not program.application_link:
        return None
    if closes is not None:
        text = _("Apply by %(date)s") % {"date": long_date(closes, language)}
    else:
        text = _("Apply to this program")
    return Application(text, program.application_link)
