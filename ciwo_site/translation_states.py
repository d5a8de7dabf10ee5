"""How far the texts of one entry agree across its languages.

No state is stored that the texts could contradict. What state a text is in follows from comparing fingerprints with
the texts as they are now, so that an edit made in bulk, by an import or in the shell is noticed the next time anybody
looks.

An entry's record is JSON: `{field: {language: {"state": …, "own": …, "source": {other_language: …}, "was": {…}}}}`.
`own` is the fingerprint of the text when it was last judged, `source` holds those of the other languages' texts that it
agreed with, `was` a compact copy of these texts, so that somebody who catches up sees what changed since. No state
depends on the copies: a record without them says the same.

How edits are understood:

- A person who writes a text vouches for it: it is `reviewed`, and agrees with the other texts of that moment.
- A reviewed text that changes alone moves ahead; the others become `stale`.
- Any other text that changes alone (new, stale, a draft) is catching up; the others stay as they are.
- Texts that change together agree.
- A text that appears without being saved through `settle` is vouched for by nobody: `needs_review`, unless it is the
  only one, and so an original.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from hashlib import blake2s
from typing import Any
from unicodedata import normalize

from ciwo_site.kept_texts import keep, unpack


class State(StrEnum):
    MISSING = "missing"
    MACHINE_DRAFT = "machine_draft"
    NEEDS_REVIEW = "needs_review"
    REVIEWED = "reviewed"
    STALE = "stale"
    NOT_NEEDED = "not_needed"


Texts = Mapping[str, Mapping[str, str | None]]  # field → language → text
Record = dict[str, dict[str, dict[str, Any]]]
Fingerprints = Mapping[str, str]  # language → fingerprint, empty for an empty text
Judgements = dict[str, dict[str, Any]]  # language → what the record says of one field's text
FieldTexts = Mapping[str, str | None]  # language → text

# Follow from the texts; a person cannot decide them.
DERIVED_STATES = frozenset({State.MISSING, State.STALE})


def fingerprint(text: str | None) -> str:
    """A short name for a text; the same for texts that differ in white space or in Unicode form alone."""
    words = " ".join(normalize("NFC", text or "").split())
    return blake2s(words.encode(), digest_size=8).hexdigest() if words else ""


def states(record: Record | None, texts: Texts) -> dict[tuple[str, str], State]:
    """The state of each text, as the texts are now."""
    current = _catch_up(record, texts)
    return {
        (field, language): _state(language, current.get(field, {}), prints)
        for field, prints in _fingerprints(texts).items()
        for language in prints
    }


def settle(
    record: Record | None,
    before_texts: Texts,
    after_texts: Texts,
    *,
    marks: Mapping[tuple[str, str], State] | None = None,
    small: Collection[tuple[str, str]] = (),
) -> Record:
    """The record after a person saved an entry, with what she marked by hand. `before_texts` is empty for a new entry.

    A change to one of the `small` texts needs no translation: the other languages agree with it as they did before. Where
    such a text did not change now, it is its earlier changes that need none.

    A text that `before_texts` leaves out (a column that was not fetched) was as the record knows it. What `after_texts`
    leaves out keeps what the record says of it.
    """
    settled = _catch_up(record, before_texts)
    before = _fingerprints(before_texts)
    for field, after in _fingerprints(after_texts).items():
        judgements = settled.get(field, {})
        known = _owns(judgements) | before.get(field, {})
        moved = _move(judgements, known, after, after_texts[field], arrival=State.REVIEWED)
        for language in (language for name, language in small if name == field):
            is_of_now = after.get(language) != known.get(language)
            moved = _agree_again(moved, language, known.get(language, "") if is_of_now else None, after_texts[field])
        _put(settled, field, moved)
    for (field, language), state in (marks or {}).items():
        settled = mark(settled, after_texts, field, language, state)
    return settled


def mark(record: Record | None, texts: Texts, field: str, language: str, state: State) -> Record:
    """The record after a person decided one text's state.

    `not_needed` is for a text that is empty on purpose, every other state for one that is not.
    """
    prints = _fingerprints(texts)[field]
    if state in DERIVED_STATES or (state == State.NOT_NEEDED) == bool(prints[language]):
        raise ValueError(f"{field} in {language} cannot be marked as {state}.")
    marked = _catch_up(record, texts)
    judgement = _judgement(state, language, prints, texts[field])
    _put(marked, field, marked.get(field, {}) | {language: judgement})
    return marked


def sources_before(record: Record | None, texts: Texts, field: str, language: str) -> dict[str, str | None]:
    """For a stale text, each other language that moved on, with its text as it was; None where no copy was kept."""
    judgement = _catch_up(record, texts).get(field, {}).get(language)
    if judgement is None:
        return {}
    prints = _fingerprints(texts)[field]
    moved = [other for other, seen in judgement["source"].items() if prints.get(other) and prints[other] != seen]
    return {other: unpack(judgement.get("was", {}).get(other, "")) for other in moved}


def _catch_up(record: Record | None, texts: Texts) -> Record:
    """The record with every edit that happened without `settle`, understood as if each had been saved alone."""
    current = {field: dict(judgements) for field, judgements in (record or {}).items()}
    for field, prints in _fingerprints(texts).items():
        judgements = current.get(field, {})
        _put(
            current,
            field,
            _move(judgements, _owns(judgements), prints, texts[field], arrival=State.NEEDS_REVIEW),
        )
    return current


def _move(
    judgements: Judgements, before: Fingerprints, after: Fingerprints, texts: FieldTexts, *, arrival: State
) -> Judgements:
    """What is true of one field's texts after they went from `before` to `after`, which are the fingerprints of `texts`."""
    changed = {language for language, own in after.items() if own and own != before.get(language, "")}
    ahead = {
        language
        for language in changed
        if before.get(language) and _state(language, judgements, before) == State.REVIEWED
    }
    moved = {language: judgement for language, judgement in judgements.items() if language not in after}
    for language, own in after.items():
        judgement = judgements.get(language)
        if language in changed:
            is_original = bool(before.get(language)) or not any(_others(language, after).values())
            moved[language] = _judgement(State.REVIEWED if is_original else arrival, language, after, texts)
        elif judgement and own:
            moved[language] = _agreeing(judgement, sorted(changed - ahead), after, texts)
        elif judgement and judgement["state"] == State.NOT_NEEDED:
            moved[language] = judgement
    return moved


def _state(language: str, judgements: Judgements, prints: Fingerprints) -> State:
    judgement = judgements.get(language)
    if not prints[language]:
        chosen = judgement is not None and judgement["state"] == State.NOT_NEEDED
        # Where no language has a text, none is owed one.
        return State.NOT_NEEDED if chosen or not any(prints.values()) else State.MISSING
    if judgement is None:
        return State.NEEDS_REVIEW
    state = State(judgement["state"])
    # A machine's draft stays one however old it is: what readers are told about it must not soften.
    if state != State.MACHINE_DRAFT and any(
        prints.get(other) and prints[other] != seen for other, seen in judgement["source"].items()
    ):
        return State.STALE
    return state


def _judgement(state: State, language: str, prints: Fingerprints, texts: FieldTexts) -> dict[str, Any]:
    others = {other: own for other, own in _others(language, prints).items() if own}
    return {
        "state": state.value,
        "own": prints[language],
        "source": others,
        "was": {other: keep(texts[other]) for other in others},
    }


def _agreeing(
    judgement: dict[str, Any], others: Collection[str], prints: Fingerprints, texts: FieldTexts
) -> dict[str, Any]:
    """The judgement, in agreement with these other languages' texts of now."""
    if not others:
        return judgement
    return judgement | {
        "source": judgement["source"] | {other: prints[other] for other in others},
        "was": judgement.get("was", {}) | {other: keep(texts[other]) for other in others},
    }


def _agree_again(judgements: Judgements, changed: str, before: str | None, texts: FieldTexts) -> Judgements:
    """The judgements after a small change to one language's text: whoever agreed with it before does so still.

    Everybody does, if `before` is None.
    """
    prints = {language: fingerprint(text) for language, text in texts.items()}
    if not prints.get(changed):
        return judgements
    return {
        language: _agreeing(judgement, [changed], prints, texts)
        if language != changed and judgement["own"] and before in (None, judgement["source"].get(changed))
        else judgement
        for language, judgement in judgements.items()
    }


def _others(language: str, prints: Fingerprints) -> dict[str, str]:
    return {other: own for other, own in prints.items() if other != language}


def _owns(judgements: Judgements) -> dict[str, str]:
    return {language: judgement["own"] for language, judgement in judgements.items()}


def _fingerprints(texts: Texts) -> dict[str, dict[str, str]]:
    return {
        field: {language: fingerprint(text) for language, text in by_language.items()}
        for field, by_language in texts.items()
    }


def _put(record: Record, field: str, judgements: Judgements) -> None:
    if judgements:
        record[field] = judgements
    else:
        record.pop(field, None)
