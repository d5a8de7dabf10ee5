"""One entry in one language, as a row of small pictures and as words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciwo_site.dates import join_words
from ciwo_site.i18n import active_language
from ciwo_site.state_words import STATE_WORDS
from ciwo_site.translation_states import State, Texts

SETTLED = frozenset({State.REVIEWED, State.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Square:
    state: State
    words: str  # “Title: out of date”
    anchor: str  # of the field in the entry's form


@dataclass(frozen=True, slots=True)
class Cell:
    language: str
    squares: list[Square]
    lines: list[tuple[str, str]]  # a state in words, the fields in it; empty where all is well
    words: str  # said instead of lines


def owed(texts: Texts, states: Mapping[tuple[str, str], State]) -> dict[tuple[str, str], State]:
    """The states that say something: not those of a field that is empty in every language, undecided."""
    return {key: state for key, state in states.items() if state != State.NOT_NEEDED or any(texts[key[0]].values())}


def cell(language: str, said: Mapping[tuple[str, str], State], labels: Mapping[str, str]) -> Cell:
    """`said` is what `owed` gave for the entry, `labels` its fields by name."""
    found = {field: state for (field, code), state in said.items() if code == language}
    lines = [
        (str(words), join_words([labels[field].lower() for field in found if found[field] == state], active_language()))
        for state, words in STATE_WORDS.items()
        if state not in SETTLED and state in found.values()
    ]
    if lines:
        words = ""
    else:
        words = pgettext("texts of an entry", "Complete") if found else pgettext("texts of an entry", "Nothing yet")
    return Cell(language, list(_squares(language, found, labels)), lines, words)


def _squares(language: str, found: Mapping[str, State], labels: Mapping[str, str]) -> Iterator[Square]:
    for field, state in found.items():
        words = {"field": labels[field], "state": str(STATE_WORDS[state]).lower()}
        yield Square(state, _("%(field)s: %(state)s") % words, f"id_{field}_{language}")
