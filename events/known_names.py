"""Which person, organization, program or series of the catalog a name in a text means.

A name is known where exactly one entry is called so, in any language or by its acronym, whatever its accents and
capitals. Two of the same name are a question for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import compile as pattern
from unicodedata import combining, normalize

from django.db.models import Model, QuerySet

from ciwo_site.i18n import language_columns
from events.models import Series
from programs.models import Organization, Person, Program

ARTICLE = pattern(r"^(?:the|el|la|los|las) ")
SHORT_FORM = pattern(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: the number of an entry, or of several that share it, or of none."""

    numbers: tuple[int, ...] = ()

    @property
    def number(self) -> int | None:
        return self.numbers[0] if len(self.numbers) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        return len(self.numbers) > 1


class KnownNames:
    """The names of the catalog, read once: four queries, however many names are asked for."""

    def __init__(self) -> None:
        self._people = _index(Person.objects.all(), ["name"])
        self._organizations = _index(Organization.objects.all(), language_columns("name") + language_columns("acronym"))
        self._programs = _index(Program.objects.all(), language_columns("title"))
        self._series = _index(Series.objects.all(), language_columns("title"))

    def person(self, *names: str) -> Match:
        return _find(self._people, names)

    def organization(self, *names: str) -> Match:
        return _find(self._organizations, names)

    def program(self, *names: str) -> Match:
        return _find(self._programs, names)

    def series(self, *names: str) -> Match:
        return _find(self._series, names)


def folded(name: str) -> str:
    """Without accents, capitals, article and needless spaces."""
    plain = "".join(letter for letter in normalize("NFD", name) if not combining(letter))
    return ARTICLE.sub("", " ".join(plain.replace("’", "'").casefold().split()))


def _index(queryset: "QuerySet[Model]", columns: Iterable[str]) -> dict[str, set[int]]:
    found = defaultdict(set)
    for number, *names in queryset.order_by().values_list("pk", *columns):
        for form in {form for name in names if name for form in _forms(name)}:
            found[form].add(number)
    return found


def _forms(name: str) -> Iterator[str]:
    """“Workers Innovating (WINS)” is also called by either half, and “LUNA: leaders” by what stands before the colon."""
    yield folded(name)
    yield folded(name.partition(":")[0])
    if short := SHORT_FORM.search(name):
        yield folded(short[1])
        yield folded(SHORT_FORM.sub("", name))


def _find(index: dict[str, set[int]], names: Iterable[str]) -> Match:
    """By the first of the names that anything is called."""
    for name in names:
        if name and (numbers := index.get(folded(name))):
            return Match(tuple(sorted(numbers)))
    return Match()
