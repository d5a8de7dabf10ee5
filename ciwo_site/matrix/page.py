"""The page at `/admin/translations/`."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ciwo_site.dates import short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, other_languages, site_languages
from ciwo_site.matrix.cells import Cell, cell
from ciwo_site.matrix.rows import KINDS, PAGE, SCANNED, Entry, EntryList, scan, sources
from ciwo_site.pagination import page_number, pages_of
from ciwo_site.state_words import STATE_WORDS
from ciwo_site.translation_states import State
from events.models import Convening, Series, Webinar
from programs.models import Program, ResourceGuide

NAME = "translations"
TITLE = gettext_lazy("Translations")
FORMS: dict[str, type[Model]] = {
    "webinar": Webinar,
    "convening": Convening,
    "series": Series,
    "program": Program,
    "guide": ResourceGuide,
}


@dataclass(frozen=True, slots=True)
class Row:
    title: LocalText
    kind: str
    when: str  # the date of an event; empty for what has none
    url: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is shown; empty stands for all of it."""

    kind: str = ""
    language: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: QueryDict, kinds: list[str]) -> "Filters":
        """Unknown words count as none: an old link shows more rather than an error."""

        def one_of(name: str, known: Any) -> str:
            value = query.get(name, "")
            return value if value in known else ""

        return cls(
            one_of("kind", kinds),
            one_of("language", site_languages()),
            one_of("state", [state.value for state in State]),
        )

    def query(self, **more: object) -> str:
        chosen = {"kind": self.kind, "language": self.language, "state": self.state, **more}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def languages(self) -> tuple[str, ...]:
        return (self.language,) if self.language else site_languages()


def may_open(request: HttpRequest) -> bool:
    return bool(open_kinds(request))


def open_kinds(request: HttpRequest) -> list[str]:
    """The kinds of entries whose forms this person may see."""
    return [kind for kind in KINDS if admin.site.get_model_admin(FORMS[kind]).has_view_permission(request)]


@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Entries × languages. Costs as many queries for one entry as for thousands: see `ciwo_site.matrix.rows`."""
    kinds = open_kinds(request)
    if not kinds:
        raise PermissionDenied
    filters = Filters.read(request.GET, kinds)
    found = sources([filters.kind] if filters.kind else kinds, timezone.now())
    context = _scanned(request, filters, found) if filters.state else _paged(request, filters, found)
    context |= {
        **admin.site.each_context(request),
        "title": TITLE,
        "filters": filters,
        "languages": [(code, capfirst(language_name(code))) for code in filters.languages],
        "kind_choices": [(kind, capfirst(str(FORMS[kind]._meta.verbose_name_plural))) for kind in kinds],
        "language_choices": [(code, capfirst(language_name(code))) for code in site_languages()],
        "state_choices": [(state.value, words) for state, words in STATE_WORDS.items()],
    }
    return TemplateResponse(request, "admin/translations.html", context)


def _paged(request: HttpRequest, filters: Filters, found: Any) -> dict[str, Any]:
    entries = EntryList(found)
    pages = pages_of(entries.total, page_number(request.GET.get("page")), PAGE)
    where = _("%(total)s entries, page %(page)s of %(pages)s") % {
        "total": pages.total,
        "page": pages.number,
        "pages": pages.count,
    }
    return {
        "rows": [row(entry, filters.languages) for entry in entries.read((pages.number - 1) * PAGE, PAGE)],
        "where": where if pages.total else "",
        "back_query": filters.query(page=pages.previous) if pages.previous else "",
        "next_query": filters.query(page=pages.next) if pages.next else "",
        "is_cut_short": False,
    }


def _scanned(request: HttpRequest, filters: Filters, found: Any) -> dict[str, Any]:
    start = page_number(request.GET.get("from")) if request.GET.get("from") else 0
    result = scan(found, start, State(filters.state), filters.languages)
    is_cut_short = result.next_start is not None and result.read - start >= SCANNED and len(result.entries) < PAGE
    return {
        "rows": [row(entry, filters.languages) for entry in result.entries],
        "where": "",
        "back_query": filters.query() if start else "",
        "next_query": filters.query(**{"from": result.next_start}) if result.next_start else "",
        "is_cut_short": is_cut_short,
    }


def row(entry: Entry, languages: tuple[str, ...]) -> Row:
    model = FORMS[entry.kind]
    labels = {
        field: capfirst(str(getattr(model._meta.get_field(field), "verbose_name", field))) for field in entry.texts
    }
    return Row(
        title=_title(entry),
        kind=capfirst(str(model._meta.verbose_name)),
        when=short_date(entry.day, active_language()) if entry.day else "",
        url=reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[entry.number]),
        cells=[cell(code, entry.said, labels) for code in languages],
    )


def _title(entry: Entry) -> LocalText:
    wanted = active_language()
    for code in (wanted, *other_languages(wanted)):
        if text := entry.texts["title"][code].strip():
            return LocalText(text, code, wanted)
    return LocalText(_("(no title yet)"), wanted, wanted)
