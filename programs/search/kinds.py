"""What search knows of each kind of row. Every app registers its own, so that nothing here knows what events are."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Texts:
    """What a row says in one language, without markup."""

    title: str = ""
    summary: str = ""
    passages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.title or self.summary or any(self.passages))


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that have a say in another's words: the materials of an event.

    `owners` gives the numbers of the rows that such rows belong to, as it stands in the database at that moment. With
    `through`, a plain table of ties, only the ties have a say and not the rows themselves.
    """

    model: type[Model]
    owners: "Callable[[Collection[int]], Iterable[int]]"
    through: type[Model] | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """How a row is found by the words of another one: an event by the names of its speakers.

    `rows(at)` are the rows that tie the two together, as far as readers may know of the tie; `own` and `other` are their
    columns. The path is asked for with each search and never copied: a name that goes, goes at once.
    """

    other: str  # the kind that is found first
    rows: "Callable[[datetime], QuerySet[Any]]"
    own_column: str
    other_column: str


@dataclass(frozen=True, slots=True)
class SearchKind:
    """One kind of row with words of its own."""

    name: str
    model: type[Model]
    texts: Callable[[Any, str], Texts]  # (row, language)
    rows: "Callable[[], QuerySet[Any]]"  # all of them, with what `texts` reads
    shown_from: Callable[[Any], datetime | None]  # when readers may find it; None: not at all
    # Number → language → a text too long to be fetched with every row: what was said at an event.
    long_texts: Callable[[Collection[int]], Mapping[int, Mapping[str, str]]] = lambda numbers: {}
    times: Callable[[Any], tuple[datetime, datetime] | None] = lambda row: None  # start and end of what happens
    label: "str | Promise" = ""  # for one
    plural: "str | Promise" = ""
    has_page: bool = True  # a hit by itself, or only a way to others?
    parts: tuple[Part, ...] = ()
    paths: tuple[Path, ...] = ()


# Every kind, by its name, in the order in which hits of equal weight stand.
KINDS: dict[str, SearchKind] = {}

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)  # for what is shown from no particular moment on


def seconds(moment: datetime) -> int:
    """A moment as the index keeps it."""
    return int(moment.timestamp())
