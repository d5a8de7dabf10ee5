"""What staff are told of a file that was read, or could not be."""

import pytest
from django.utils import translation

from events.transcripts.parts import Problem, Repair
from events.transcripts.words import problem_sentence, reading_words, repair_sentence


def test_staff_are_told_what_was_read_and_what_was_mended() -> None:
    facts = {"seconds": 3720, "speakers": 6, "notes": [["ends_early", 84]]}

    assert [line.replace("\u00a0", " ") for line in reading_words(84, facts)] == [
        "84 paragraphs, 1 h 2 min, 6 speakers",
        "Line 84: this caption ended before it began, so we left its end out.",
    ]
    assert reading_words(1, {"seconds": None, "speakers": 0, "notes": []}) == ["1 paragraph"]
    assert reading_words(0, {}) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_problem_and_every_repair_has_a_sentence(language: str) -> None:
    with translation.override(language):
        sentences = [problem_sentence(problem, 84, "1 -> 2") for problem in Problem]
        sentences += [repair_sentence(repair, 84) for repair in Repair]

    assert len(set(sentences)) == len(Problem) + len(Repair)
    assert "84" in sentences[1]
    assert "1 -> 2" in sentences[1]
