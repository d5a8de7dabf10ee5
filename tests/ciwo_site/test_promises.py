from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from ciwo_site.promises import follows_words, gaps, promised_day, undecided
from ciwo_site.translation_states import State, settle, states

NOW = datetime(2026, 3, 3, 23, tzinfo=UTC)  # the afternoon of that day in New York


def states_of(**texts: str) -> dict:
    fields = {
        name: {"en": texts.get(f"{name}_en", ""), "es": texts.get(f"{name}_es", "")} for name in ("title", "body")
    }
    return states(settle({}, {}, fields), fields)


def test_a_gap_is_what_another_language_has() -> None:
    assert gaps(states_of(title_en="Stories", body_es="<p>Texto</p>")) == {"en": ["body"], "es": ["title"]}
    assert gaps(states_of(title_en="Stories", title_es="Historias")) == {}
    assert gaps({("title", "es"): State.NOT_NEEDED, ("place", "es"): State.MISSING}) == {}


@pytest.mark.parametrize(
    ("promised_on", "expected"),
    [
        ({}, {"es": ["title"]}),
        ({"es": "2026-03-02"}, {"es": ["title"]}),
        ({"es": "2026-03-03"}, {}),
        ({"en": "2026-03-03"}, {"es": ["title"]}),
    ],
)
def test_a_day_to_come_decides_a_gap(promised_on: dict, expected: dict) -> None:
    assert undecided(states_of(title_en="Stories"), promised_on, date(2026, 3, 3)) == expected


@pytest.mark.parametrize("stored", [None, [], {}, {"es": None}, {"es": 3}, {"es": "soon"}])
def test_what_is_no_date_is_no_promise(stored: object) -> None:
    assert promised_day(stored, "es") is None
    assert follows_words(stored, "es", NOW) == ""


def test_readers_see_the_day_and_the_truth_after_it() -> None:
    assert follows_words({"en": "2026-03-03"}, "en", NOW) == "The English text follows by March 3, 2026."
    late = "The English text was promised for March 2, 2026 and is not ready yet."
    assert follows_words({"en": "2026-03-02"}, "en", NOW) == late


def test_each_language_has_its_own_day() -> None:
    with translation.override("es"):
        assert follows_words({"en": "2026-03-03"}, "es", NOW) == ""
        assert "3 de marzo de 2026" in follows_words({"es": "2026-03-03"}, "es", NOW)
