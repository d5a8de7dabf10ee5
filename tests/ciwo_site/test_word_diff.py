import time

import pytest

from ciwo_site.word_diff import LONGEST, Change, word_diff

SAME, GONE, NEW, SKIPPED = Change.SAME, Change.GONE, Change.NEW, Change.SKIPPED


def diff(before: str, after: str, **options: int) -> list[tuple[Change, str]] | None:
    pieces = word_diff(before, after, **options)
    return None if pieces is None else [(piece.change, piece.text) for piece in pieces]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("One two", " One\n two ", [(SAME, "One two")]),
        ("", "One", [(NEW, "One")]),
        ("One", "", [(GONE, "One")]),
        ("One two three", "One 2 three", [(SAME, "One"), (GONE, "two"), (NEW, "2"), (SAME, "three")]),
        ("a b", "a b c", [(SAME, "a b"), (NEW, "c")]),
        ("a a", "a", [(SAME, "a"), (GONE, "a")]),
        ("Treviño", "Trevino", [(GONE, "Treviño"), (NEW, "Trevino")]),
    ],
)
def test_words_that_went_and_came_are_marked(before: str, after: str, expected: list) -> None:
    assert diff(before, after) == expected


def test_what_is_far_from_a_change_is_left_out() -> None:
    before = " ".join(str(number) for number in range(40))

    pieces = diff(before, before.replace("20", "twenty"), context=2)

    assert pieces == [
        (SKIPPED, ""),
        (SAME, "18 19"),
        (GONE, "20"),
        (NEW, "twenty"),
        (SAME, "21 22"),
        (SKIPPED, ""),
    ]


def test_what_is_too_long_is_not_compared() -> None:
    assert word_diff("a", "word " * (LONGEST + 1)) is None


@pytest.mark.parametrize("words", [["a"], ["a", "b"], [str(number) for number in range(300)]])
def test_even_the_worst_text_is_compared_within_a_moment(words: list[str]) -> None:
    before = " ".join(words[number % len(words)] for number in range(LONGEST))
    after = " ".join(words[(number * 7 + 1) % len(words)] for number in range(LONGEST))

    started = time.process_time()
    word_diff(before, after)

    assert time.process_time() - started < 5
