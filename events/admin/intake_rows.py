"""What the intake page shows of a proposal: each value with the words it was read from, each gap as a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language, site_languages
from events.admin.forms import zone_label
from events.draft_saving import match_person
from events.drafts import role_texts, slot_values
from events.intake import Guess, Proposal, gap_sentence
from events.intake.languages import detect
from events.known_names import KnownNames, Match
from events.language_access import service_phrase
from events.models import InterpretationSlot

FIELD_GAPS = {"day": ("date", "year"), "start": ("start",), "end": ("end",), "time_zone": ("time_zone",), "kind": ()}


@dataclass(frozen=True, slots=True)
class Item:
    """One value. `mark` is read or guessed; `note` says what becomes of it."""

    words: str
    language: str
    mark: str
    evidence: str = ""
    note: str = ""
    box: Any = None  # the check box that puts it into the catalog

    @property
    def mark_words(self) -> str:
        return _("read") if self.mark == "read" else _("guessed")

    @property
    def evidence_language(self) -> str:
        return detect(self.evidence, site_languages()) or ""

    @property
    def quotes(self) -> bool:
        """Is the evidence more than the value itself?"""
        return bool(self.evidence) and self.evidence != self.words


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    label: str
    items: tuple[Item, ...]
    gaps: tuple[str, ...]
    field: Any = None  # the form's field, where a person settles it


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One language's side of the draft."""

    language: str
    name: str
    title: Item | None
    title_gaps: tuple[str, ...]
    body: Item | None
    body_gaps: tuple[str, ...]
    place: Item | None

    @property
    def paragraphs(self) -> list[str]:
        return self.body.words.split("\n\n") if self.body else []


def text_columns(proposal: Proposal) -> list[TextColumn]:
    return [
        TextColumn(
            code,
            capfirst(language_name(code)),
            _item(proposal.titles.get(code), language=code),
            gap_sentences(proposal, [f"title_{code}"]),
            _item(proposal.bodies.get(code), language=code),
            gap_sentences(proposal, [f"body_{code}"]),
            _item(proposal.places.get(code), language=code),
        )
        for code in site_languages()
    ]


def fact_rows(proposal: Proposal, form: Any, known: KnownNames) -> tuple[list[Row], list[Row]]:
    """The rows that a person settles, and the others."""
    guesses = {
        "kind": proposal.kind,
        "day": proposal.day,
        "start": proposal.start,
        "end": proposal.end,
        "time_zone": proposal.time_zone,
    }
    settling = [
        Row(name, form[name].label, _evidence(guess), gap_sentences(proposal, FIELD_GAPS[name]), form[name])
        for name, guess in guesses.items()
    ]
    if proposal.year and proposal.day and proposal.year.evidence != proposal.day.evidence:
        day = settling[1]
        words = _("The year is %(year)s") % {"year": proposal.year.value}
        item = Item(words, "", proposal.year.certainty, proposal.year.evidence)
        settling[1] = Row(day.name, day.label, (*day.items, item), day.gaps, day.field)
    facts = [
        _row(proposal, "also_shown_in", _("Also shown in"), _zones(proposal)),
        _row(proposal, "place", _("Place"), ()),
        _row(proposal, "floor_languages", _("Spoken from the stage"), _floor(proposal)),
        _row(proposal, "interpretation", _("Language services"), _services(proposal)),
        _row(proposal, "people", _("People"), _people(proposal, form, known)),
        _row(proposal, "groups", _("Unnamed groups"), _groups(proposal)),
        _row(proposal, "cohosts", _("Hosts"), _hosts(proposal, known)),
        _row(proposal, "series", _("Series"), _named(proposal.series, known.series)),
        _row(proposal, "programs", _("Program"), _named(proposal.programs, known.program)),
        _row(proposal, "links", _("Links"), _links(proposal)),
        _row(proposal, "body", _("Left out"), ()),
    ]
    return settling, [row for row in facts if row.items or row.gaps]


def gap_sentences(proposal: Proposal, fields: Iterable[str]) -> tuple[str, ...]:
    wanted = set(fields)
    return tuple(dict.fromkeys(gap_sentence(gap) for gap in proposal.gaps if gap.field in wanted))


def _row(proposal: Proposal, name: str, label: str, items: Sequence[Item]) -> Row:
    fields = [name] if name != "links" else [gap.field for gap in proposal.gaps if gap.field.endswith("_link")]
    return Row(name, label, tuple(items), gap_sentences(proposal, fields))


def _item(
    guess: Guess[Any] | None, *, words: str = "", language: str = "", note: str = "", box: Any = None
) -> Item | None:
    if guess is None:
        return None
    return Item(words or str(guess.value), language, guess.certainty, guess.evidence, note, box)


def _items(guesses: Iterable[Item | None]) -> tuple[Item, ...]:
    return tuple(item for item in guesses if item is not None)


def _evidence(guess: Guess[Any] | None) -> tuple[Item, ...]:
    """Beside a field the value stands in the field; what is said here is where it came from."""
    return (Item("", "", guess.certainty, guess.evidence),) if guess else ()


def _zones(proposal: Proposal) -> tuple[Item, ...]:
    year = proposal.year.value if proposal.year else now().year
    label = {guess.value: zone_label(guess.value, year, active_language()) for guess in proposal.also_shown_in}
    return _items(_item(guess, words=label[guess.value]) for guess in proposal.also_shown_in)


def _floor(proposal: Proposal) -> tuple[Item, ...]:
    return _items(_item(guess, words=capfirst(language_name(guess.value))) for guess in proposal.floor_languages)


def _services(proposal: Proposal) -> tuple[Item, ...]:
    note = _("On the draft it is marked as needed: a flyer confirms nothing.")
    return _items(
        _item(guess, words=capfirst(service_phrase(InterpretationSlot(**values))), note=note)
        for guess in proposal.interpretation
        if (values := slot_values(guess.value))
    )


def _people(proposal: Proposal, form: Any, known: KnownNames) -> tuple[Item, ...]:
    boxes = {str(box.data["value"]): box for box in form["people"]}
    found = []
    for place, guess in enumerate(proposal.people):
        person = guess.value
        match, roles = match_person(guess, known), role_texts(person)
        role = roles.get(active_language()) or next(iter(roles.values()), "")
        name = " ".join(part for part in (person.credentials, person.name) if part)
        words = " · ".join(part for part in (name, str(person.part.label), role) if part)
        if match.is_ambiguous:
            note = _("Several people in the catalog have this name. Choose in the draft’s form.")
        else:
            note = _("In the catalog.") if match.numbers else _("Not in the catalog.")
        found.append(_item(guess, words=words, note=note, box=boxes.get(str(place))))
    return _items(found)


def _groups(proposal: Proposal) -> tuple[Item, ...]:
    return _items(_item(guess, words=guess.value.text, language=guess.value.language) for guess in proposal.groups)


def _hosts(proposal: Proposal, known: KnownNames) -> tuple[Item, ...]:
    found = []
    for guess in proposal.cohosts:
        name = guess.value.name
        look_up = {"series": known.series, "program": known.program, "organization": known.organization}[
            guess.value.kind
        ]
        match = look_up(name.text, name.acronym)
        if not match.numbers and guess.value.kind != "series":
            other = known.organization if guess.value.kind == "program" else known.program
            match = other(name.text, name.acronym)
        found.append(_item(guess, words=name.text, language=name.language, note=_match_words(match)))
    return _items(found)


def _named(guesses: Iterable[Guess[Any]], look_up: Any) -> tuple[Item, ...]:
    return _items(
        _item(
            guess,
            words=guess.value.text,
            language=guess.value.language,
            note=_match_words(look_up(guess.value.text, guess.value.acronym)),
        )
        for guess in guesses
    )


def _match_words(match: Match) -> str:
    if match.is_ambiguous:
        return _("Several entries of the catalog have this name. Choose in the draft’s form.")
    return _("In the catalog.") if match.numbers else _("Not in the catalog, so not on the draft.")


def _links(proposal: Proposal) -> tuple[Item, ...]:
    names = {
        "registration": _("Registration"),
        "recording": _("Recording"),
        "slides": _("Slides"),
        "guide": _("Resource guide"),
        "other": _("Other link"),
    }
    by_hand = _("Add it in the draft’s form.")
    return _items(
        _item(
            guess,
            words=f"{names[guess.value.purpose]}: {guess.value.address}",
            note="" if guess.value.purpose == "registration" else by_hand,
        )
        for guess in proposal.links
        if guess.value.address
    )
