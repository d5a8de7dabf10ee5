"""What a search costs: the finding alone, and the whole page of results."""

from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ciwo_site.addresses import localized_reverse
from ciwo_site.bench.measure import Cost, page_cost
from ciwo_site.bench.prose import COMMON, RARE, vocabulary
from ciwo_site.i18n import site_languages
from ciwo_site.search.query import parse
from ciwo_site.search_page import HITS_PER_PAGE
from programs.search.matches import find


@dataclass(frozen=True, slots=True)
class SearchCost:
    hits: int
    queries: int
    median: float  # milliseconds until the first page of hits is known
    p95: float
    page: Cost  # of the page that shows them, through every middleware


def questions(language: str) -> dict[str, str]:
    """What is asked, by the sort of question."""
    words = vocabulary(language)
    return {
        "a word of almost every event": COMMON[language],
        "a rare word": RARE[language],
        "two words": f"{words[30]} {words[60]}",
        "the beginning of a word": COMMON[language][:5],
        "a word in many titles": "webinar",
        "a word in the name of what they belong to": "program",
        "no hit": "xyzzy",
    }


def search_cost(typed: str, language: str, repeats: int) -> SearchCost:
    """After one search that tells the process what it keeps of the index."""
    hits = _search(typed, language)
    with CaptureQueriesContext(connection) as captured:
        _search(typed, language)
    times = []
    for _repeat in range(repeats):
        start = perf_counter()
        _search(typed, language)
        times.append((perf_counter() - start) * 1000)
    path = f"{localized_reverse('search', language)}?{urlencode({'q': typed})}"
    return SearchCost(hits, len(captured), median(times), quantiles(times, n=20)[-1], page_cost(path, repeats))


def _search(typed: str, language: str) -> int:
    found = find(parse(typed, site_languages()), language, timezone.now())
    found.best(0, HITS_PER_PAGE)
    return len(found)
