import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.translation_states import State, fingerprint, mark, settle, sources_before, states

ENGLISH, SPANISH = ("title", "en"), ("title", "es")


def title(en: str = "", es: str = "") -> dict[str, dict[str, str]]:
    return {"title": {"en": en, "es": es}}


def pair(record: object, texts: dict[str, dict[str, str]]) -> tuple[State, State]:
    found = states(record, texts)
    return found[ENGLISH], found[SPANISH]


@pytest.fixture
def agreed() -> dict:
    return settle({}, {}, title("Stories", "Historias"))


def test_texts_that_are_written_together_agree(agreed: dict) -> None:
    assert pair(agreed, title("Stories", "Historias")) == (State.REVIEWED, State.REVIEWED)


def test_a_single_text_is_an_original_and_the_other_is_missing() -> None:
    record = settle({}, {}, title(es="Historias"))

    assert pair(record, title(es="Historias")) == (State.MISSING, State.REVIEWED)


def test_nothing_is_owed_where_no_language_has_a_text() -> None:
    assert pair({}, title()) == (State.NOT_NEEDED, State.NOT_NEEDED)


def test_a_translation_that_is_added_later_agrees_with_its_original() -> None:
    record = settle({}, {}, title("Stories"))

    record = settle(record, title("Stories"), title("Stories", "Historias"))

    assert pair(record, title("Stories", "Historias")) == (State.REVIEWED, State.REVIEWED)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (title("Our stories", "Historias"), (State.REVIEWED, State.STALE)),
        (title("Stories", "Nuestras historias"), (State.STALE, State.REVIEWED)),
        (title("Our stories", "Nuestras historias"), (State.REVIEWED, State.REVIEWED)),
    ],
)
def test_a_side_that_changes_alone_leaves_the_other_behind(agreed: dict, after: dict, expected: tuple) -> None:
    record = settle(agreed, title("Stories", "Historias"), after)

    assert pair(record, after) == expected


def test_a_stale_side_catches_up_without_leaving_the_other_behind(agreed: dict) -> None:
    ahead = title("Our stories", "Historias")
    both = title("Our stories", "Nuestras historias")

    record = settle(settle(agreed, title("Stories", "Historias"), ahead), ahead, both)

    assert pair(record, both) == (State.REVIEWED, State.REVIEWED)


def test_an_edit_that_is_taken_back_leaves_nothing_behind(agreed: dict) -> None:
    first, second = title("Stories", "Historias"), title("Our stories", "Historias")

    record = settle(settle(agreed, first, second), second, first)

    assert pair(record, first) == (State.REVIEWED, State.REVIEWED)


def test_a_bulk_edit_is_noticed_without_a_save(agreed: dict) -> None:
    assert pair(agreed, title("Our stories", "Historias")) == (State.REVIEWED, State.STALE)
    assert pair(agreed, title("Our stories", "Nuestras historias")) == (State.REVIEWED, State.REVIEWED)
    assert pair(agreed, title("Stories", "")) == (State.REVIEWED, State.MISSING)


def test_a_bulk_edit_can_catch_up_too(agreed: dict) -> None:
    record = settle(agreed, title("Stories", "Historias"), title("Our stories", "Historias"))

    assert pair(record, title("Our stories", "Nuestras historias")) == (State.REVIEWED, State.REVIEWED)


def test_texts_that_nobody_saved_need_a_review() -> None:
    assert pair({}, title("Stories", "Historias")) == (State.NEEDS_REVIEW, State.NEEDS_REVIEW)
    assert pair(None, title("Stories")) == (State.REVIEWED, State.MISSING)

    record = settle({}, {}, title("Stories"))
    assert pair(record, title("Stories", "Historias")) == (State.REVIEWED, State.NEEDS_REVIEW)


def test_saving_without_a_change_vouches_for_nothing() -> None:
    texts = title("Stories", "Historias")

    assert pair(settle({}, texts, texts), texts) == (State.NEEDS_REVIEW, State.NEEDS_REVIEW)


def test_a_person_who_edits_a_draft_vouches_for_it(agreed: dict) -> None:
    texts = title("Stories", "Historias")
    record = mark(agreed, texts, "title", "es", State.MACHINE_DRAFT)
    assert pair(record, texts) == (State.REVIEWED, State.MACHINE_DRAFT)

    edited = title("Stories", "Relatos")
    record = settle(record, texts, edited)

    assert pair(record, edited) == (State.REVIEWED, State.REVIEWED)


def test_a_machine_draft_stays_one_when_its_original_moves_on(agreed: dict) -> None:
    texts, moved = title("Stories", "Historias"), title("Our stories", "Historias")
    record = mark(agreed, texts, "title", "es", State.MACHINE_DRAFT)

    assert pair(settle(record, texts, moved), moved) == (State.REVIEWED, State.MACHINE_DRAFT)


def test_a_save_can_carry_what_was_marked_by_hand() -> None:
    texts = title("WINS")

    record = settle({}, {}, texts, marks={SPANISH: State.NOT_NEEDED})

    assert pair(record, texts) == (State.REVIEWED, State.NOT_NEEDED)
    assert pair(settle(record, texts, texts), texts) == (State.REVIEWED, State.NOT_NEEDED)
    assert pair(record, title("WINS", "WINS")) == (State.REVIEWED, State.NEEDS_REVIEW)


def test_a_review_ends_staleness(agreed: dict) -> None:
    texts = title("Our stories", "Historias")

    record = mark(agreed, texts, "title", "es", State.REVIEWED)

    assert pair(record, texts) == (State.REVIEWED, State.REVIEWED)


@pytest.mark.parametrize(
    ("language", "state"),
    [("en", State.MISSING), ("en", State.STALE), ("en", State.NOT_NEEDED), ("es", State.REVIEWED)],
)
def test_what_the_texts_contradict_cannot_be_marked(language: str, state: State) -> None:
    with pytest.raises(ValueError, match="cannot be marked"):
        mark({}, title("Stories"), "title", language, state)


def test_white_space_and_unicode_forms_are_no_change() -> None:
    assert fingerprint(" Compartiendo \n historias ") == fingerprint("Compartiendo historias")
    assert fingerprint("Trevin\u0303o") == fingerprint("Treviño")
    assert fingerprint("Trevino") != fingerprint("Treviño")
    assert fingerprint(" \n") == fingerprint(None) == ""


def test_columns_and_fields_that_were_not_given_keep_their_record(agreed: dict) -> None:
    only_english = {"title": {"en": "Stories"}}

    assert settle(agreed, {}, {}) == agreed
    assert settle(agreed, only_english, only_english) == agreed
    assert settle(agreed, only_english, title("Stories", "Historias")) == agreed


def test_a_third_language_follows_the_one_that_moved() -> None:
    before = {"title": {"en": "Stories", "es": "Historias", "ht": "Istwa"}}
    after = {"title": {"en": "Our stories", "es": "Nuestras historias", "ht": "Istwa"}}

    found = states(settle(settle({}, {}, before), before, after), after)

    assert list(found.values()) == [State.REVIEWED, State.REVIEWED, State.STALE]


def test_a_stale_text_knows_what_its_source_said(agreed: dict) -> None:
    moved = title("Our stories", "Historias")

    assert sources_before(agreed, moved, "title", "es") == {"en": "Stories"}
    assert sources_before(settle(agreed, title("Stories", "Historias"), moved), moved, "title", "es") == {
        "en": "Stories"
    }
    assert sources_before(agreed, title("Stories", "Historias"), "title", "es") == {}
    assert sources_before({}, moved, "summary", "es") == {}


def test_a_record_without_copies_says_the_same_of_every_state(agreed: dict) -> None:
    moved = title("Our stories", "Historias")
    bare = {
        field: {code: {name: value for name, value in row.items() if name != "was"} for code, row in rows.items()}
        for field, rows in agreed.items()
    }

    assert pair(bare, moved) == pair(agreed, moved) == (State.REVIEWED, State.STALE)
    assert sources_before(bare, moved, "title", "es") == {"en": None}


def test_a_small_change_leaves_nobody_behind(agreed: dict) -> None:
    before, after = title("Storys", "Historias"), title("Stories", "Historias")
    record = settle({}, {}, before)

    assert pair(settle(record, before, after, small=[ENGLISH]), after) == (State.REVIEWED, State.REVIEWED)
    assert pair(settle(record, before, after), after) == (State.REVIEWED, State.STALE)


def test_a_change_can_be_called_small_afterwards(agreed: dict) -> None:
    moved = title("Stories!", "Historias")
    record = settle(agreed, title("Stories", "Historias"), moved)

    assert pair(settle(record, moved, moved, small=[ENGLISH]), moved) == (State.REVIEWED, State.REVIEWED)


def test_a_small_change_does_not_hide_a_great_one_before_it(agreed: dict) -> None:
    great, small = title("Our own stories", "Historias"), title("Our own stories!", "Historias")
    record = settle(agreed, title("Stories", "Historias"), great)

    record = settle(record, great, small, small=[ENGLISH])

    assert pair(record, small) == (State.REVIEWED, State.STALE)
    assert sources_before(record, small, "title", "es") == {"en": "Stories"}


words = st.sampled_from(["", " ", "a", "b", "c"])
versions = st.lists(st.builds(title, words, words), min_size=1, max_size=6)


@given(versions, st.lists(st.booleans(), min_size=6, max_size=6))
def test_any_history_can_be_stored_and_read_again(history: list, saved: list[bool]) -> None:
    record: dict = {}
    before: dict = {}
    for texts, through_save in zip(history, saved, strict=False):
        if through_save:
            record = settle(record, before, texts)
        before = texts

    assert json.loads(json.dumps(record)) == record
    assert settle(settle(record, before, before), before, before) == settle(record, before, before)
    found = states(record, before)
    assert states(settle(record, before, before), before) == found
    for (_field, language), state in found.items():
        assert (state in {State.MISSING, State.NOT_NEEDED}) == (not before["title"][language].strip())
