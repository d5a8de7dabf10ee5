"""What search knows of every entry besides its words, as each process keeps it until the index changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from programs.models import SearchEntry
from programs.search.kinds import KINDS, seconds

Number = str  # of a search entry, as the words have it
Name = tuple[str, int]  # kind and primary key of an entry


class Facts(NamedTuple):
    kind: str
    entry: int
    shown_from: int
    starts: int | None
    over: int | None

    @property
    def name(self) -> Name:
        return self.kind, self.entry


@dataclass(frozen=True)
class Snapshot:
    """Right for one state of the index, and from one moment to another: then something appears or is over."""

    stamp: str
    since: float
    until: float
    facts: Mapping[Number, Facts]  # of all that is shown
    rank: Mapping[Number, int]  # in a list without a question: what is to come, what lasts, what is over

    @cached_property
    def by_kind(self) -> Mapping[str, frozenset[Number]]:
        found: dict[str, set[Number]] = defaultdict(set)
        for number, known in self.facts.items():
            found[known.kind].add(number)
        return {kind: frozenset(numbers) for kind, numbers in found.items()}

    @cached_property
    def pages(self) -> frozenset[Number]:
        """What can be a hit."""
        return self._of(kind.name for kind in KINDS.values() if kind.has_page)

    @cached_property
    def leaders(self) -> frozenset[Number]:
        """What others are found by."""
        return self._of(path.other for kind in KINDS.values() for path in kind.paths)

    @cached_property
    def numbers(self) -> Mapping[Name, Number]:
        return {known.name: number for number, known in self.facts.items()}

    def _of(self, kinds: Iterable[str]) -> frozenset[Number]:
        return frozenset[Number]().union(*(self.by_kind.get(kind, ()) for kind in kinds))

    def holds(self, stamp: str, moment: int) -> bool:
        return self.stamp == stamp and self.since <= moment < self.until


_kept: Snapshot | None = None


def snapshot(stamp: str, at: datetime) -> Snapshot:
    """The state of the index that bears this stamp, at that moment. A query where the process does not know it yet."""
    global _kept  # one for the process; threads that meet here make the same one
    moment = seconds(at)
    kept = _kept
    if kept is None or not kept.holds(stamp, moment):
        _kept = kept = _read(stamp, moment)
    return kept


def _read(stamp: str, moment: int) -> Snapshot:
    columns = ("pk", "kind", "number", "shown_from", "starts", "over")
    entries = SearchEntry.objects.values_list(*columns) if stamp else ()  # nothing was ever indexed
    every = {str(number): Facts(*row) for number, *row in entries}
    turns = {turn for known in every.values() for turn in (known.shown_from, known.over) if turn is not None}
    facts = {number: known for number, known in every.items() if known.shown_from <= moment and known.kind in KINDS}
    ordered = sorted(facts, key=lambda number: _order(facts[number], moment))
    return Snapshot(
        stamp,
        since=max((turn for turn in turns if turn <= moment), default=float("-inf")),
        until=min((turn for turn in turns if turn > moment), default=float("inf")),
        facts=facts,
        rank={number: rank for rank, number in enumerate(ordered)},
    )


def _order(known: Facts, moment: int) -> tuple[int, int, int]:
    """What is to come, soonest first; what lasts, kind by kind; what is over, latest first."""
    if known.starts is None or known.over is None:
        return 1, list(KINDS).index(known.kind), -known.entry
    return (0, known.starts, known.entry) if known.over > moment else (2, -known.starts, -known.entry)
