"""Which entries fit a question, and in which order.

A word is looked up, never looked for: a search reads a few rows of words, whatever the catalog holds, and the rest is
arithmetic with sets of numbers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from heapq import nsmallest
from operator import or_
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from ciwo_site.i18n import site_languages
from ciwo_site.search.query import Query, Term
from programs.models import SearchWord
from programs.search.kinds import KINDS, Path
from programs.search.postings import BEGINNING, PLACES, STAMP
from programs.search.snapshot import Name, Number, Snapshot, snapshot

# What a word weighs in a title, a summary and a text: in the reader's language and in another one.
OWN = (6, 4, 2)
OTHER = (5, 3, 1)
NAME = min(OWN[0], OTHER[0])  # from this weight on, a word is a part of what an entry is called
TIED = 1  # the word is not the entry's, but in the name of something it belongs to

Scores = dict[Number, int]  # what one word of the question weighs, for every entry that has it


@dataclass(frozen=True, slots=True)
class Match:
    kind: str
    entry: int  # the primary key of what was found
    ties: tuple[tuple[Name, ...], ...]  # for each word of the question, what led here by its name


@dataclass(frozen=True)
class Found:
    """Everything that fits a question, unordered until a page of it is asked for."""

    query: Query
    known: Snapshot
    scores: Sequence[Scores]
    named: Sequence[Collection[Name]]  # for each word, what has it in its name
    followers: Mapping[Name, Collection[Number]]  # and who belongs to that

    def __len__(self) -> int:
        return len(self._fitting)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        found = {kind: len(self._fitting & numbers) for kind, numbers in self.known.by_kind.items()}
        return {kind: count for kind, count in found.items() if count}

    @property
    def alone(self) -> list[tuple[Term, int]]:
        """How many entries have each of the words, whether or not they have the others."""
        return [(term, len(having)) for term, having in zip(self.query.terms, self._with_each, strict=True)]

    def best(self, start: int, stop: int, kind: str = "") -> list[Match]:
        """A part of the list of hits, of one kind or of all: by weight, then in the order of `Snapshot.rank`."""
        numbers = list(self._fitting & self.known.by_kind.get(kind, frozenset()) if kind else self._fitting)
        weights = map(sum, zip(*(map(scored.__getitem__, numbers) for scored in self.scores), strict=True))
        by_weight: dict[int, list[Number]] = defaultdict(list)
        for number, weight in zip(numbers, weights, strict=True):
            by_weight[weight].append(number)
        chosen: list[Number] = []
        for weight in sorted(by_weight, reverse=True):
            chosen += nsmallest(stop - len(chosen), by_weight[weight], key=self.known.rank.__getitem__)
            if len(chosen) >= stop:
                break
        return [self._match(number) for number in chosen[start:stop]]

    @cached_property
    def _with_each(self) -> list[set[Number]]:
        return [scored.keys() & self.known.pages for scored in self.scores]

    @cached_property
    def _fitting(self) -> set[Number]:
        return set.intersection(*self._with_each) if self._with_each else set()

    def _match(self, number: Number) -> Match:
        known = self.known.facts[number]
        ties = (sorted(name for name in names if number in self.followers[name]) for names in self.named)
        return Match(known.kind, known.entry, tuple(map(tuple, ties)))


def find(query: Query, language: str, at: datetime) -> Found:
    """What readers of a language may find at that moment, in one query to three."""
    stamp, rows = _look_up(query)
    known = snapshot(stamp, at)
    scores = [_scores(term, rows, language) for term in query.terms]
    named = _named(scores, known)
    followers = _followers({name for names in named for name in names}, known, at)
    tied = [set[Number]().union(*(followers[name] for name in names)) for names in named]
    scores = [dict.fromkeys(by_tie, TIED) | by_word for by_tie, by_word in zip(tied, scores, strict=True)]
    return Found(query, known, scores, named, followers)


# By their own words ---------------------------------------------------------------------------------------------------


def _look_up(query: Query) -> tuple[str, list[tuple[str, ...]]]:
    """The stamp of the index, and the words that one of the terms accepts, with the entries they stand in."""
    wanted = reduce(or_, (_condition(term) for term in query.terms), Q(**STAMP))
    rows = list(SearchWord.objects.filter(wanted).values_list("language", "word", *PLACES))
    stamp = next((first for _language, word, first, *_rest in rows if not word), "")
    return stamp, [row for row in rows if row[1]]


def _condition(term: Term) -> Q:
    whole = reduce(or_, (Q(language=code, word__in=term.forms[code]) for code in site_languages()))
    if not term.beginning:
        return whole
    longer = Q(language__in=site_languages(), beginning=term.beginning[:BEGINNING], word__startswith=term.beginning)
    return whole | longer


def _scores(term: Term, rows: Iterable[tuple[str, ...]], language: str) -> Scores:
    by_weight: dict[int, list[str]] = defaultdict(list)
    for code, word, *places in rows:
        if term.accepts(frozenset((word,)), code):
            for weight, line in zip(OWN if code == language else OTHER, places, strict=True):
                by_weight[weight].append(line)
    scores: Scores = {}
    for weight in sorted(by_weight):
        scores.update(dict.fromkeys(" ".join(by_weight[weight]).split(), weight))
    return scores


# By what they belong to -----------------------------------------------------------------------------------------------


def _named(scores: Sequence[Scores], known: Snapshot) -> list[list[Name]]:
    """For each word of the question, what has it in its name and leads to others."""
    return [
        [known.facts[number].name for number in known.leaders & scored.keys() if scored[number] >= NAME]
        for scored in scores
    ]


def _followers(names: Collection[Name], known: Snapshot, at: datetime) -> dict[Name, set[Number]]:
    """Who belongs to each of them, as far as readers may know; one query for every sort of tie."""
    entries: dict[str, list[int]] = defaultdict(list)
    for kind, entry in names:
        entries[kind].append(entry)
    paths = [(kind.name, path) for kind in KINDS.values() for path in kind.paths if path.other in entries]
    found: dict[Name, set[Number]] = {name: set() for name in names}
    if not paths:
        return found
    parts = [_tie_rows(number, path, entries[path.other], at) for number, (_kind, path) in enumerate(paths)]
    for part, own, other in parts[0].union(*parts[1:], all=True):
        kind, path = paths[int(part)]
        if (number := known.numbers.get((kind, own))) is not None:
            found[path.other, other].add(number)
    return found


def _tie_rows(part: int, path: Path, entries: Collection[int], at: datetime) -> "QuerySet[Any]":
    columns = {
        "tie_part": Value(str(part), output_field=CharField()),  # a number would be converted row by row
        "tie_own": F(path.own_column),
        "tie_other": F(path.other_column),
    }
    rows = path.rows(at).filter(**{f"{path.other_column}__in": entries})
    if hasattr(rows, "rewrite"):  # modeltranslation's own would put the columns into an order of its own
        rows = rows.rewrite(False)
    return rows.order_by().annotate(**columns).values_list(*columns)
