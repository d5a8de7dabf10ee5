"""A hit as the page of results shows it: from the entry as it is now, never from the index.

An index that is out of step can therefore miss something; it can show nothing that readers may not see.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, other_languages, site_languages
from ciwo_site.plates import figure_for, guide_figure
from ciwo_site.search.marking import Marked, beginning, marked, snippet
from ciwo_site.search.query import Term
from ciwo_site.share_images.plate import HOUSE_FIGURE
from events.cards import EventCard, event_card
from events.models import Event, Series
from events.transcripts.searching import Said, where_said
from events.transcripts.times import clock
from programs.models import Page, Person, Program, ResourceGuide
from programs.search.kinds import KINDS, Texts
from programs.search.matches import Match
from programs.search.snapshot import Name
from programs.share_images import PERSON_FIGURE

FIGURES = {"series": HOUSE_FIGURE, "page": HOUSE_FIGURE, "person": PERSON_FIGURE}
MOST_TIES = 3  # reasons that are told, when the words are not the entry's own


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its words marked, and the language that it is in."""

    text: LocalText
    marked: Marked


@dataclass(frozen=True, slots=True)
class Tie:
    """Why an entry is found that does not say the word itself: “Topic: storytelling”."""

    label: str
    name: MarkedText


@dataclass(frozen=True, slots=True)
class Hit:
    number: int
    kind: str
    label: str  # what it is, in a word
    url: str
    title: MarkedText
    snippet: MarkedText
    note: str  # says where the words stand, if not in the text that the reader expects
    note_url: str  # leads there; may be empty
    ties: list[Tie]
    figure: str
    card: EventCard | None  # of an event: its date, its languages
    is_explained: bool  # is every word of the question seen in it?


def visible_rows(kind: str, at: datetime) -> Any:
    """The rows of a kind that readers may see at that moment, with all that a hit shows; six queries for events."""
    match kind:
        case "event":
            return Event.objects.public(at).for_listing(at).prefetch_related("speakers")
        case "series":
            return Series.objects.public(at)
        case "program":
            return Program.objects.public(at).prefetch_related("cohorts")
        case "guide":
            return ResourceGuide.objects.public(at)
        case "person":
            return Person.objects.public()
        case "page":
            return Page.objects.all()
        case _:
            return KINDS[kind].rows()


def hits(matches: Sequence[Match], terms: Sequence[Term], language: str, at: datetime) -> list[Hit]:
    """Matches as hits, without those that readers may not see (any more)."""
    rows = _rows({(match.kind, match.entry) for match in matches}, at)
    named = _rows({name for match in matches for ties in match.ties for name in ties}, at)
    found = [
        _hit(match, rows[match.kind, match.entry], named, terms, language, at)
        for match in matches
        if (match.kind, match.entry) in rows
    ]
    unexplained = [hit.number for hit in found if hit.kind == "event" and not hit.is_explained]
    said = where_said(unexplained, terms, language) if unexplained else {}
    return [_with_quotation(hit, said[hit.number], language) if hit.number in said else hit for hit in found]


def _with_quotation(hit: Hit, said: Said, language: str) -> Hit:
    """Words that only the transcript has, with the moment when they were said."""
    words = {"language": language_name(said.language), "time": "" if said.seconds is None else clock(said.seconds)}
    note = _("In the %(language)s transcript, %(time)s:") if words["time"] else _("In the %(language)s transcript:")
    return replace(
        hit,
        snippet=MarkedText(LocalText(str(said.marked), said.language, language), said.marked),
        note=note % words,
        note_url=said.url,
    )


def _rows(names: Iterable[Name], at: datetime) -> dict[Name, Any]:
    entries: dict[str, list[int]] = defaultdict(list)
    for kind, entry in sorted(names):
        entries[kind].append(entry)
    return {(kind, row.pk): row for kind, some in entries.items() for row in visible_rows(kind, at).filter(pk__in=some)}


def _hit(match: Match, row: Any, named: dict[Name, Any], terms: Sequence[Term], language: str, at: datetime) -> Hit:
    said = {code: KINDS[match.kind].texts(row, code) for code in site_languages()}
    title = _title(said, terms, language) or _untitled(row, language)
    shown = _snippet(said, title, terms, language)
    missing = set(range(len(terms))) - title.marked.terms - shown.marked.terms
    reasons = dict.fromkeys(name for number in sorted(missing) for name in match.ties[number] if name in named)
    card = event_card(row, at) if match.kind == "event" else None
    return Hit(
        number=match.entry,
        kind=match.kind,
        label=card.kind_label if card else str(KINDS[match.kind].label),
        url=row.address(language),
        title=title,
        snippet=shown,
        note=_note(shown, language),
        note_url="",
        ties=[_tie(name, named[name], terms, language) for name in list(reasons)[:MOST_TIES]],
        figure=_figure(match),
        card=card,
        is_explained=all(match.ties[number] for number in missing),
    )


def _figure(match: Match) -> str:
    """The one that the entry's own page or poster has."""
    if match.kind in FIGURES:
        return FIGURES[match.kind]
    return guide_figure(match.entry) if match.kind == "guide" else figure_for(match.entry)


def _title(said: dict[str, Texts], terms: Sequence[Term], language: str) -> MarkedText | None:
    """The title that the reader gets, as everywhere: in her language, or in another one as such. None where it has none."""
    for code in (language, *other_languages(language)):
        if code in said and said[code].title:
            text = LocalText(said[code].title, code, language)
            return MarkedText(text, marked(text.text, terms, code))
    return None


def _untitled(row: Any, language: str) -> MarkedText:
    """A page of the site that nobody gave a title is called by what it is for, in the reader's language."""
    name = LocalText(str(row), language, language)
    return MarkedText(name, marked(name.text, (), language))


def _snippet(said: dict[str, Texts], title: MarkedText, terms: Sequence[Term], language: str) -> MarkedText:
    """Where the words stand that the title does not have: in the reader's language, else in another one.

    Without any, what the entry says of itself first.
    """
    best, most = MarkedText(LocalText("", language, language), Marked((), frozenset())), 0
    for code in (language, *other_languages(language)):
        for passage in _passages(said[code], without_title=code == title.text.language):
            cut = snippet(passage, terms, code)
            added = len(cut.terms - title.marked.terms)
            if cut and (added > most or (not best.marked and code == language)):
                best, most = MarkedText(LocalText(str(cut), code, language), cut), added
            if title.marked.terms | best.marked.terms >= set(range(len(terms))):
                break
        if best.marked:
            break
    return best if best.marked else _opening(said, title.text.language, language)


def _passages(texts: Texts, *, without_title: bool) -> Iterable[str]:
    if not without_title:
        yield texts.title
    yield texts.summary
    yield from texts.passages


def _opening(said: dict[str, Texts], found: str, language: str) -> MarkedText:
    for code in dict.fromkeys((language, found, *other_languages(language))):
        if text := next((passage for passage in _passages(said[code], without_title=True) if passage), ""):
            cut = beginning(text)
            return MarkedText(LocalText(str(cut), code, language), cut)
    return MarkedText(LocalText("", language, language), Marked((), frozenset()))


def _note(shown: MarkedText, language: str) -> str:
    if not shown.marked.terms or shown.text.language == language:
        return ""
    return _("In the %(language)s text:") % {"language": language_name(shown.text.language)}


def _tie(name: Name, row: Any, terms: Sequence[Term], language: str) -> Tie:
    kind = KINDS[name[0]]
    said = {code: kind.texts(row, code) for code in site_languages()}
    each = (_title({code: said[code]}, terms, language) for code in (language, *other_languages(language)))
    names = [name for name in each if name is not None] or [_untitled(row, language)]
    return Tie(str(kind.label), next((name for name in names if name.marked.terms), names[0]))
