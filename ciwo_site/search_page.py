"""The page of search: what was found, or what to do where nothing was. No question is kept or logged."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.frame import frame
from ciwo_site.i18n import LocalText, active_language, site_languages
from ciwo_site.pagination import page_number, pages_of
from ciwo_site.search.query import LONGEST, MOST_WORDS, Query, parse
from ciwo_site.search_hits import hits
from events.models import Event
from programs.models import Topic
from programs.search.kinds import KINDS
from programs.search.matches import Found, find

HITS_PER_PAGE = 10
SUGGESTED_TOPICS = 12
ORDER = ("event", "series", "program", "guide", "person", "page")


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to a part of what was found."""

    label: LocalText | str
    count: int
    query: str
    is_chosen: bool = False


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    at, language = timezone.now(), active_language()
    query = parse(request.GET.get("q", ""), site_languages())
    found = find(query, language, at) if query else None
    kind = request.GET.get("kind", "") if found else ""
    kind = kind if found and kind in found.counts else ""
    pages = pages_of(_count(found, kind), page_number(request.GET.get("page")), HITS_PER_PAGE)
    matches = found.best(pages.start, pages.start + pages.size, kind) if found else []
    context = {
        "typed": query.typed,
        "longest": LONGEST,
        "most_words": MOST_WORDS,
        "query": query,
        "hits": hits(matches, query.terms, language, at),
        "total": len(found) if found is not None else 0,
        "kinds": _kinds(query, found, kind),
        "pages": pages,
        "previous_query": address_query(query, kind, pages.previous) if pages.previous else "",
        "next_query": address_query(query, kind, pages.next) if pages.next else "",
        "alone": _alone(found),
        "topics": [] if found else _topics(at),
        "frame": frame(
            request,
            title=_("Search: %(words)s") % {"words": query.typed} if query.typed else _("Search"),
            description=_("Search webinars, convenings, programs, guides and people, in English and in Spanish."),
            section="search",
            query=address_query(query, kind, pages.number),
            is_indexed=not query.typed,
            is_personal=bool(query.typed),
        ),
    }
    response = render(request, "search.html", context)
    add_never_cache_headers(response)  # what somebody looked for stays nowhere, on no shared computer either
    return response


def address_query(query: Query, kind: str = "", page: int = 1) -> str:
    """The query string of a page of results, always in the same order; empty for no question."""
    pairs = {"q": query.typed, "kind": kind, "page": page if page > 1 else ""}
    return urlencode({name: value for name, value in pairs.items() if value})


def _count(found: Found | None, kind: str) -> int:
    if found is None:
        return 0
    return found.counts[kind] if kind else len(found)


def _kinds(query: Query, found: Found | None, chosen: str) -> list[Choice]:
    """What the hits can be narrowed to; nothing where they are all of one kind."""
    if found is None or len(found.counts) < 2:
        return []
    whole = Choice(_("all"), len(found), address_query(query), not chosen)
    return [
        whole,
        *(
            Choice(str(KINDS[name].plural), found.counts[name], address_query(query, name), name == chosen)
            for name in ORDER
            if name in found.counts
        ),
    ]


def _alone(found: Found | None) -> list[Choice]:
    """Where several words stand nowhere together: each of them that stands somewhere."""
    if found is None or found or len(found.alone) < 2:
        return []
    return [Choice(term.typed, count, urlencode({"q": term.typed})) for term, count in found.alone if count]


def _topics(at: datetime) -> list[Choice]:
    """Topics that readers can find events of, as questions."""
    events = Event.objects.public(at).filter(topics=OuterRef("pk"))
    topics = [topic.text("name") for topic in Topic.objects.filter(Exists(events)).order_by("pk")[:SUGGESTED_TOPICS]]
    return [
        Choice(name, 0, urlencode({"q": name.text})) for name in sorted(topics, key=lambda name: name.text.casefold())
    ]
