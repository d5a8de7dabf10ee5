"""Every gap in a flyer is told in a sentence."""

import pytest
from django.utils.translation import override

from events.intake import Gap, gap_sentence
from events.intake.words import SENTENCES


@pytest.mark.parametrize("code", SENTENCES)
def test_every_gap_has_its_sentence(code: str) -> None:
    with override("en"):
        sentence = gap_sentence(Gap("field", code, "50%"))

    assert sentence.endswith((".", "”"))
    assert "%(" not in sentence


def test_a_gap_of_one_language_names_it() -> None:
    with override("en"):
        assert gap_sentence(Gap("title_es", "title_missing", "es")) == "There is no title in Spanish."
